"""What is read once for each loaded account, and forgotten with its roles."""

from typing import TYPE_CHECKING, Any

from django.utils.functional import LazyObject

if TYPE_CHECKING:
    from medvirkning.accounts.models import User


def remembered(user: "User", name: str) -> dict[Any, Any]:
    """What is kept under a name on the account itself.

    A request's lazy account keeps nothing for those who are handed the account, so what it wraps does.
    """
    if isinstance(user, LazyObject) and user.is_authenticated is not None:
        user = user._wrapped
    kept: dict[str, dict[Any, Any]] = vars(user).setdefault("_remembered", {})
    return kept.setdefault(name, {})
