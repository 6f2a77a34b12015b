"""What work adds to lower pages, and the parts of its own page."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning import audit
from medvirkning.web import slots
from medvirkning.web.slots import Fragment
from projects.departments.models import Department
from projects.departments.tree import is_open
from projects.work import tabs
from projects.work.models import (
    Contribution,
    Exemption,
    NotPerformed,
    Responsibility,
    WorkItem,
    WorkItemSubject,
    WorkItemTeamMember,
)
from projects.work.querysets import answered_for_now
from projects.work.tabs import WorkTab

tabs.register(WorkTab("overview", _("Oversikt"), "work:detail", order=10))
tabs.register(WorkTab("history", _("Historikk"), "work:history", order=90))

for part in (
    audit.Part(Responsibility, by="work_item", label=_("Svarer for arbeidet")),
    audit.Part(Contribution, by="work_item", label=_("Bidrar")),
    audit.Part(Exemption, by="work_item", label=_("Unntak")),
    audit.Part(NotPerformed, by="work_item", label=_("Ikke gjennomført")),
    audit.Part(WorkItemSubject, by="workitem", label=_("Fagområder"), link="subjectarea"),
    audit.Part(WorkItemTeamMember, by="workitem", label=_("Teamet"), link="user"),
):
    audit.register_part(WorkItem, part)


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
