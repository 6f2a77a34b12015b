"""How seats end before their time: by who runs the panel, by the member, or with the panel itself."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.concurrency import save_versioned
from representatives.panels import leader_notices, notices
from representatives.panels.enums import MeetingState, MemberState
from representatives.panels.models import Panel, PanelMember
from representatives.panels.services import guardians, members
from representatives.panels.services.meetings import call_off
from representatives.panels.services.panels import PanelRefusedError, demand, demand_step, locked


@transaction.atomic
def end_seat(*, actor: User, member: PanelMember) -> None:
    """A seat ends today: by who runs the panel, or by the member, who gives no reason.

    Who still waits for a guardian has agreed to nothing yet, and is gone. Raises `NotAllowedError` and
    `PanelRefusedError`.
    """
    locked(member.panel)
    stored = members.lock_members().get(pk=member.pk)
    leaves = actor.has_perm("panels.leave", stored)
    if not leaves:
        demand(actor, "panels.run", stored.panel)
    demand_step(stored, MemberState.ENDED)
    if stored.state == MemberState.AWAITING_GUARDIAN:
        guardians.give_up([stored], why=notices.LEFT if leaves else notices.SEAT_ENDED, tells_leaders=leaves)
        return
    members.end(actor=actor, member=stored)
    if leaves:
        leader_notices.tell_of_leaving(stored)
    else:
        notices.tell_seat_ended(stored)


@transaction.atomic
def close_panel(*, actor: User, panel: Panel, expected_version: int, last_day: datetime.date) -> Panel:
    """Close a panel: seats end, what waits is called off, planned meetings are cancelled, and all are told.

    Raises `NotAllowedError`, `PanelRefusedError` and `StaleVersion`.
    """
    stored = locked(panel)
    demand(actor, "panels.change", stored)
    if last_day > timezone.localdate():
        raise PanelRefusedError(_("Siste dag kan ikke være fram i tid."), field="last_day")
    if stored.started_on is not None and last_day < stored.started_on:
        raise PanelRefusedError(_("Siste dag er før panelet ble opprettet."), field="last_day")
    stored.closed_on = last_day
    save_versioned(stored, expected_version=expected_version, fields=["closed_on"])
    members.cancel_waiting(actor=actor, panel=stored)
    # Told first: who has no seat is written to no more.
    for meeting in stored.meetings.filter(state=MeetingState.PLANNED):
        call_off(actor=actor, meeting=meeting)
    for member in list(members.lock_members().taken().filter(panel=stored)):
        if member.state == MemberState.AWAITING_GUARDIAN:
            guardians.give_up([member], why=notices.PANEL_CLOSED, tells_leaders=False)
        else:
            members.end(actor=actor, member=member, last_day=last_day)
            notices.tell_panel_closed(member)
    return stored
