"""Panels: staff see that they are there; who sits on one is for those who run it. The contact's organisation owns
the «own panel», and the representative sits on it; the «other panel» is the directorate's own. By field:
`test_panel_members`.
"""

import datetime
from typing import Any

from django.utils import timezone

from medvirkning import audit
from representatives.panels.enums import MeetingState, MemberState, PanelKind
from representatives.panels.models import Panel, PanelMember
from tests import register_factories
from tests.permissions.roles import MACHINE, REPRESENTATIVE, VISITOR
from tests.permissions.rows import EVERYBODY, NOT_FOUND, Row

# fmt: off
#                 visitor staff leader centre contact repr. service admin machine
PANELS         = "login   200   200    200    200     200   403     403   login"
ADDS           = "login   200   200    200    200     403   403     403   login"
OWN_PANEL      = "login   200   200    200    200     200   404     404   login"
OTHER_PANEL    = "login   200   200    200    404     404   404     404   login"
CHANGES_OWN    = "login   403   403    200    200     403   404     404   login"
RUNS_OWN       = "login   403   403    403    200     403   404     404   login"
RUNS_OTHER     = "login   403   403    200    404     404   404     404   login"
WITHOUT        = "login   200   200    200    404     404   404     404   login"
PRESSES        = "login   405   405    405    405     405   404     404   login"
RUN_PRESSES    = "login   403   403    403    405     403   404     404   login"
RUN_PRESSED    = "login   403   403    403    away    403   404     404   login"
RUNS_SEAT      = "login   404   404    404    200     404   404     404   login"
SEAT_PRESSES   = "login   404   404    404    405     404   404     404   login"
SEAT_PRESSED   = "login   404   404    404    away    404   404     404   login"
MEMBERS_OWN    = "login   404   404    404    200     403   404     404   login"
MEMBERS_OTHER  = "login   404   404    200    404     404   404     404   login"
MEMBERS_TERM   = "login   404   404    404    200     403   404     404   login"
MEMBER_PRESSES = "login   404   404    404    405     403   404     404   login"
MEMBER_PRESSED = "login   404   404    404    away    403   404     404   login"
LEAVES         = "login   404   404    404    404     405   404     404   login"
LEFT           = "login   404   404    404    404     away  404     404   login"
ANSWERS        = "login   404   404    404    404     200   404     404   login"
ANSWERED       = "login   404   404    404    404     away  404     404   login"
LOGS           = "login   200   200    200    403     403   404     404   login"
MEETS_OWN      = "login   404   404    404    200     200   404     404   login"
MEETS_OTHER    = "login   404   404    200    404     404   404     404   login"
RUNS_MEETING   = "login   404   404    404    200     403   404     404   login"
GONE           = "410     410   410    410    410     410   410     410   410"
NOT_INVITED    = "200     403   403    403    403     403   403     403   200"
# fmt: on

ROWS: list[Row] = [
    Row("panels:open", EVERYBODY),
    Row("panels:apply", EVERYBODY, EVERYBODY, on="panel that recruits"),
    Row("panels:apply", "404 " * 9, "404 " * 9, on="own panel"),
    Row("panels:applied", EVERYBODY, on="panel that recruits"),
    Row("panels:invitation", EVERYBODY, NOT_INVITED, on="invitation to a panel"),
    Row("panels:invitation", GONE, GONE, on="unknown link to a panel"),
    Row("panels:application", EVERYBODY, EVERYBODY, on="link of an applicant"),
    Row("panels:application", GONE, GONE, on="unknown link to a panel"),
    Row("panels:guardian", EVERYBODY, EVERYBODY, on="link of a guardian"),
    Row("panels:guardian", GONE, GONE, on="unknown link to a panel"),
    Row("panels:list", PANELS),
    Row("panels:add", ADDS, ADDS),
    Row("panels:detail", OWN_PANEL, on="own panel"),
    Row("panels:detail", OTHER_PANEL, on="other panel"),
    Row("panels:edit", CHANGES_OWN, CHANGES_OWN, on="own panel"),
    Row("panels:edit", RUNS_OTHER, RUNS_OTHER, on="other panel"),
    Row("panels:edit", WITHOUT, WITHOUT, on="panel of another body"),
    Row("panels:close", CHANGES_OWN, CHANGES_OWN, on="own panel"),
    Row("panels:close", RUNS_OTHER, RUNS_OTHER, on="other panel"),
    Row("panels:invite", RUNS_OWN, RUNS_OWN, on="own panel"),
    Row("panels:invite", RUNS_OTHER, RUNS_OTHER, on="other panel"),
    Row("panels:plan", RUNS_OWN, RUNS_OWN, on="own panel"),
    Row("panels:plan", RUNS_OTHER, RUNS_OTHER, on="other panel"),
    Row("panels:add-manager", RUNS_OWN, RUNS_OWN, on="own panel"),
    Row("panels:add-manager", RUNS_OTHER, RUNS_OTHER, on="other panel"),
    Row("panels:end-manager", RUN_PRESSES, RUN_PRESSED, on="who leads the own panel"),
    Row("panels:member", MEMBERS_OWN, on="the representatives seat"),
    Row("panels:member", MEMBERS_OTHER, on="seat on another panel"),
    Row("panels:term", MEMBERS_OTHER, MEMBERS_OTHER, on="seat on another panel"),
    Row("panels:term", MEMBERS_TERM, MEMBERS_TERM, on="the representatives seat"),
    Row("panels:end-seat", MEMBER_PRESSES, MEMBER_PRESSED, on="the representatives seat"),
    Row("panels:leave", LEAVES, LEFT, on="the representatives seat"),
    Row("panels:leave", NOT_FOUND, NOT_FOUND, on="seat on another panel"),
    Row("panels:answer", ANSWERS, ANSWERED, on="seat of one who came of age"),
    Row("panels:take-in", SEAT_PRESSES, SEAT_PRESSED, on="application to own panel"),
    Row("panels:refuse", RUNS_SEAT, RUNS_SEAT, on="application to own panel"),
    Row("panels:renew", SEAT_PRESSES, SEAT_PRESSED, on="invited to own panel"),
    Row("panels:cancel", SEAT_PRESSES, SEAT_PRESSED, on="invited to own panel"),
    Row("panels:meeting", MEETS_OWN, on="meeting of own panel"),
    Row("panels:meeting", MEETS_OTHER, on="meeting of other panel"),
    Row("panels:meeting", OWN_PANEL, on="held meeting of own panel"),
    Row("panels:meeting", OTHER_PANEL, on="held meeting of other panel"),
    Row("panels:calendar", MEETS_OWN, on="meeting of own panel"),
    Row("panels:calendar", MEETS_OTHER, on="meeting of other panel"),
    Row("panels:calendar", MEETS_OWN, on="held meeting of own panel"),
    Row("panels:change-meeting", RUNS_MEETING, RUNS_MEETING, on="meeting of own panel"),
    Row("panels:hold", RUNS_MEETING, RUNS_MEETING, on="meeting of own panel"),
    Row("panels:cancel-meeting", MEMBER_PRESSES, MEMBER_PRESSED, on="meeting of own panel"),
    Row("panel_meetings:log", LOGS, LOGS, on="held meeting of own panel"),
    Row("panel_meetings:log", "login 404 404 404 403 403 404 404 login", on="meeting of own panel"),
]


class Things:
    account: Any
    organisation: Any
    colleague: Any

    def _panel(self) -> Panel:
        """Owned by the contact's organisation; the representative sits on it, and another contact runs it. Asked for
        anew by each role: what a row makes is undone after it.
        """
        leads = register_factories.contact(of=self.organisation)
        made = register_factories.panel(name="Eget panel", owner=self.organisation, run_by=leads)
        register_factories.member(of=made, who=self.account(REPRESENTATIVE).person)
        return made

    def _own_panel(self, role: str) -> tuple[Any, ...]:
        return (self._panel().pk,)

    def _other_panel(self, role: str) -> tuple[Any, ...]:
        return (register_factories.panel(name="Fremmed panel").pk,)

    def _panel_of_another_body(self, role: str) -> tuple[Any, ...]:
        body = register_factories.registered(kind="public_body")
        return (register_factories.panel(owner=body, has_members=False).pk,)

    def _panel_that_recruits(self, role: str) -> tuple[Any, ...]:
        today = timezone.localdate()
        return (register_factories.panel(recruits_from=today, recruits_to=today).pk,)

    def _who_leads_the_own_panel(self, role: str) -> tuple[Any, ...]:
        return (self._panel().managers.get().pk,)

    def _the_representatives_seat(self, role: str) -> tuple[Any, ...]:
        return (self._panel().members.get(state=MemberState.MEMBER).pk,)

    def _seat_on_another_panel(self, role: str) -> tuple[Any, ...]:
        return (register_factories.member(of=register_factories.panel()).pk,)

    def _seat_of_one_who_came_of_age(self, role: str) -> tuple[Any, ...]:
        if role in (VISITOR, MACHINE):
            return (0,)
        made = register_factories.panel(kind=PanelKind.YOUTH)
        seat = register_factories.member(
            of=made,
            who=self.account(REPRESENTATIVE).person,
            birth_year=timezone.localdate().year - 17,
            answer_by=timezone.localdate() + datetime.timedelta(days=30),
        )
        return (seat.pk,)

    def _waiting(self, **values: Any) -> PanelMember:
        with audit.context(command="factory"):
            return PanelMember.objects.create(
                panel=self._panel(),
                **{
                    "name": "Ny",
                    "email": "ny@post.example",
                    "token_hash": register_factories.token_hash("panel-lenke"),
                    "expires_at": timezone.now() + datetime.timedelta(days=14),
                }
                | values,
            )

    def _application_to_own_panel(self, role: str) -> tuple[Any, ...]:
        return (self._waiting(state=MemberState.APPLIED).pk,)

    def _invited_to_own_panel(self, role: str) -> tuple[Any, ...]:
        return (self._waiting().pk,)

    def _invitation_to_a_panel(self, role: str) -> tuple[Any, ...]:
        self._waiting()
        return ("panel-lenke",)

    def _link_of_an_applicant(self, role: str) -> tuple[Any, ...]:
        self._waiting(state=MemberState.APPLIED)
        return ("panel-lenke",)

    def _unknown_link_to_a_panel(self, role: str) -> tuple[Any, ...]:
        return ("finnes-ikke",)

    def _link_of_a_guardian(self, role: str) -> tuple[Any, ...]:
        young = register_factories.person(purposes=[])
        request = register_factories.guardian_request(of=young, token="foresatt-lenke")
        made = register_factories.panel(kind=PanelKind.YOUTH)
        register_factories.member(
            of=made, who=young, state=MemberState.AWAITING_GUARDIAN, guardian_request=request, valid_from=None
        )
        return ("foresatt-lenke",)

    def _meeting_of_own_panel(self, role: str) -> tuple[Any, ...]:
        return (self._meeting(self._panel(), MeetingState.PLANNED),)

    def _meeting_of_other_panel(self, role: str) -> tuple[Any, ...]:
        return (self._meeting(register_factories.panel(), MeetingState.PLANNED),)

    def _held_meeting_of_other_panel(self, role: str) -> tuple[Any, ...]:
        return (self._meeting(register_factories.panel(), MeetingState.HELD),)

    def _held_meeting_of_own_panel(self, role: str) -> tuple[Any, ...]:
        return (self._meeting(self._panel(), MeetingState.HELD),)

    def _meeting(self, panel: Panel, state: MeetingState) -> int:
        return register_factories.panel_meeting(of=panel, state=state).pk
