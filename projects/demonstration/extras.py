"""Parts that higher apps add to the demonstration set: each registers a function that writes its own rows."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.backends.utils import CursorWrapper

from projects.demonstration.accounts import DemonstrationAccounts
from projects.demonstration.calendar import Calendar


@dataclass(frozen=True)
class Ground:
    """What a part builds on. It draws from chance of its own, seeded by `seed`, so that no part moves another."""

    calendar: Calendar
    accounts: DemonstrationAccounts
    scale: int
    seed: int
    cursor: CursorWrapper


Part = Callable[[Ground], None]

_parts: dict[str, Part] = {}


def register(name: str, part: Part) -> None:
    """Add a part, called inside the set's transaction when all else is written; the same name again replaces it."""
    _parts[name] = part


def build_all(ground: Ground) -> None:
    """Write every part, in the order of their names."""
    for name in sorted(_parts):
        _parts[name](ground)
