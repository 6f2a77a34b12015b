"""Work that could lift the share, by what is to be done about it: the first few for the dashboard, all for a list.

Both read the same rows, so that the number on the dashboard is the number of its list.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, TextChoices, Value
from django.db.models.functions import Cast

from medvirkning.accounts.models import User
from projects.departments.models import Department
from projects.departments.reach import reach_of
from projects.insight.selection import Selection
from projects.involvement.enums import Confirmation
from projects.involvement.models import Involvement
from projects.shares import figures, rule
from projects.shares.enums import Scope
from projects.shares.models import RuleVersion
from projects.work.enums import DecisionStatus, WorkKind
from projects.work.models import Exemption, WorkItem
from projects.work.querysets import WorkItemQuerySet

# Work due within so many days is near its deadline.
NEAR_DAYS = 60
SHOWN = 3
# Counting stops here, so that a directorate's page costs the same however much work is open.
COUNTED = 100


class Reason(TextChoices):
    """What is to be done, in the order shown, by the word in the address."""

    EXEMPTION = "onskede-unntak"
    OVERDUE = "over-fristen"
    NEAR = "naer-fristen"
    STANDING = "faste-oppgaver"


@dataclass(frozen=True)
class LiftRow:
    """A thing to do. `day` is the deadline, when the task began, or when the exemption was asked for."""

    reason: str
    reference: str
    title: str
    day: datetime.date | None
    text: str


@dataclass(frozen=True)
class Lifts:
    """The first few for one reason, and how many there are: past `COUNTED` only that there are more."""

    reason: Reason
    rows: tuple[LiftRow, ...]
    counted: int

    @property
    def is_more(self) -> bool:
        return self.counted > COUNTED


def first_of_each(user: User, department: Department, selection: Selection, version: RuleVersion) -> tuple[Lifts, ...]:
    """What there is to do for each reason, in one query."""
    parts = [_columns(rows, reason) for reason, rows in _each(user, department, selection, version)]
    if not parts:
        return ()
    first, *others = parts
    found = [LiftRow(*row) for row in (first.union(*others, all=True) if others else first)]
    by_reason = {reason: _in_order(reason, [row for row in found if row.reason == reason]) for reason in Reason}
    return tuple(Lifts(reason, tuple(rows[:SHOWN]), len(rows)) for reason, rows in by_reason.items() if rows)


def _in_order(reason: Reason, rows: list[LiftRow]) -> list[LiftRow]:
    """A union keeps no order of its parts."""
    known = sorted((row for row in rows if row.day), key=lambda row: row.day, reverse=reason == Reason.OVERDUE)  # type: ignore[arg-type, return-value]
    return [*known, *(row for row in rows if not row.day)]


def work_for(
    reason: str, user: User, department: Department, selection: Selection, version: RuleVersion
) -> WorkItemQuerySet:
    """All work for one reason, with `lift_day` and `lift_text`; none where the reason is not for this reader."""
    for found, rows in _each(user, department, selection, version):
        if found == reason:
            return rows
    return WorkItem.objects.visible_to(user).annotate(lift_day=F("due_on"), lift_text=Value("")).none()


def _each(
    user: User, department: Department, selection: Selection, version: RuleVersion
) -> Iterator[tuple[Reason, WorkItemQuerySet]]:
    """The reasons that the choices leave open. Only work that the reader may open."""
    reach = reach_of(user)
    if reach.is_leader or reach.is_centre:
        yield Reason.EXEMPTION, _asked(user, department, selection)
    if selection.is_running and selection.kind != WorkKind.STANDING_TASK:
        yesterday, last = (selection.today + datetime.timedelta(days=days) for days in (-1, NEAR_DAYS))
        open_work = _open_without(user, department, selection, version)
        # The latest deadline first: what passed years ago is for tidying up.
        yield Reason.OVERDUE, open_work.filter(due_on__lte=yesterday).order_by("-due_on", "-pk")
        yield Reason.NEAR, open_work.due_between(selection.today, last).order_by("due_on", "pk")
    if selection.kind != WorkKind.ASSIGNMENT:
        yield Reason.STANDING, _standing_without(user, department, selection, version)


def _open_without(user: User, department: Department, selection: Selection, version: RuleVersion) -> WorkItemQuerySet:
    """Assignments under way with nobody involved so that it counts, and no exemption asked for or given."""
    counts = Q(degree__gte=version.least_degree)
    if version.counts_unknown_degree:
        counts |= Q(degree=None)
    involved = (
        Involvement.objects.counting_states()
        .filter(counts, work_item=OuterRef("pk"))
        .exclude(confirmation=Confirmation.REJECTED)
    )
    # Without a completion, so that the index of deadlines serves.
    rows = WorkItem.objects.visible_to(user).assignments().open().filter(completed_on=None)
    return (
        _of_department(rows, department, selection)
        .exclude(Exists(involved) | Exists(_settled(selection)))
        .annotate(lift_day=F("due_on"), lift_text=F("reference"))
    )


def _standing_without(
    user: User, department: Department, selection: Selection, version: RuleVersion
) -> WorkItemQuerySet:
    without = figures.records(
        selection.year,
        department.code,
        rule.WITHOUT_ANY.name,
        kind=WorkKind.STANDING_TASK,
        scope=selection.scope,
        rule_version=version.number,
    )
    return (
        WorkItem.objects.visible_to(user)
        .filter(pk__in=without.values("work_item"))
        .exclude(Exists(_settled(selection)))
        .annotate(lift_day=F("started_on"), lift_text=F("reference"))
        .order_by(F("started_on").asc(nulls_last=True), "pk")
    )


def _settled(selection: Selection) -> QuerySet[Any, Any]:
    return Exemption.objects.filter(work_item=OuterRef("pk"), year=selection.year).exclude(
        status=DecisionStatus.REFUSED
    )


def _asked(user: User, department: Department, selection: Selection) -> WorkItemQuerySet:
    """Exemptions that this reader is to decide."""
    waiting = Exemption.objects.to_be_decided_by(user).filter(year=selection.year)
    rows = _of_department(WorkItem.objects.visible_to(user), department, selection)
    if selection.kind != figures.ALL_KINDS:
        rows = rows.filter(kind=selection.kind)
    one = waiting.filter(work_item=OuterRef("pk"))
    return (
        rows.filter(pk__in=waiting.values("work_item"))
        .annotate(lift_day=Subquery(one.values("requested_on")[:1]), lift_text=Subquery(one.values("reason_text")[:1]))
        .order_by(F("lift_day").asc(nulls_last=True), "pk")
    )


def _of_department(rows: WorkItemQuerySet, department: Department, selection: Selection) -> WorkItemQuerySet:
    if selection.scope == Scope.OWN:
        return rows.of_department(department.pk)
    return rows.answered_for_by(department.code)


def _columns(rows: WorkItemQuerySet, reason: Reason) -> QuerySet[Any, Any]:
    """The columns of `LiftRow`, alike for each reason so that they are one query."""
    return rows.annotate(
        lift_reason=Value(reason.value, output_field=CharField()),
        lift_on=Cast("lift_day", DateField()),
        lift_words=Cast("lift_text", CharField()),
    ).values_list("lift_reason", "reference", "title", "lift_on", "lift_words")[: COUNTED + 1]
