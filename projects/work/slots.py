"""What work adds to lower pages, and the parts of its own page."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning.web import slots
from medvirkning.web.slots import Fragment
from projects.departments.models import Department
from projects.departments.tree import is_open
from projects.work import tabs
from projects.work.querysets import answered_for_now
from projects.work.tabs import WorkTab

tabs.register(WorkTab("overview", _("Oversikt"), "work:detail", order=10))
tabs.register(WorkTab("history", _("Historikk"), "work:history", order=90))


def work_of_department(request: HttpRequest, department: Department) -> Fragment | None:
    """How much open work the department answers for, and the way to close the department."""
    user: Any = request.user
    if not user.has_perm("work.list"):
        return None
    may_close = user.has_perm("departments.change") and is_open(department, timezone.localdate())
    return Fragment(
        "projects/work/_department.html",
        {"department": department, "open_count": answered_for_now(department), "may_close": may_close},
    )


slots.register("departments.detail", work_of_department, order=20)
