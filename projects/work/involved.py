"""Whether anybody was involved in a work item. A higher room knows, and says so as a condition on the item."""

from collections.abc import Callable

from django.db.models import Exists, Q

Condition = Callable[[], Exists]
_conditions: list[Condition] = []


def register(condition: Condition) -> Condition:
    """Add a condition on `WorkItem`, correlated by `OuterRef("pk")`; used as a decorator."""
    if condition not in _conditions:
        _conditions.append(condition)
    return condition


def has_involvement() -> Q:
    """Work in which somebody was involved, whatever the year: for lists, never for figures."""
    found = Q(pk__in=[])
    for condition in _conditions:
        found |= Q(condition())
    return found
