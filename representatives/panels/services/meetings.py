"""Meetings of panels: planned, held with how many came, or cancelled. Members hear of each change."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.concurrency import StaleVersion, save_versioned
from medvirkning.web.dates import format_date
from representatives.panels import meeting_notices as notices
from representatives.panels.enums import MEETING_TRANSITIONS, MeetingState
from representatives.panels.models import Panel, PanelMeeting
from representatives.panels.services.panels import PanelRefusedError, demand, locked

PLANNED = ("title", "held_on", "starts_at", "place", "agenda")
# What somebody who comes must know: a change of these is told.
WHERE_AND_WHEN = frozenset({"held_on", "starts_at", "place"})
LONGEST_AHEAD = datetime.timedelta(days=3 * 366)


@transaction.atomic
def plan(*, actor: User, panel: Panel, values: Mapping[str, Any]) -> PanelMeeting:
    """Plan a meeting, and tell the members. Raises `NotAllowedError`, `PanelRefusedError`, `ValidationError`.

    One that has begun may be entered too, to be marked as held; nobody is called to that.
    """
    stored = locked(panel)
    demand(actor, "panels.run", stored)
    meeting = PanelMeeting(panel=stored, **{name: values[name] for name in PLANNED if name in values})
    _demand_a_day(meeting)
    meeting.full_clean(exclude=["panel"])
    meeting.save()
    if not meeting.has_begun:
        notices.call_to_meeting(meeting)
    return meeting


@transaction.atomic
def change_meeting(
    *, actor: User, meeting: PanelMeeting, expected_version: int, values: Mapping[str, Any]
) -> PanelMeeting:
    """Change a planned meeting. Raises `NotAllowedError`, `PanelRefusedError` and `StaleVersion`."""
    stored = _held(actor, meeting)
    if stored.state != MeetingState.PLANNED:
        raise PanelRefusedError(_("Bare et planlagt møte kan endres."))
    before = {name: getattr(stored, name) for name in WHERE_AND_WHEN}
    for name in PLANNED:
        setattr(stored, name, values.get(name, getattr(stored, name)))
    _demand_a_day(stored)
    stored.full_clean(exclude=["panel"])
    save_versioned(stored, expected_version=expected_version, fields=PLANNED)
    if {name: getattr(stored, name) for name in WHERE_AND_WHEN} != before and not stored.has_begun:
        notices.tell_meeting_changed(stored)
    return stored


@transaction.atomic
def hold(
    *,
    actor: User,
    meeting: PanelMeeting,
    expected_version: int,
    users_count: int | None,
    carers_count: int | None,
    summary: str,
) -> PanelMeeting:
    """The meeting took place: how many came, never who. Raises `NotAllowedError`, `PanelRefusedError`."""
    stored = _held(actor, meeting)
    _demand_step(stored, MeetingState.HELD)
    if stored.held_on > timezone.localdate() or (stored.starts_at is not None and not stored.has_begun):
        raise PanelRefusedError(_("Møtet er ikke holdt ennå. Endre datoen først hvis det ble flyttet fram."))
    if not (users_count or carers_count):
        raise PanelRefusedError(_("Skriv hvor mange som kom."), field="users_count")
    stored.state, stored.users_count, stored.carers_count = MeetingState.HELD, users_count, carers_count
    stored.summary = summary.strip()
    stored.full_clean(exclude=["panel"])
    save_versioned(
        stored, expected_version=expected_version, fields=["state", "users_count", "carers_count", "summary"]
    )
    return stored


@transaction.atomic
def cancel_meeting(*, actor: User, meeting: PanelMeeting) -> PanelMeeting:
    """The meeting is off, and the members are told. Raises `NotAllowedError` and `PanelRefusedError`."""
    stored = _held(actor, meeting)
    _demand_step(stored, MeetingState.CANCELLED)
    call_off(actor=actor, meeting=stored)
    return stored


def call_off(*, actor: User, meeting: PanelMeeting) -> None:
    """Cancel a planned meeting whose panel is held."""
    meeting.state = MeetingState.CANCELLED
    save_versioned(meeting, expected_version=meeting.version, fields=["state"])
    if not meeting.has_begun:
        notices.tell_meeting_cancelled(meeting)


def _held(actor: User, meeting: PanelMeeting) -> PanelMeeting:
    panel = locked(meeting.panel)
    demand(actor, "panels.run", panel)
    stored = PanelMeeting.objects.select_for_update(of=("self",)).filter(pk=meeting.pk).first()
    if stored is None:
        raise StaleVersion(None)
    stored.panel = panel
    return stored


def _demand_step(meeting: PanelMeeting, state: MeetingState) -> None:
    if state not in MEETING_TRANSITIONS[meeting.state]:
        raise PanelRefusedError(
            _("Møtet har alt en annen tilstand: %(state)s.") % {"state": meeting.get_state_display().lower()}
        )


def _demand_a_day(meeting: PanelMeeting) -> None:
    """A day out of reach is a slip of the finger, and so is one before the panel was there."""
    latest = timezone.localdate() + LONGEST_AHEAD
    if not datetime.date(1990, 1, 1) <= meeting.held_on <= latest:
        raise PanelRefusedError(_("Datoen er for langt unna. Kontroller årstallet."), field="held_on")
    started = meeting.panel.started_on
    if started is not None and meeting.held_on < started:
        raise PanelRefusedError(
            _("Panelet ble opprettet %(date)s. Møtet kan ikke være før det.") % {"date": format_date(started)},
            field="held_on",
        )
