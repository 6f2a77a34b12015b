"""What this room says on other rooms' pages: a unit's assessment beside those of like units."""

from django.http import HttpRequest

from advice.assessments.models import Assessment
from advice.overview import like
from medvirkning.web import slots
from medvirkning.web.slots import Fragment


def like_units(request: HttpRequest, assessment: Assessment) -> Fragment | None:
    """In short, with the way to the whole comparison."""
    if assessment.unit_id is None or not request.user.has_perm("overview.view"):
        return None
    return Fragment("advice/overview/_like_short.html", {"likeness": like.compare(request.user, assessment)})


slots.register("assessments.compare", like_units)
