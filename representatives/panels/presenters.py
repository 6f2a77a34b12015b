"""What the page of a panel shows of its members."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from representatives.panels.enums import MemberState
from representatives.panels.models import Panel, PanelMember
from representatives.panels.querysets import RUNS_OUT_WITHIN


@dataclass(frozen=True)
class Seat:
    """A member with what is to be noticed of the seat."""

    member: PanelMember
    runs_out: bool


@dataclass(frozen=True)
class Groups:
    """Those who sit, those who wait for a guardian, those invited, those who apply."""

    members: list[Seat] = field(default_factory=list)
    awaiting: list[PanelMember] = field(default_factory=list)
    invited: list[PanelMember] = field(default_factory=list)
    applied: list[PanelMember] = field(default_factory=list)


def who_sees(panel: Panel) -> str:
    """Who sees who sits on a panel, in the words of `panels/_who_sees.html` (docs/adr/0186)."""
    if panel.owner is None:
        return _(
            "Bare de som leder panelet, og Senter for brukermedvirkning i direktoratet ser hvem som søker og hvem "
            "som er med."
        )
    return _("Bare de som leder panelet, og kontaktpersonene hos %(owner)s ser hvem som søker og hvem som er med.") % {
        "owner": panel.owner.name
    }


def groups_of(rows: QuerySet[Any]) -> Groups:
    """One reading, sorted by what has become of each."""
    today = timezone.localdate()
    found = Groups()
    ordered = rows.select_related("person", "panel").order_by("person__sort_key", "invited_at", "pk")
    for member in ordered:
        if member.state == MemberState.MEMBER and _sits(member, today):
            found.members.append(Seat(member, runs_out=_runs_out(member, today)))
        elif member.state == MemberState.AWAITING_GUARDIAN:
            found.awaiting.append(member)
        elif member.state == MemberState.INVITED:
            found.invited.append(member)
        elif member.state == MemberState.APPLIED:
            found.applied.append(member)
    return found


def _sits(member: PanelMember, today: datetime.date) -> bool:
    return member.valid_to is None or member.valid_to >= today


def _runs_out(member: PanelMember, today: datetime.date) -> bool:
    return member.valid_to is not None and member.valid_to <= today + RUNS_OUT_WITHIN
