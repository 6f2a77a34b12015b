"""What self-assessments add to the page of a service unit."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from advice.assessments.querysets import assessments_for
from advice.units.models import ServiceUnit
from medvirkning.web import slots
from medvirkning.web.slots import Fragment

# The years before stand in the comparison.
SHOWN = 4


def assessments_of_unit(request: HttpRequest, unit: ServiceUnit) -> Fragment | None:
    """The unit's assessments, the latest first, and the way to begin this year's."""
    user: Any = request.user
    rows = assessments_for(user).filter(unit=unit).with_subject().order_by("-year")[:SHOWN]
    found = list(rows)
    begun = any(one.year == timezone.localdate().year for one in found)
    may_start = not begun and user.has_perm("assessments.start", unit)
    if not found and not may_start:
        return None
    return Fragment("advice/assessments/_of_unit.html", {"unit": unit, "rows": found, "may_start": may_start})


slots.register("units.detail", assessments_of_unit, order=10)
