"""Making and changing work items."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.concurrency import save_versioned
from medvirkning.web.precision import DatePrecision
from medvirkning.web.refusals import RefusedError
from projects.departments.models import Department
from projects.work.enums import WORK_TRANSITIONS, DecisionStatus, WorkKind, WorkStatus
from projects.work.models import Contribution, Responsibility, WorkItem
from projects.work.notices import tell_to_decide_anew
from projects.work.services.touch import touch
from representatives.subjects.models import SubjectArea

# What a form may change at once; states follow from dates and from `status`.
FIELDS = (
    "title",
    "product_type",
    "source",
    "commissioned_on",
    "commissioned_on_precision",
    "started_on",
    "started_on_precision",
    "due_on",
    "due_on_precision",
    "completed_on",
    "completed_on_precision",
    "ended_on",
    "ended_on_precision",
    "status",
    "cancelled_on",
    "cancel_reason",
    "responsible",
    "note",
    "restricted",
)


class WorkRefusedError(RefusedError):
    """The work item would break one of its rules."""


@transaction.atomic
def create_work_item(
    *,
    actor: User | None,
    title: str,
    kind: str,
    department: Department,
    reference: str = "",
    subject_areas: Iterable[SubjectArea] = (),
    team: Iterable[User] = (),
    **values: Any,
) -> WorkItem:
    """Make a work item that the department answers for from the beginning. Raises `WorkRefusedError`.

    Without a reference it gets the next number of the year, «2026-0147». An empty status follows from the dates.
    """
    if reference and WorkItem.objects.filter(reference=reference).exists():
        raise WorkRefusedError(_("Referansen er i bruk."), field="reference")
    work_item = WorkItem(reference=reference or _next_reference(), title=title, kind=kind, **values)
    work_item.status = values.get("status") or status_from_dates(work_item)
    if work_item.status == WorkStatus.NOT_STATED:
        raise WorkRefusedError(_("Velg hvor arbeidet står."), field="status")
    check(work_item)
    work_item.save()
    work_item.subject_areas.set(subject_areas)
    work_item.team.set(team)
    Responsibility.objects.create(work_item=work_item, department=department)
    touch([work_item.pk])
    return work_item


@transaction.atomic
def change_work_item(
    *,
    actor: User | None,
    work_item: WorkItem,
    expected_version: int,
    changes: Mapping[str, Any],
    subject_areas: Iterable[SubjectArea] | None = None,
    team: Iterable[User] | None = None,
) -> WorkItem:
    """Change named fields if nobody else has since `expected_version`. Raises `WorkRefusedError`, `StaleVersion`.

    Completion is a fact and never refused for what is unanswered. When it moves to another year, those who asked for
    and decided on an exemption are told to decide anew.
    """
    unknown = set(changes) - set(FIELDS)
    if unknown:
        raise ValueError(f"Not a field of a form: {', '.join(sorted(unknown))}")
    before = WorkItem.objects.get(pk=work_item.pk)
    for name, value in changes.items():
        setattr(work_item, name, value)
    if not work_item.status:
        work_item.status = status_from_dates(work_item)
    if before.status != work_item.status and work_item.status not in WORK_TRANSITIONS[before.status]:
        raise WorkRefusedError(
            _("Arbeidet kan ikke gå fra «%(before)s» til «%(after)s».")
            % {"before": before.get_status_display(), "after": work_item.get_status_display()},
            field="status",
        )
    check(work_item)
    save_versioned(work_item, expected_version=expected_version, fields=[*changes, "status"])
    if subject_areas is not None:
        work_item.subject_areas.set(subject_areas)
    if team is not None:
        work_item.team.set(team)
    if _year(before.completed_on) != _year(work_item.completed_on):
        for exemption in work_item.exemptions.exclude(status=DecisionStatus.REFUSED):
            tell_to_decide_anew(exemption)
    touch([work_item.pk])
    return work_item


def check(work_item: WorkItem) -> None:
    """The rules of a work item that a form can break. Raises `WorkRefusedError` at the field to mend.

    The database holds the same rules; here they get the field and the words.
    """
    today = timezone.localdate()
    if work_item.kind == WorkKind.ASSIGNMENT and work_item.ended_on:
        raise WorkRefusedError(_("Et oppdrag har ingen siste virkedag. Oppgi når det ble fullført."), field="ended_on")
    if work_item.kind == WorkKind.STANDING_TASK and work_item.completed_on:
        raise WorkRefusedError(
            _("En fast oppgave fullføres ikke. Oppgi siste virkedag i stedet."), field="completed_on"
        )
    if work_item.completed_on and first_day(work_item.completed_on, work_item.completed_on_precision) > today:
        raise WorkRefusedError(_("Datoen for fullføring kan ikke ligge fram i tid."), field="completed_on")
    end = work_item.completed_on or work_item.ended_on
    end_field = "completed_on" if work_item.kind == WorkKind.ASSIGNMENT else "ended_on"
    if end and work_item.started_on and end < work_item.started_on:
        raise WorkRefusedError(_("Sluttdatoen er før startdatoen."), field=end_field)
    if work_item.status == WorkStatus.COMPLETED and not end:
        raise WorkRefusedError(_("Oppgi datoen da arbeidet ble fullført."), field=end_field)
    if work_item.completed_on and work_item.status not in (WorkStatus.COMPLETED, WorkStatus.CANCELLED):
        raise WorkRefusedError(_("Arbeidet har en fullført-dato, men statusen sier noe annet."), field="status")
    if work_item.status == WorkStatus.CANCELLED and not work_item.cancel_reason:
        raise WorkRefusedError(_("Skriv hvorfor arbeidet falt bort."), field="cancel_reason")


def status_from_dates(work_item: WorkItem, today: datetime.date | None = None) -> str:
    """An empty status follows from the dates: completed with its date, else ongoing once it has started."""
    day = today or timezone.localdate()
    if work_item.kind == WorkKind.ASSIGNMENT and work_item.completed_on:
        return WorkStatus.COMPLETED
    if work_item.kind == WorkKind.STANDING_TASK:
        if work_item.ended_on and work_item.ended_on < day:
            return WorkStatus.COMPLETED
        return WorkStatus.PLANNED if work_item.started_on and work_item.started_on > day else WorkStatus.ONGOING
    return WorkStatus.ONGOING if work_item.started_on and work_item.started_on <= day else WorkStatus.PLANNED


def first_day(day: datetime.date, precision: str) -> datetime.date:
    """The first day of what a coarse date says."""
    if precision == DatePrecision.YEAR:
        return day.replace(month=1, day=1)
    return day.replace(day=1) if precision == DatePrecision.MONTH else day


def _year(day: datetime.date | None) -> int | None:
    return day.year if day else None


def _next_reference() -> str:
    """«2026-0147»: the next free number of the running year; the unique column settles a race."""
    year = timezone.localdate().year
    last = WorkItem.objects.filter(reference__regex=rf"^{year}-\d{{4,}}$").aggregate(last=Max("reference"))["last"]
    return f"{year}-{int(last.split('-')[1]) + 1 if last else 1:04d}"


@transaction.atomic
def move_work_item(
    *, actor: User | None, work_item: WorkItem, department: Department, from_date: datetime.date
) -> None:
    """Let another department answer for the item from a date. Raises `WorkRefusedError`."""
    if not department.valid_from <= from_date or (department.valid_to and from_date > department.valid_to):
        raise WorkRefusedError(_("Enheten finnes ikke den dagen."), field="from_date")
    if department.outside_tree:
        raise WorkRefusedError(_("«Ikke oppgitt» kan ikke få nye oppgaver."), field="department")
    Responsibility.objects.update_or_create(
        work_item=work_item, from_date=from_date, defaults={"department": department}
    )
    touch([work_item.pk])


@transaction.atomic
def set_contribution(
    *,
    actor: User | None,
    work_item: WorkItem,
    department: Department,
    valid_from: datetime.date | None = None,
    valid_to: datetime.date | None = None,
) -> Contribution:
    """Let a department contribute in a period: its staff edit and log; the item stays outside its share."""
    if valid_from and valid_to and valid_to < valid_from:
        raise WorkRefusedError(_("Sluttdatoen er før startdatoen."), field="valid_to")
    contribution, _created = Contribution.objects.update_or_create(
        work_item=work_item, department=department, defaults={"valid_from": valid_from, "valid_to": valid_to}
    )
    return contribution
