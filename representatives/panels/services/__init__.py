"""Changing panels, who sits on them and runs them, and their meetings."""

from representatives.panels.services.ageing import answer_for_oneself, look_after
from representatives.panels.services.answers import (
    Answer,
    accept,
    accept_as_new,
    audience_of,
    decline,
    open_invitation,
    stated_year_of,
)
from representatives.panels.services.ending import close_panel, end_seat
from representatives.panels.services.guardians import agree, is_for_another, open_request, refuse, seats_of, take_back
from representatives.panels.services.meetings import WHERE_AND_WHEN, cancel_meeting, change_meeting, hold, plan
from representatives.panels.services.members import (
    Application,
    apply,
    cancel,
    invite,
    open_application,
    prolong,
    renew,
    take_in,
    withdraw_application,
)
from representatives.panels.services.members import refuse as refuse_application
from representatives.panels.services.panels import (
    PanelRefusedError,
    add_panel,
    change_panel,
    end_manager,
    may_keep_members,
    name_manager,
)

__all__ = [
    "WHERE_AND_WHEN", "Answer", "Application", "PanelRefusedError", "accept", "accept_as_new", "add_panel", "agree",
    "answer_for_oneself", "apply", "audience_of", "cancel", "cancel_meeting", "change_meeting", "change_panel",
    "close_panel", "decline", "end_manager", "end_seat", "hold", "invite", "is_for_another", "look_after",
    "may_keep_members", "name_manager", "open_application", "open_invitation", "open_request", "plan", "prolong",
    "refuse", "refuse_application", "renew", "seats_of", "stated_year_of", "take_back", "take_in",
    "withdraw_application",
]  # fmt: skip
