"""What the quick log starts from: the item's last event, today's date, and what the address asks for."""

from typing import Any

from medvirkning.web.dates import PartialDate
from projects.involvement.enums import Perspective, Phase
from projects.involvement.forms import ONE_DAY, PERIOD
from projects.involvement.models import Event, Involvement


def from_last(involvement: Involvement | None) -> dict[str, Any]:
    """The form and the phase of the last event. Who took part is never guessed: they are offered, and one ticks."""
    if involvement is None:
        return {}
    phases = [phase for phase in involvement.phases if phase != Phase.NOT_STATED]
    form = involvement.event.form_id
    return {"form": None if form == "not_stated" else form, "phase": phases[0] if phases else None}


def same_as(involvement: Involvement, *, keep_date: bool) -> dict[str, Any]:
    """«Samme som sist», and «Registrer, og en til»: everything but what came out of it."""
    values = from_record(involvement)
    for name in ("summary", "version", "event_version"):
        values.pop(name)
    if not keep_date:
        for name in ("started_on", "ended_on", "span"):
            values.pop(name)
    return values


def from_record(involvement: Involvement) -> dict[str, Any]:
    """Everything that is logged, for the form that changes it."""
    event = involvement.event
    start = PartialDate.of(event.started_on, event.started_on_precision)
    lasted = event.ended_on != start.last
    return {
        "started_on": start,
        "form": event.form_id,
        "phase": involvement.phases[0],
        "more_phases": involvement.phases[1:],
        "span": PERIOD if lasted else ONE_DAY,
        "ended_on": PartialDate.of(event.ended_on, event.ended_on_precision) if lasted else None,
        **_who(event),
        "users_count": event.users_count,
        "carers_count": event.carers_count,
        "organisations_count": event.organisations_count,
        "perspective": involvement.perspective,
        "degree": involvement.degree,
        "summary": involvement.summary,
        "youth": involvement.youth,
        "level": involvement.level,
        "whole_process": involvement.whole_process,
        "hours": event.hours,
        "purpose": involvement.purpose,
        "version": involvement.version,
        "event_version": event.version,
    }


def _who(event: Event) -> dict[str, Any]:
    """Those who took part, as keys to tick, their common capacity, and each one's own where they differ."""
    capacities = {
        f"p{row.person_id}" + (f"o{row.organisation_id}" if row.organisation_id else ""): row.capacity
        for row in event.people.all()
    }
    capacities |= {f"o{row.organisation_id}": row.capacity for row in event.organisations.all()}
    counted = event.users_count or event.carers_count or event.organisations_count
    every = list(capacities.values())
    common = event.group_capacity if counted or not every else max(set(every), key=every.count)
    return {
        "people": list(capacities),
        "capacity": common,
        **{f"role_{key}": capacity for key, capacity in capacities.items() if capacity != common},
    }


def asked_for(query: Any) -> dict[str, Any]:
    """What a link to the form names: «Ingen pårørende» leads here with the perspective set."""
    values: dict[str, Any] = {}
    if query.get("perspektiv") in Perspective.values:
        values["perspective"] = query["perspektiv"]
    if query.get("fase") in Phase.values:
        values["phase"] = query["fase"]
    return values
