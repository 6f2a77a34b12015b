"""What lists and forms of work let people choose among."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, CharField, Value, When
from django.db.models.functions import Cast
from django.utils.translation import get_language

from medvirkning.accounts.models import User
from medvirkning.web.periods import in_force
from projects.departments.models import Department
from projects.departments.reach import reach_of
from projects.departments.tree import tree_choices
from projects.work.models import ProductType
from representatives.subjects.models import SubjectArea

Choices = list[tuple[str, str]]
_DEPARTMENT, _OUTSIDE, _PRODUCT, _SUBJECT = "department", "outside", "product", "subject"


@dataclass(frozen=True)
class ListChoices:
    """The values of the list's filters, and what departments are called."""

    departments: Choices
    department_names: dict[str, str]
    product_types: Choices = field(default_factory=list)
    subjects: Choices = field(default_factory=list)


def list_choices() -> ListChoices:
    """All of it by one query, so that a list costs the same whatever it can be filtered by."""
    kind = Case(When(outside_tree=True, then=Value(_OUTSIDE)), default=Value(_DEPARTMENT))
    departments = _values(Department.objects.all(), kind, "lineage", "sort_key")
    products = _values(ProductType.objects.all(), Value(_PRODUCT), "name_en", "position")
    subjects = _values(SubjectArea.objects.all(), Value(_SUBJECT), "name_en", "position")
    rows = list(departments.union(products, subjects, all=True))
    units = [_department(row) for row in rows if row[0] in (_DEPARTMENT, _OUTSIDE)]
    return ListChoices(
        departments=tree_choices(unit for unit in units if not unit.outside_tree),
        department_names={unit.code: unit.name for unit in units},
        product_types=_named(rows, _PRODUCT),
        subjects=_named(rows, _SUBJECT),
    )


def _values(rows: Any, kind: Any, third: str, order: str) -> Any:
    return (
        rows.order_by()
        .annotate(
            a_kind=kind,
            b_code=Cast("code", CharField()),
            c_nb=Cast("name_nb", CharField()),
            d_nn=Cast("name_nn", CharField()),
            e_third=Cast(third, CharField()),
            f_order=Cast(order, CharField()),
        )
        .values_list("a_kind", "b_code", "c_nb", "d_nn", "e_third", "f_order")
    )


def _department(row: tuple[Any, ...]) -> Department:
    """A department as far as a list shows it, out of the tree where its lineage says so."""
    kind, code, name_nb, name_nn, lineage, sort_key = row
    codes = lineage.strip("{}").replace('"', "").split(",")
    unit = Department(code=code, name_nb=name_nb, name_nn=name_nn, lineage=codes, outside_tree=kind == _OUTSIDE)
    unit.sort_key = sort_key
    return unit


def _named(rows: list[tuple[Any, ...]], kind: str) -> Choices:
    at = {"nb": 2, "nn": 3, "en": 4}.get(get_language() or "nb", 2)
    found = [row for row in rows if row[0] == kind]
    found.sort(key=lambda row: (int(row[5]), row[2]))
    return [(row[1], row[at] or row[2]) for row in found]


def departments_to_work_in(user: User, today: datetime.date) -> Any:
    """Where the account may make work: its own departments and those it leads; the Centre everywhere."""
    rows = Department.objects.in_tree().open_on(today)
    reach = reach_of(user)
    if reach.is_centre:
        return rows
    return rows.filter(code__in=reach.member_of) | rows.with_all_below(reach.leads)


def people_of(department: Department, today: datetime.date, *also: int | None) -> Any:
    """Accounts that may be responsible: those who work in the department, and the ones named already."""
    memberships = User._meta.get_field("memberships").related_model.objects.filter(in_force(today))
    working = memberships.filter(department=department).values("user")
    return User.objects.active().filter(pk__in=working) | User.objects.filter(pk__in=[pk for pk in also if pk])
