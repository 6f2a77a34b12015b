"""Registering involvement: one event, and what it meant for one or several work items."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.concurrency import StaleVersion, save_versioned
from medvirkning.web.precision import DatePrecision
from medvirkning.web.refusals import RefusedError
from projects.involvement.enums import PUBLIC_CONSULTATION, Capacity, Degree, InvolvementState, Perspective, Phase
from projects.involvement.models import Event, EventOrganisation, EventPerson, Involvement, InvolvementForm
from projects.work.models import WorkItem
from projects.work.services import touch
from representatives.organisations.enums import INVOLVING
from representatives.organisations.models import Organisation
from representatives.people.models import Person

# A date outside these is a slip of the finger: typed work begins after the first, planned events come before the last.
EARLIEST = datetime.date(1990, 1, 1)
LONGEST_AHEAD = datetime.timedelta(days=3 * 366)


class LogRefusedError(RefusedError):
    """The log would break one of its rules."""


@dataclass(frozen=True)
class Participant:
    """Somebody named who took part, for an organisation or for nobody."""

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
        return self.ended_on or _last_day(self.started_on, self.started_on_precision)

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
    whole_process: bool | None = None
    purpose: str = ""
    summary: str = ""
    phases_in_order: list[str] = field(init=False)

    def __post_init__(self) -> None:
        ordered = [phase for phase in Phase.values if phase in set(self.phases)]
        object.__setattr__(self, "phases_in_order", ordered)


@transaction.atomic
def register(
    *, actor: User, work_items: Sequence[WorkItem], event: EventData, involvement: InvolvementData
) -> list[Involvement]:
    """Register one event for one or several work items. Raises `LogRefusedError` at the field to mend.

    Screens and API demand the degree; an unknown one comes by file only.
    """
    if not work_items:
        raise LogRefusedError(_("Velg hvilket arbeid medvirkningen gjelder."), field="work_items")
    check(event, involvement)
    saved = _save_event(Event(logged_by=actor), event)
    rows = [
        Involvement.objects.create(
            event=saved, work_item=item, logged_by=actor, state=InvolvementState.REGISTERED, **_values(involvement)
        )
        for item in work_items
    ]
    touch(item.pk for item in work_items)
    return rows


@transaction.atomic
def change(
    *,
    actor: User,
    involvement: Involvement,
    expected_version: int,
    event: EventData,
    data: InvolvementData,
    event_version: int,
) -> Involvement:
    """Change an involvement and its event. Other work items that share the event are counted anew too.

    Raises `LogRefusedError`, and `StaleVersion` when somebody else changed either in the meantime.
    """
    if involvement.state == InvolvementState.ANNULLED:
        raise LogRefusedError(_("Medvirkningen er annullert og kan ikke endres."))
    check(event, data)
    # The event first: what is told of the stored record must hold after the refusal has undone this transaction.
    stored = Event.objects.select_for_update(of=("self",)).get(pk=involvement.event_id)
    if stored.version != event_version:
        raise StaleVersion(Involvement.objects.get(pk=involvement.pk))
    for name, value in _values(data).items():
        setattr(involvement, name, value)
    fields = list(_values(data))
    if involvement.state == InvolvementState.DRAFT:
        involvement.state = InvolvementState.REGISTERED
        fields.append("state")
    save_versioned(involvement, expected_version=expected_version, fields=fields)
    involvement.event = _save_event(stored, event)
    touch(Involvement.objects.filter(event=stored).values_list("work_item_id", flat=True))
    return involvement


@transaction.atomic
def discard_draft(*, actor: User, involvement: Involvement) -> None:
    """Throw a draft away. Nothing else in the log is ever deleted. Raises `LogRefusedError`."""
    if involvement.state != InvolvementState.DRAFT:
        raise LogRefusedError(_("Bare en kladd kan forkastes. Annuller medvirkningen i stedet."))
    event = involvement.event
    involvement.delete()
    if not event.involvements.exists():
        event.delete()


def check(event: EventData, involvement: InvolvementData) -> None:
    """The rules of the log that a form can break. Raises `LogRefusedError` at the field to mend."""
    if event.started_on < EARLIEST or event.started_on > timezone.localdate() + LONGEST_AHEAD:
        raise LogRefusedError(_("Datoen er for langt unna. Kontroller årstallet."), field="started_on")
    if event.last_day < event.started_on:
        raise LogRefusedError(_("Sluttdatoen er før startdatoen."), field="ended_on")
    if not involvement.phases_in_order:
        raise LogRefusedError(_("Velg minst én fase."), field="phases")
    if involvement.degree not in Degree.values:
        raise LogRefusedError(_("Velg hvor mye de kunne påvirke."), field="degree")
    if not (event.people or event.organisations or _counted(event)):
        raise LogRefusedError(_("Oppgi minst én person, organisasjon eller et antall."), field="people")
    perspective = involvement.perspective
    if perspective in (Perspective.USER, Perspective.BOTH) and event.users_count == 0:
        raise LogRefusedError(_("Antall brukere kan ikke være 0 når brukere medvirket."), field="users_count")
    if perspective in (Perspective.CARER, Perspective.BOTH) and event.carers_count == 0:
        raise LogRefusedError(_("Antall pårørende kan ikke være 0 når pårørende medvirket."), field="carers_count")
    _check_people(event)
    if event.form.code == PUBLIC_CONSULTATION and involvement.degree >= Degree.CONSULTATION and not _answered(event):
        raise LogRefusedError(
            _("En høring teller bare når en bruker- eller pårørendeorganisasjon eller en person har svart."),
            field="people",
        )


def _counted(event: EventData) -> bool:
    return bool(event.users_count or event.carers_count or event.organisations_count)


def _answered(event: EventData) -> bool:
    return bool(
        event.people
        or event.users_count
        or event.carers_count
        or any(one.organisation.kind in INVOLVING for one in event.organisations)
    )


def _check_people(event: EventData) -> None:
    """A person belongs to the named organisation on the first day, and represents it then."""
    for one in event.people:
        if one.organisation is None:
            if one.capacity == Capacity.REPRESENTATION:
                raise LogRefusedError(
                    _("%(name)s kan ikke representere noen uten en organisasjon.") % {"name": one.person.name},
                    field="people",
                )
            continue
        belongs = Person.objects.belonging_to(one.organisation.pk, event.started_on).filter(pk=one.person.pk)
        if not belongs.exists():
            raise LogRefusedError(
                _("%(name)s hørte ikke til %(organisation)s den dagen.")
                % {"name": one.person.name, "organisation": one.organisation.name},
                field="people",
            )


def _values(data: InvolvementData) -> dict[str, object]:
    return {
        "phases": data.phases_in_order,
        "degree": data.degree,
        "perspective": data.perspective or None,
        "youth": data.youth,
        "whole_process": data.whole_process,
        "purpose": data.purpose,
        "summary": data.summary,
    }


def _save_event(stored: Event, data: EventData) -> Event:
    for name in (
        "form",
        "started_on",
        "started_on_precision",
        "ended_on_precision",
        "users_count",
        "carers_count",
        "organisations_count",
        "group_capacity",
        "hours",
        "capacities",
    ):
        setattr(stored, name, getattr(data, name))
    stored.ended_on = data.last_day
    if data.ended_on is None:
        stored.ended_on_precision = data.started_on_precision
    stored.people_unknown = False
    stored.version += 1 if stored.pk else 0
    stored.save()
    _replace_people(stored, data.people)
    _replace_organisations(stored, data.organisations)
    return stored


def _replace_people(event: Event, people: Iterable[Participant]) -> None:
    """Only what differs is written, so that the history shows what was changed."""
    wanted = {one.person.pk: one for one in people}
    for row in event.people.all():
        one = wanted.pop(row.person_id, None)
        if one is None:
            row.delete()
        elif (row.organisation_id, row.capacity) != (one.organisation.pk if one.organisation else None, one.capacity):
            row.organisation, row.capacity = one.organisation, one.capacity
            row.save()
    EventPerson.objects.bulk_create(
        EventPerson(event=event, person=one.person, organisation=one.organisation, capacity=one.capacity)
        for one in wanted.values()
    )


def _replace_organisations(event: Event, organisations: Iterable[TakingPart]) -> None:
    wanted = {one.organisation.pk: one for one in organisations}
    for row in event.organisations.all():
        one = wanted.pop(row.organisation_id, None)
        if one is None:
            row.delete()
        elif row.capacity != one.capacity:
            row.capacity = one.capacity
            row.save()
    EventOrganisation.objects.bulk_create(
        EventOrganisation(event=event, organisation=one.organisation, capacity=one.capacity) for one in wanted.values()
    )


def _last_day(day: datetime.date, precision: str) -> datetime.date:
    if precision == DatePrecision.YEAR:
        return day.replace(month=12, day=31)
    if precision == DatePrecision.MONTH:
        return (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)
    return day
