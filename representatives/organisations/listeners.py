"""Who is told when an organisation becomes one of another kind: what the counting rule makes of it may change.

Higher rooms register; they are called in the transaction of the change.
"""

from collections.abc import Callable

from representatives.organisations.models import Organisation

Listener = Callable[[Organisation], None]

_listeners: list[Listener] = []


def on_another_kind(listener: Listener) -> Listener:
    """Add a listener; the same one again changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def tell_of_another_kind(organisation: Organisation) -> None:
    """The kind was changed and is stored."""
    for listener in _listeners:
        listener(organisation)
