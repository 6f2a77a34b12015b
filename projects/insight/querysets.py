"""What the pages of figures read beside the stored figures. Each function is one query."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce

from medvirkning.accounts.models import User
from projects.departments.models import Department
from projects.departments.querysets import DepartmentQuerySet
from projects.departments.reach import reach_of
from projects.insight.selection import Selection
from projects.involvement.enums import Confirmation
from projects.involvement.models import Involvement, InvolvementForm
from projects.shares import figures, rule
from projects.shares.dimensions import UNKNOWN
from projects.shares.enums import Dimension, Scope
from projects.shares.models import RuleVersion, ShareBy, Target
from projects.shares.querysets import CountedWorkQuerySet
from projects.work.enums import DecisionStatus, WorkKind
from projects.work.models import Exemption, ProductType, WorkItem
from projects.work.querysets import WorkItemQuerySet
from representatives.subjects.models import SubjectArea

# Work due within so many days is near its deadline; overdue work stays on the list for three months.
NEAR_DAYS = 60
OVERDUE_DAYS = 90
LIFTS_SHOWN = 5


def tree_with_targets(user: User, year: int) -> DepartmentQuerySet:
    """The departments a reader sees, each with its target for the year (`target`, `target_version`), if any."""
    target = Target.objects.filter(department=OuterRef("pk"), year=year)
    return Department.objects.visible_to(user).annotate(
        target=Subquery(target.values("per_cent")[:1]), target_version=Subquery(target.values("version")[:1])
    )


def target(department: Department, year: int) -> Target:
    """The department's target for the year, or a new one."""
    return Target.objects.filter(department=department, year=year).first() or Target(department=department, year=year)


# What could lift the share


@dataclass(frozen=True)
class LiftRow:
    """One thing to do: `reason` is deadline, standing or exemption; `total` counts all of its reason."""

    reason: str
    reference: str
    title: str
    day: datetime.date | None
    text: str
    total: int


def lifts(user: User, department: Department, selection: Selection, version: RuleVersion) -> list[LiftRow]:
    """The first few of each: work near its deadline with nobody involved, standing tasks without involvement in the
    year, and exemptions that this leader is to decide. Only work that the reader may open."""
    parts: list[QuerySet[Any, Any]] = []
    if selection.is_running and selection.kind != WorkKind.STANDING_TASK:
        parts.append(_rows(_near_deadline(user, department, selection, version), "deadline", day="due_on"))
    if selection.kind != WorkKind.ASSIGNMENT:
        parts.append(_rows(_standing_without(user, department, selection, version), "standing", day="started_on"))
    if reach_of(user).leads_any_of(department.lineage):
        parts.append(_asked(user, department, selection))
    if not parts:
        return []
    first, *others = parts
    rows = first.union(*others, all=True) if others else first
    return [LiftRow(*row) for row in rows]


def _near_deadline(user: User, department: Department, selection: Selection, version: RuleVersion) -> WorkItemQuerySet:
    near = WorkItem.objects.visible_to(user).assignments().open()
    counts = Q(degree__gte=version.least_degree)
    if version.counts_unknown_degree:
        counts |= Q(degree=None)
    involved = (
        Involvement.objects.counting_states()
        .filter(counts, work_item=OuterRef("pk"))
        .exclude(confirmation=Confirmation.REJECTED)
    )
    settled = Exemption.objects.filter(work_item=OuterRef("pk"), year=selection.year).exclude(
        status=DecisionStatus.REFUSED
    )
    first, last = (selection.today + datetime.timedelta(days=days) for days in (-OVERDUE_DAYS, NEAR_DAYS))
    return _of_department(near.due_between(first, last), department, selection).exclude(
        Exists(involved) | Exists(settled)
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
    settled = Exemption.objects.filter(work_item=OuterRef("pk"), year=selection.year).exclude(
        status=DecisionStatus.REFUSED
    )
    return WorkItem.objects.visible_to(user).filter(pk__in=without.values("work_item")).exclude(Exists(settled))


def _asked(user: User, department: Department, selection: Selection) -> QuerySet[Any, Any]:
    """Nobody decides on the own request or the own work, so those stand on somebody else's list."""
    mine = Q(requested_by=user.pk) | Q(work_item__responsible=user.pk)
    work_items = _of_department(WorkItem.objects.visible_to(user), department, selection)
    if selection.kind != figures.ALL_KINDS:
        work_items = work_items.filter(kind=selection.kind)
    asked = (
        Exemption.objects.visible_to(user)
        .waiting()
        .filter(year=selection.year, work_item__in=work_items.values("pk"))
        .exclude(mine)
    )
    return _columns(asked, "exemption", "work_item__", day="requested_on", text="reason_text").order_by(
        F("requested_on").asc(nulls_last=True), "pk"
    )[:LIFTS_SHOWN]


def _of_department(rows: WorkItemQuerySet, department: Department, selection: Selection) -> WorkItemQuerySet:
    if selection.scope == Scope.OWN:
        return rows.of_department(department.pk)
    return rows.answered_for_by(department.code)


def _rows(rows: WorkItemQuerySet, reason: str, *, day: str) -> QuerySet[Any, Any]:
    return _columns(rows, reason, "", day=day, text="reference").order_by(F(day).asc(nulls_last=True), "pk")[
        :LIFTS_SHOWN
    ]


def _columns(rows: QuerySet[Any, Any], reason: str, prefix: str, *, day: str, text: str) -> QuerySet[Any, Any]:
    """The columns of `LiftRow`, alike in each part so that the parts are one query."""
    return rows.annotate(
        lift_reason=Value(reason, output_field=CharField()),
        lift_reference=F(f"{prefix}reference"),
        lift_title=F(f"{prefix}title"),
        lift_day=Cast(day, DateField()),
        lift_text=Cast(text, CharField()),
        lift_total=Window(Count("pk")),
    ).values_list("lift_reason", "lift_reference", "lift_title", "lift_day", "lift_text", "lift_total")


# Splits


@dataclass(frozen=True)
class SplitRow:
    """Work under one value of a dimension."""

    dimension: str
    value: str
    name: str
    carried_out: int
    with_any: int


def splits(departments: Sequence[int], selection: Selection, version: RuleVersion, language: str) -> list[SplitRow]:
    """Work of the departments (keys) by every dimension, with the names of values that administrators keep.

    The names are joined to the sums, not to the rows: the ORM would look each up some thousand times.
    """
    rows = ShareBy.objects.filter(
        year=selection.year, rule_version=version.number, department__in=departments, carried_out__gt=0
    )
    if selection.kind != figures.ALL_KINDS:
        rows = rows.filter(kind=selection.kind)
    sums, parameters = (
        rows.order_by()
        .values("dimension", "value")
        .annotate(carried_out_sum=Sum("carried_out"), with_any_sum=Sum("with_any"))
        .query.sql_with_params()
    )
    column = _name_column(language)
    names = [f"NULLIF({dimension}.{column}, ''), {dimension}.name_nb" for dimension in _LISTS]
    joins = [
        f"LEFT JOIN {model._meta.db_table} AS {dimension} "
        f"ON t.dimension = '{dimension}' AND {dimension}.code = t.value"
        for dimension, model in _LISTS.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.dimension, t.value, COALESCE({', '.join(names)}, ''), t.carried_out_sum, t.with_any_sum "  # noqa: S608
            f"FROM ({sums}) AS t {' '.join(joins)} ORDER BY t.dimension, t.value",
            parameters,
        )
        return [SplitRow(*row) for row in cursor.fetchall()]


_LISTS: dict[str, type[Any]] = {
    Dimension.SUBJECT.value: SubjectArea,
    Dimension.PRODUCT_TYPE.value: ProductType,
    Dimension.FORM.value: InvolvementForm,
}


def _name_column(language: str) -> str:
    return f"name_{language}" if language in {"nn", "en"} else "name_nb"


def _named(model: type[Any], language: str) -> QuerySet[Any, Any]:
    """A list of values with `shown`, the name in the reader's language, in bokmål where it has none."""
    column = _name_column(language)
    return model.objects.annotate(shown=Case(When(**{column: ""}, then=F("name_nb")), default=F(column)))


def value_name(dimension: str, value: str, language: str) -> str:
    """The name of a value that administrators keep; empty for others, and for what is on no list."""
    model = _LISTS.get(dimension)
    if model is None or value == UNKNOWN:
        return ""
    return _named(model, language).filter(code=value).values_list("shown", flat=True).first() or ""


# Records behind a figure


def listed_records(user: User, records: CountedWorkQuerySet) -> WorkItemQuerySet:
    """The work behind a figure as a list shows it: one row each, with the department that answered for it then.

    Restricted work of other teams stands there with an empty `shown_title`: it counts, and the list has as many rows
    as the figure says.
    """
    counted = records.filter(work_item=OuterRef("pk")).order_by()
    return (
        WorkItem.objects.listed_to(user)
        .filter(pk__in=records.values("work_item"))
        .annotate(
            shown_title=Case(When(is_open_to_reader=True, then=F("title")), default=Value("")),
            shown_sort_key=Case(When(is_open_to_reader=True, then=F("sort_key")), default=Value("")),
            answered_by=Subquery(counted.values("department__code")[:1]),
            involved_on=Subquery(counted.values("any_on")[:1]),
            counted_on=Subquery(_with_day(counted).values("day")[:1]),
        )
    )


def _with_day(records: CountedWorkQuerySet) -> CountedWorkQuerySet:
    """Adds `day`: when the work came to stand in the year (completed, active from, fell away, overdue from)."""
    return records.annotate(
        day=Coalesce("carried_out_on", "not_performed_on", "cancelled_on", "overdue_on", output_field=DateField())
    )
