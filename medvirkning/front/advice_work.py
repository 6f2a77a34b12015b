"""What waits with the advice: units and feedback for the Centre, assessments for whoever approves them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, DateTimeField, F, Min, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advice.assessments.enums import AssessmentState
from advice.assessments.models import Assessment
from advice.assessments.waiting import to_approve
from advice.catalogue.models import AdviceFeedback
from advice.units.enums import UnitState
from advice.units.models import ServiceUnit
from medvirkning.accounts.models import User
from medvirkning.front.waiting import SHOWN
from medvirkning.web.linked import Linked, Number
from medvirkning.web.numbers import format_number
from medvirkning.web.todo import Task, Waits
from projects.departments.reach import reach_of

UNITS, FEEDBACK = "units", "feedback"


def waits_for(user: User) -> Waits:
    """Dated by what has waited longest; of the assessments no more than a few."""
    reach = reach_of(user)
    tasks = list(_for_the_centre()) if reach.is_centre else []
    waiting = to_approve(user) if reach.is_centre or reach.is_leader else []
    tasks += [_to_approve(assessment) for assessment in waiting[:SHOWN]]
    sent = f"{reverse('assessments:list')}?tilstand={AssessmentState.SUBMITTED.value}"
    return Waits(tasks, [(_("Alle egenvurderinger som er sendt"), sent)] if len(waiting) > SHOWN else [])


def _to_approve(assessment: Assessment) -> Task:
    url = reverse("assessments:decide", args=[assessment.pk])
    day = timezone.localdate(assessment.submitted_at) if assessment.submitted_at else None
    text = _("har sendt egenvurderingen for %(year)s til godkjenning") % {"year": assessment.year}
    return Task(str(assessment.subject), text, _("Les og avgjør"), url, day, subject_url=url)


def _for_the_centre() -> Iterator[Task]:
    """Both sorts in one query."""
    units = _told(ServiceUnit.objects.waiting(), UNITS, "applied_at")
    feedback = _told(AdviceFeedback.objects.unhandled(), FEEDBACK, "sent_at")
    for sort, number, since in units.union(feedback, all=True):
        day = timezone.localdate(since)
        if sort == UNITS:
            url = f"{reverse('units:list')}?tilstand={UnitState.APPLIED.value}"
            pattern = ngettext(
                "%(n)s enhet har meldt seg inn og venter på svar",
                "%(n)s enheter har meldt seg inn og venter på svar",
                number,
            )
            subject, act = _("Tjenesteenheter"), _("Se og avgjør")
        else:
            url = reverse("catalogue:feedback-list")
            pattern = ngettext(
                "%(n)s tilbakemelding er ikke behandlet", "%(n)s tilbakemeldinger er ikke behandlet", number
            )
            subject, act = _("Tilbakemeldinger på rådene"), _("Les")
        text = Linked(pattern, {"n": Number(format_number(number), url)})
        yield Task(subject, text, act, url, day, subject_url=url)


def _told(rows: QuerySet[Any], sort: str, since: str) -> QuerySet[Any, Any]:
    """How many, and since when; no row where there are none."""
    told = rows.order_by().annotate(sort=Value(sort)).values("sort")
    return (
        told.annotate(number=Count("pk"), since=Min(F(since), output_field=DateTimeField()))
        .filter(number__gt=0)
        .values_list("sort", "number", "since")
    )
