"""The kinds of messages: each room registers those it sends."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class NotificationKind:
    """What a kind is called where people choose. One that isn't optional can't be turned off."""

    name: str
    label: str | Promise
    optional: bool = True


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


def optional_kinds() -> list[NotificationKind]:
    """What people may turn off."""
    return [kind for kind in _kinds.values() if kind.optional]
