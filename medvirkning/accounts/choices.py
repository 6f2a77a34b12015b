"""The language switch keeps a signed-in person's choice on the account."""

from typing import Any

from medvirkning.accounts.services import set_language
from medvirkning.web.language import keep_choice_with


def keep_language(user: Any, code: str) -> None:
    set_language(user=user, language=code)


keep_choice_with(keep_language)
