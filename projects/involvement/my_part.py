"""What one person took part in, for the person: events, and what became of what the person said.

Read by whom the rows are about and nobody else, so not by `visible_to`: people of the register are neither staff nor
Centre. Restricted work is told as «Skjermet»; a draft is nobody's yet, and what was annulled did not take place.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from projects.involvement.models import EventPerson, Input, Involvement
from projects.involvement.presenters import InputLine, capitalised, input_line, when
from projects.work.models import WorkItem
from projects.work.presenters import MASKED
from representatives.people.models import Person


@dataclass(frozen=True)
class TookPart:
    """An event: when, in what form, for whom, and the work it served."""

    when: str
    form: str
    organisation: str
    capacity: str
    work: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """An input with its answer, and the work it was given to."""

    line: InputLine
    work: str


def title_of(work_item: WorkItem) -> str:
    return str(MASKED) if work_item.restricted else work_item.title


def times_named(person: Person) -> tuple[int, datetime.date | None]:
    """In how many events the log names the person, and when the last one began."""
    found = EventPerson.objects.filter(person=person).aggregate(events=Count("pk"), last=Max("event__started_on"))
    return found["events"], found["last"]


def events_of(
    person: Person, *, first: datetime.date | None = None, last: datetime.date | None = None
) -> QuerySet[Any]:
    """Where the log names the person, the latest first; those that begin between two days, where given."""
    logged = Involvement.objects.counting_states()
    rows = EventPerson.objects.filter(Exists(logged.filter(event=OuterRef("event"))), person=person)
    if first is not None:
        rows = rows.filter(event__started_on__gte=first)
    if last is not None:
        rows = rows.filter(event__started_on__lte=last)
    involvements = logged.select_related("work_item").order_by("work_item__sort_key", "pk")
    return (
        rows.select_related("event__form", "organisation")
        .prefetch_related(Prefetch("event__involvements", queryset=involvements))
        .order_by("-event__started_on", "-pk")
    )


def took_part(row: EventPerson) -> TookPart:
    """An event in words. Needs what `events_of` has read."""
    return TookPart(
        when=when(row.event),
        form=capitalised(row.event.form),
        organisation=row.organisation.name if row.organisation else "",
        capacity=str(row.get_capacity_display()),
        work=tuple(title_of(one.work_item) for one in row.event.involvements.all()),
    )


def inputs_of(person: Person) -> QuerySet[Input]:
    """What the person has said, the latest first."""
    rows = Input.objects.filter(given_by=person, involvement__in=Involvement.objects.counting_states().values("pk"))
    rows = rows.select_related("involvement__work_item", "given_by", "given_for").prefetch_related("outcomes")
    return rows.order_by("-given_on", "-pk")


def said(rows: Sequence[Input]) -> list[Said]:
    """Inputs in words. Needs what `inputs_of` has read."""
    today = timezone.localdate()
    return [Said(input_line(row, today), title_of(row.involvement.work_item)) for row in rows]
