"""What waits for a person, read in one query: a few rows of each sort, alike in shape.

Each sort is a queryset of the room that knows it; nothing is counted or decided here.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    DateField,
    F,
    IntegerField,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
)
from django.db.models.functions import Cast, TruncDate

from medvirkning.accounts.models import User
from medvirkning.web.models import Draft
from projects.involvement.models import Input, Involvement
from projects.shares.models import CountedWork
from projects.shares.rule import WITHOUT_ANY
from projects.work.enums import WorkKind
from projects.work.models import Exemption, NotPerformed, WorkItem

# How long before a deadline work without involvement begins to wait for somebody.
DAYS_AHEAD = 60
# So many of each sort are told.
SHOWN = 5
LOG_FORM = "involvement.log"


class Sort(TextChoices):
    INPUT = "input"
    EXEMPTION = "exemption"
    NOT_PERFORMED = "not_performed"
    DEADLINE = "deadline"
    STANDING = "standing"
    DRAFT = "draft"
    BEGUN = "begun"


@dataclass(frozen=True)
class Waiting:
    """A row: the work, the day it hangs on, a number and a key where the sort has them."""

    sort: Sort
    reference: str
    title: str
    day: datetime.date | None
    number: int
    key: int


def waiting_for(user: User, today: datetime.date) -> list[Waiting]:
    """The first few of each sort and one more, which says that there are more."""
    first, *others = [
        _columns(_inputs(user), Sort.INPUT, day=F("oldest"), number=F("waiting")),
        *(
            _columns(model.objects.to_be_decided_by(user).order_by("requested_on", "pk"), sort, "work_item__",
                     day=F("requested_on"), key=F("pk"))
            for sort, model in ((Sort.EXEMPTION, Exemption), (Sort.NOT_PERFORMED, NotPerformed))
        ),
        _columns(_deadlines(user, today), Sort.DEADLINE, day=F("due_on")),
        _columns(_standing_tasks(user, today), Sort.STANDING, "work_item__"),
        _columns(Involvement.objects.visible_to(user).drafts_of(user).order_by("-pk"), Sort.DRAFT, "work_item__",
                 day=F("event__started_on"), key=F("pk")),
        _columns(_begun(user), Sort.BEGUN, day=F("begun_on")),
    ]  # fmt: skip
    found = (Waiting(Sort(sort), *values) for sort, *values in first.union(*others, all=True))
    return sorted(found, key=lambda row: (row.day or today, row.key, row.reference))


def _columns(
    rows: QuerySet[Any, Any], sort: Sort, prefix: str = "", *, day: Any = None, number: Any = 0, key: Any = 0
) -> QuerySet[Any, Any]:
    """The columns of `Waiting`, alike in each sort so that they are one query."""
    return rows.annotate(
        to_sort=Value(sort.value, output_field=CharField()),
        to_day=Cast(Value(None) if day is None else day, DateField()),
        to_number=Cast(number, IntegerField()),
        to_key=Cast(key, BigIntegerField()),
    ).values_list("to_sort", f"{prefix}reference", f"{prefix}title", "to_day", "to_number", "to_key")[: SHOWN + 1]


def _deadlines(user: User, today: datetime.date) -> QuerySet[Any, Any]:
    return (
        WorkItem.objects.visible_to(user)
        .concerning(user)
        .assignments()
        .open()
        # Without a completion, so that the index of deadlines serves.
        .filter(completed_on=None, due_on__lte=today + datetime.timedelta(days=DAYS_AHEAD))
        .without_involvement()
        .order_by("due_on", "pk")
    )


def _standing_tasks(user: User, today: datetime.date) -> QuerySet[Any, Any]:
    return (
        CountedWork.objects.of_year(today.year)
        .filter(work_item__responsible=user.pk, kind=WorkKind.STANDING_TASK)
        .holding(WITHOUT_ANY.q())
        .order_by("work_item__sort_key", "pk")
    )


def _inputs(user: User) -> QuerySet[Any, Any]:
    """One row for each work item, dated by the input that has waited longest."""
    return (
        WorkItem.objects.visible_to(user)
        .concerning(user)
        .filter(involvements__inputs__in=Input.objects.waiting())
        .annotate(oldest=Min("involvements__inputs__given_on"), waiting=Count("involvements__inputs"))
        .order_by("oldest", "pk")
    )


def _begun(user: User) -> QuerySet[Any, Any]:
    """Work whose log was begun and not sent, dated by when it was last typed in."""
    drafts = Draft.objects.visible_to(user).filter(form_key=LOG_FORM, object_key__regex=r"^\d{1,18}$")
    items = drafts.annotate(item=Cast("object_key", BigIntegerField()))
    latest = items.filter(item=OuterRef("pk")).order_by("-updated_at").values("updated_at")[:1]
    return (
        WorkItem.objects.visible_to(user)
        .filter(pk__in=items.values("item"))
        .annotate(begun_on=TruncDate(Subquery(latest)))
        .order_by("-begun_on", "pk")
    )
