"""Units as a tree to be read."""

from collections.abc import Iterable
from dataclasses import dataclass

from advice.units.models import ServiceUnit

DEEPEST_LEVEL = 6


@dataclass(frozen=True)
class Place:
    """A unit and how far down it stands."""

    unit: ServiceUnit
    level: int


def places(units: Iterable[ServiceUnit], *, under: ServiceUnit) -> list[Place]:
    """Units below one, each under its parent, sisters in the order given."""
    below: dict[int | None, list[ServiceUnit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id, []).append(unit)

    def walk(parent: int, level: int) -> list[Place]:
        found = []
        for unit in below.get(parent, []):
            found += [Place(unit, min(level, DEEPEST_LEVEL)), *walk(unit.pk, level + 1)]
        return found

    return walk(under.pk, 1)
