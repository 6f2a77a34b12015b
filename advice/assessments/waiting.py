"""What waits for somebody: assessments to approve, and for a service leader the year's own."""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from advice.assessments.decided import last_step
from advice.assessments.enums import AssessmentState
from advice.assessments.models import Assessment
from advice.assessments.querysets import actions_for, assessments_for, score_invitations_for
from advice.units.enums import UnitState
from advice.units.models import UnitLeader
from advice.units.querysets import units_led, units_under
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.web.todo import Task, in_order
from projects.departments.reach import reach_of

# An action waits for its unit this long before its deadline.
AHEAD = datetime.timedelta(days=14)
SHOWN = 6


def to_approve(user: User) -> list[Assessment]:
    """Submitted assessments that the account may approve (the rule `assessments.approve`), the oldest first."""
    rows = assessments_for(user).submitted().exclude(submitted_by=user.pk).with_subject()
    waiting: list[Assessment] = list(rows.order_by("submitted_at", "pk"))
    if not waiting:
        return []
    is_centre = user.has_role(Role.CENTRE)
    # The Centre needs the leaders of all units anyway, and so its own among them.
    leaders = _leaders_by_unit() if is_centre else {}
    units = [unit for unit, accounts in leaders.items() if user.pk in accounts] if is_centre else units_led(user)
    led = {*units, *reach_of(user).leads}
    above = [one for one in waiting if not led.isdisjoint(one.subject.lineage[:-1])]
    if not is_centre:
        return above
    return [one for one in waiting if one in above or _is_for_the_centre(user, one, leaders)]


def _leaders_by_unit() -> dict[int, set[int]]:
    leaders: dict[int, set[int]] = {}
    for unit, user in UnitLeader.objects.in_force().filter(user__is_active=True).values_list("unit", "user"):
        leaders.setdefault(unit, set()).add(user)
    return leaders


def _is_for_the_centre(user: User, assessment: Assessment, leaders: dict[int, set[int]]) -> bool:
    """Nobody above can: of units read from one look-up, of the few departments by the rule itself."""
    if assessment.unit is None:
        return user.has_perm("assessments.approve", assessment)
    above = set().union(*(leaders.get(unit, set()) for unit in assessment.unit.lineage[:-1]))
    return not above - {assessment.submitted_by_id}


def waits_for_service_leader(user: User) -> list[Task]:
    """A service leader's first page: the year's assessment, what to approve, answers, actions near their day.

    In the order of their days; what only belongs to the year stands last.
    """
    today = timezone.localdate()
    found = [*_assessments(user, today), *_approvals(user), *_answers(user), *_actions(user, today)]
    return in_order(found, today)


def _assessments(user: User, today: datetime.date) -> list[Task]:
    """The own units themselves, not those below: their leaders hear of theirs. One that was sent back waits whichever
    year it is for.
    """
    units = units_under(user).filter(pk__in=units_led(user), state=UnitState.APPROVED)
    rows = assessments_for(user).filter(unit__in=units).with_subject()
    found = [_returned(one) for one in rows.returned()]
    begun = {one.unit_id: one for one in rows.filter(year=today.year)}
    for unit in units.order_by("sort_key", "pk"):
        assessment = begun.get(unit.pk)
        if assessment is None:
            text = _("har ikke begynt på egenvurderingen for %(year)s.") % {"year": today.year}
            start = reverse("assessments:start", args=[unit.pk])
            found.append(Task(unit.name, text, _("Begynn"), start, when=_("i år")))
        elif assessment.state == AssessmentState.DRAFT and not assessment.return_reason:
            text = _("er i gang med egenvurderingen for %(year)s.") % {"year": today.year}
            found.append(Task(unit.name, text, _("Fortsett"), assessment.get_absolute_url(), when=_("i år")))
    return found


def _returned(assessment: Assessment) -> Task:
    step = last_step(assessment)
    return Task(
        str(assessment.subject),
        _("har fått egenvurderingen for %(year)s tilbake for å rette den.") % {"year": assessment.year},
        _("Fortsett"),
        assessment.get_absolute_url(),
        day=timezone.localdate(step.at) if step else None,
    )


def _approvals(user: User) -> list[Task]:
    return [
        Task(
            str(one.subject),
            _("har sendt egenvurderingen for %(year)s til deg.") % {"year": one.year},
            _("Les og avgjør"),
            reverse("assessments:decide", args=[one.pk]),
            day=timezone.localdate(one.submitted_at) if one.submitted_at else None,
        )
        for one in to_approve(user)[:SHOWN]
    ]


def _answers(user: User) -> list[Task]:
    """Representatives who have answered while the assessment is a draft: something to look at before sending."""
    rows = (
        score_invitations_for(user)
        .filter(
            answered_at__isnull=False,
            assessment__state=AssessmentState.DRAFT,
            assessment__unit__in=units_led(user),
        )
        .select_related("assessment__unit")
        .order_by("-answered_at", "-pk")[:SHOWN]
    )
    return [
        Task(
            row.label,
            _("har gitt sin vurdering av %(subject)s.") % {"subject": row.assessment.unit},
            _("Se den"),
            row.assessment.get_absolute_url(),
            day=timezone.localdate(row.answered_at) if row.answered_at else None,
        )
        for row in rows
    ]


def _actions(user: User, today: datetime.date) -> list[Task]:
    rows = (
        actions_for(user)
        .filter(unit__isnull=False)
        .open()
        .due_by(today + AHEAD)
        .with_list_data()
        .order_by("due_on", "pk")[:SHOWN]
    )
    return [
        Task(
            str(row.unit),
            _("Fristen er passert: %(text)s") % {"text": row.text}
            if row.due_on < today
            else _("Fristen nærmer seg: %(text)s") % {"text": row.text},
            _("Før hva som er gjort"),
            reverse("assessments:action", args=[row.pk]),
            day=row.due_on,
            late=row.due_on < today,
        )
        for row in rows
    ]
