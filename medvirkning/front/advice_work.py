"""What waits with the advice: assessments for whoever approves them."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from advice.assessments.enums import AssessmentState
from advice.assessments.models import Assessment
from advice.assessments.waiting import to_approve
from medvirkning.accounts.models import User
from medvirkning.front.waiting import SHOWN
from medvirkning.web.todo import Task, Waits
from projects.departments.reach import reach_of


def waits_for(user: User) -> Waits:
    """No more than a few, and the way to the rest."""
    reach = reach_of(user)
    waiting = to_approve(user) if reach.is_centre or reach.is_leader else []
    tasks = [_to_approve(assessment) for assessment in waiting[:SHOWN]]
    sent = f"{reverse('assessments:list')}?tilstand={AssessmentState.SUBMITTED.value}"
    return Waits(tasks, [(_("Alle egenvurderinger som er sendt"), sent)] if len(waiting) > SHOWN else [])


def _to_approve(assessment: Assessment) -> Task:
    url = reverse("assessments:decide", args=[assessment.pk])
    day = timezone.localdate(assessment.submitted_at) if assessment.submitted_at else None
    text = _("har sendt egenvurderingen for %(year)s til godkjenning") % {"year": assessment.year}
    return Task(str(assessment.subject), text, _("Les og avgjør"), url, day, subject_url=url)
