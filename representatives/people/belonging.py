"""Who belongs to an organisation on a day: those whose affiliation the log knows, and whom a room above says."""

import datetime
from collections.abc import Callable

from django.db.models import Q

# People who belong to the organisation on the day, as a condition on `Person`.
Belongs = Callable[[int, datetime.date], Q]

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
