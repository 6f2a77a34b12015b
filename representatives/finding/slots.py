"""What finding says on other pages: how many in the register a theme is to, before it is taken off their list."""

from typing import Any

from django.http import HttpRequest

from medvirkning.accounts.rules import is_administrator
from medvirkning.web import slots
from medvirkning.web.slots import Fragment
from representatives.finding.querysets import SMALLEST_GROUP
from representatives.profiles.reading import number_with_theme
from representatives.subjects.models import SubjectArea


def people_with_the_theme(request: HttpRequest, value: Any) -> Fragment | None:
    """For the administrator, who sees nobody: a number, and none below five."""
    if not isinstance(value, SubjectArea) or not is_administrator(request.user):
        return None
    number = number_with_theme(value.code)
    if not number and not value.is_theme:
        return None
    context = {"number": number if number >= SMALLEST_GROUP else None, "least": SMALLEST_GROUP}
    return Fragment("representatives/finding/_theme.html", context)


slots.register("value_list.value", people_with_the_theme)
