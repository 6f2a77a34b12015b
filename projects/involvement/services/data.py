"""What the log's services take: what took place, and what it meant for a work item."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from medvirkning.web.precision import DatePrecision
from projects.involvement.enums import Capacity, Phase
from projects.involvement.models import InvolvementForm
from representatives.organisations.models import Organisation
from representatives.people.models import Person


@dataclass(frozen=True)
class Participant:
    """Somebody named who took part, for an organisation or for nobody. A person who isn't stored is added with it."""

    person: Person
    organisation: Organisation | None = None
    capacity: str = Capacity.UNKNOWN


@dataclass(frozen=True)
class TakingPart:
    """An organisation that took part with nobody named."""

    organisation: Organisation
    capacity: str = Capacity.UNKNOWN


@dataclass(frozen=True)
class EventData:
    """What took place. Dates are days; a coarse date comes as its first (start) and last (end) day.

    No end means one day, or all of the month or year that a coarse start names.
    """

    form: InvolvementForm
    started_on: datetime.date
    started_on_precision: str = DatePrecision.DAY
    ended_on: datetime.date | None = None
    ended_on_precision: str = DatePrecision.DAY
    people: Sequence[Participant] = ()
    organisations: Sequence[TakingPart] = ()
    users_count: int | None = None
    carers_count: int | None = None
    organisations_count: int | None = None
    group_capacity: str = Capacity.UNKNOWN
    hours: Decimal | None = None

    @property
    def last_day(self) -> datetime.date:
        return self.ended_on or last_day_of(self.started_on, self.started_on_precision)

    @property
    def capacities(self) -> list[str]:
        """In which capacities people, organisations and the counted group took part, without repeats."""
        known = {one.capacity for one in self.people} | {one.capacity for one in self.organisations}
        if self.users_count or self.carers_count or self.organisations_count:
            known.add(self.group_capacity)
        return sorted(known)


@dataclass(frozen=True)
class InvolvementData:
    """What the event meant for a work item."""

    phases: Sequence[str]
    degree: int | None
    perspective: str | None = None
    youth: bool = False
    level: str | None = None
    whole_process: bool | None = None
    purpose: str = ""
    summary: str = ""
    phases_in_order: list[str] = field(init=False)

    def __post_init__(self) -> None:
        ordered = [phase for phase in Phase.values if phase in set(self.phases)]
        object.__setattr__(self, "phases_in_order", ordered)


def last_day_of(day: datetime.date, precision: str) -> datetime.date:
    """The last day of the day, month or year that a date stands for."""
    if precision == DatePrecision.YEAR:
        return day.replace(month=12, day=31)
    if precision == DatePrecision.MONTH:
        return (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)
    return day
