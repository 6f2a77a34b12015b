"""Who is told when an organisation becomes one of another kind, since what the counting rule makes of it may change,
and when it closes.

Higher rooms register; they are called in the transaction of the change.
"""

from collections.abc import Callable

from representatives.organisations.models import Organisation

Listener = Callable[[Organisation], None]

_listeners: list[Listener] = []
_of_closing: list[Listener] = []


def on_another_kind(listener: Listener) -> Listener:
    """Add a listener; the same one again changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def tell_of_another_kind(organisation: Organisation) -> None:
    """The kind was changed and is stored."""
    for listener in _listeners:
        listener(organisation)


def on_closing(listener: Listener) -> Listener:
    """Add a listener; the same one again changes nothing."""
    if listener not in _of_closing:
        _of_closing.append(listener)
    return listener


def tell_of_closing(organisation: Organisation) -> None:
    """The last day is stored."""
    for listener in _of_closing:
        listener(organisation)
