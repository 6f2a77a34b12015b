"""Who belongs to an organisation on a day: those whose affiliation the log knows, and whom a room above says."""

import datetime
from collections.abc import Callable, Collection

from django.db.models import Q

# People who belong to the organisation on the day, as a condition on `Person`.
Belongs = Callable[[int, datetime.date], Q]

# Where people come from by their posts: names of organisations by the keys of the people.
Names = Callable[[Collection[int]], dict[int, list[str]]]

_names: dict[str, Names] = {}
_conditions: dict[str, Belongs] = {}


def register(condition: Belongs) -> Belongs:
    """Add what one room knows; the same function again replaces itself."""
    _conditions[f"{condition.__module__}.{condition.__qualname__}"] = condition
    return condition


def by_any_room(organisation_id: int, on: datetime.date) -> Q:
    """Belongs as some room says."""
    found = Q(pk__in=[])
    for condition in _conditions.values():
        found |= condition(organisation_id, on)
    return found


def register_names(names: Names) -> Names:
    """Add the organisations that one room knows; the same function again replaces itself."""
    _names[f"{names.__module__}.{names.__qualname__}"] = names
    return names


def names_of(people: Collection[int]) -> dict[int, list[str]]:
    """The organisations that each comes from by a post, as the rooms say. As many queries however many people."""
    found: dict[int, list[str]] = {}
    for names in _names.values():
        for person, organisations in names(people).items():
            found.setdefault(person, []).extend(organisations)
    return found
