"""Who remembers the language a person chose. Free of models, so that an app's `ready()` module can import it."""

from collections.abc import Callable
from typing import Any

ChoiceKeeper = Callable[[Any, str], None]
_keepers: list[ChoiceKeeper] = []


def keep_choice_with(keeper: ChoiceKeeper) -> None:
    """Who stores the choice on the account: called with the signed-in user and the code. For an app's `ready()`."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def keep_choice(user: Any, code: str) -> None:
    """Tell them all."""
    for keeper in _keepers:
        keeper(user, code)
