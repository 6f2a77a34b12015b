"""What the pages of figures read beside the stored figures. Each function is one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import (
    Case,
    DateField,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from medvirkning.accounts.models import User
from projects.departments.models import Department
from projects.departments.querysets import DepartmentQuerySet
from projects.insight.selection import Selection
from projects.involvement.models import InvolvementForm
from projects.shares import figures
from projects.shares.dimensions import UNKNOWN
from projects.shares.enums import Dimension
from projects.shares.models import RuleVersion, ShareBy, Target
from projects.shares.querysets import CountedWorkQuerySet
from projects.work.models import ProductType, WorkItem
from projects.work.querysets import WorkItemQuerySet
from representatives.subjects.models import SubjectArea


def tree_with_targets(user: User, year: int) -> DepartmentQuerySet:
    """The departments a reader sees, each with its target for the year (`target`, `target_version`), if any."""
    target = Target.objects.filter(department=OuterRef("pk"), year=year)
    return Department.objects.visible_to(user).annotate(
        target=Subquery(target.values("per_cent")[:1]), target_version=Subquery(target.values("version")[:1])
    )


def target(department: Department, year: int) -> Target:
    """The department's target for the year, or a new one."""
    return Target.objects.filter(department=department, year=year).first() or Target(department=department, year=year)


def targets(department: Department) -> QuerySet[Target, Target]:
    """The department's targets, the latest year first, with who set them."""
    return Target.objects.filter(department=department).select_related("set_by").order_by("-year")


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
