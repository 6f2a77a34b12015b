"""Registering involvement: one event, and what it meant for one or several work items."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.concurrency import StaleVersion, save_versioned
from projects.involvement.enums import InvolvementState
from projects.involvement.models import Event, EventOrganisation, EventPerson, Involvement
from projects.involvement.services.checks import LogRefusedError, check
from projects.involvement.services.data import EventData, InvolvementData, Participant, TakingPart
from projects.work.models import WorkItem
from projects.work.services import touch
from representatives.people.services import add_person, note_in_log

__all__ = [
    "EventData",
    "InvolvementData",
    "LogRefusedError",
    "Participant",
    "TakingPart",
    "add_work",
    "change",
    "discard_draft",
    "register",
]


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
    saved = _save_event(actor, Event(logged_by=actor), event)
    rows = [
        Involvement.objects.create(
            event=saved, work_item=item, logged_by=actor, state=InvolvementState.REGISTERED, **_values(involvement)
        )
        for item in work_items
    ]
    touch(item.pk for item in work_items)
    return rows


@transaction.atomic
def add_work(
    *, actor: User, event: Event, work_items: Sequence[WorkItem], involvement: InvolvementData
) -> list[Involvement]:
    """An event that is logged meant something for more work than was said. Raises `LogRefusedError`.

    Where an earlier involvement of the event was annulled, it may be logged anew.
    """
    if not work_items:
        raise LogRefusedError(_("Velg hvilket arbeid medvirkningen gjelder."), field="work_items")
    stored = Event.objects.select_for_update(of=("self",)).select_related("form").get(pk=event.pk)
    check(_as_data(stored), involvement)
    living = stored.involvements.exclude(state=InvolvementState.ANNULLED)
    known = living.filter(work_item__in=[item.pk for item in work_items]).select_related("work_item").first()
    if known is not None:
        raise LogRefusedError(
            _("Hendelsen er alt registrert på %(title)s.") % {"title": known.work_item.title}, field="work_items"
        )
    rows = [
        Involvement.objects.create(
            event=stored, work_item=item, logged_by=actor, state=InvolvementState.REGISTERED, **_values(involvement)
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
    involvement.event = _save_event(actor, stored, event)
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


def _as_data(event: Event) -> EventData:
    """A stored event as it would be logged."""
    return EventData(
        form=event.form,
        started_on=event.started_on,
        started_on_precision=event.started_on_precision,
        ended_on=event.ended_on,
        ended_on_precision=event.ended_on_precision,
        people=[
            Participant(row.person, row.organisation, row.capacity)
            for row in event.people.select_related("person", "organisation")
        ],
        organisations=[
            TakingPart(row.organisation, row.capacity) for row in event.organisations.select_related("organisation")
        ],
        users_count=event.users_count,
        carers_count=event.carers_count,
        organisations_count=event.organisations_count,
        group_capacity=event.group_capacity,
        hours=event.hours,
    )


def _values(data: InvolvementData) -> dict[str, object]:
    return {
        "phases": data.phases_in_order,
        "degree": data.degree,
        "perspective": data.perspective or None,
        "youth": data.youth,
        "level": data.level or None,
        "whole_process": data.whole_process,
        "purpose": data.purpose,
        "summary": data.summary,
    }


def _save_event(actor: User, stored: Event, data: EventData) -> Event:
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
    turn = datetime.date(timezone.localdate().year - 1, 12, 31)
    if stored.pk and stored.ended_on <= turn < data.last_day:
        # Who gives an ended group a new end says that it went on: January's question is answered.
        stored.met_in_year = turn.year
    stored.ended_on = data.last_day
    if data.ended_on is None:
        stored.ended_on_precision = data.started_on_precision
    stored.people_unknown = False
    stored.version += 1 if stored.pk else 0
    stored.save()
    _replace_people(stored, [_stored(actor, one, data.started_on) for one in data.people])
    _replace_organisations(stored, data.organisations)
    return stored


def _stored(actor: User, one: Participant, day: datetime.date) -> Participant:
    """Somebody new to the log is added with what is logged, and belongs to the organisation from its day."""
    if one.person.pk is not None:
        return one
    person = add_person(actor=actor, name=one.person.name, organisation=one.organisation, valid_from=day)
    return replace(one, person=person)


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
    note_in_log(one.person for one in wanted.values())


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
