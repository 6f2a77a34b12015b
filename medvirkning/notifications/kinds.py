"""The kinds of messages: each room registers those it sends."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from medvirkning.web.navigation import everyone


@dataclass(frozen=True)
class NotificationKind:
    """What a kind is called where people choose, and which accounts it can come to: others aren't offered it.

    One that isn't optional can't be turned off.
    """

    name: str
    label: str | Promise
    optional: bool = True
    reaches: Callable[[Any], bool] = everyone


ACCOUNT = NotificationKind(name="account", label=_("Kontoen din og innlogging"), optional=False)

_kinds: dict[str, NotificationKind] = {ACCOUNT.name: ACCOUNT}


class UnknownKindError(LookupError):
    """No room has registered this kind of message."""


def register(kind: NotificationKind) -> NotificationKind:
    """Add a kind; rooms call it when they are loaded."""
    _kinds[kind.name] = kind
    return kind


def kind_of(name: str) -> NotificationKind:
    """A registered kind."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKindError(name) from None


def choices_of(user: Any) -> list[NotificationKind]:
    """What a person may turn off, of what can come to the account."""
    return [kind for kind in _kinds.values() if kind.optional and kind.reaches(user)]
