"""Seats walked by random acts: each follows its table, no panel has more than its seats, and roles follow posts."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as walk

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.invitations.services import InvitationGoneError
from medvirkning.accounts.models import User
from medvirkning.web.refusals import RefusedError
from representatives.consents.models import GuardianRequest
from representatives.panels import services
from representatives.panels.enums import MEMBER_TRANSITIONS, SEATED, WITHOUT_PERSON, MemberState
from representatives.panels.models import PanelMember
from tests import factories, register_factories
from tests.register_factories import token_hash
from tests.representatives.panels.cases import adult_year, minor_year, youth_panel

pytestmark = pytest.mark.django_db

WALK = settings(
    max_examples=8, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
SEATS, PEOPLE = 2, 4
WHO = st.integers(0, PEOPLE - 1)


class Seats(RuleBasedStateMachine):
    """A youth panel with two seats, somebody who runs it, and four young people."""

    @initialize()
    def begin(self):
        today = timezone.localdate()
        self.manager = factories.staff()
        self.panel = youth_panel(run_by=self.manager, seats=SEATS, recruits_from=today, recruits_to=today)
        self.people = [register_factories.person(purposes=[]).user for _one in range(PEOPLE)]
        for account in self.people:
            with audit.context(command="test"):
                account.role_grants.all().delete()
        self.before = {}

    def act(self, do):
        """Gives whether it was taken; what is refused changes nothing."""
        try:
            with audit.context(command="test"):
                do()
        except (RefusedError, InvitationGoneError):
            return False
        return True

    def row(self, who, *states):
        """The newest row of an address or a person in one of the states."""
        account = self.people[who]
        rows = PanelMember.objects.filter(panel=self.panel, state__in=states).order_by("-pk")
        return rows.filter(email=account.email).first() or rows.filter(person__user=account).first()

    @rule(who=WHO)
    def invite(self, who):
        account = self.people[who]
        if User.objects.filter(pk=account.pk, is_active=True).exists():
            self.act(lambda: services.invite(actor=self.manager, panel=self.panel, name="Ung", email=account.email))

    @rule(who=WHO)
    def apply(self, who):
        application = services.Application("Ung", self.people[who].email, "Hei", minor_year())
        self.act(lambda: services.apply(panel=self.panel, application=application))

    @rule(who=WHO, does=st.sampled_from(["take_in", "refuse", "cancel", "renew", "end"]))
    def manage(self, who, does):
        found = self.row(who, *MemberState.values)
        if found is None:
            return
        acts = {
            "take_in": lambda: services.take_in(actor=self.manager, member=found),
            "refuse": lambda: services.refuse_application(actor=self.manager, member=found, word="Nei"),
            "cancel": lambda: services.cancel(actor=self.manager, member=found),
            "renew": lambda: services.renew(actor=self.manager, member=found),
            "end": lambda: services.end_seat(actor=self.manager, member=found),
        }
        target = {
            "take_in": MemberState.INVITED,
            "refuse": MemberState.REFUSED,
            "cancel": MemberState.CANCELLED,
            "end": MemberState.ENDED,
        }.get(does)
        taken = self.act(acts[does])
        if taken and target is not None:
            assert target in MEMBER_TRANSITIONS[found.state]

    @rule(who=WHO, young=st.booleans(), yes=st.booleans())
    def answer(self, who, young, yes):
        found = self.row(who, MemberState.INVITED)
        account = User.objects.get(pk=self.people[who].pk)
        if found is None or not account.is_active:
            return
        with audit.context(command="test"):
            PanelMember.objects.filter(pk=found.pk).update(token_hash=token_hash(f"svar-{found.pk}"))
        year = minor_year() if young else adult_year()
        given = services.Answer(year, "Foresatt", "foresatt@post.example")
        if yes:
            self.act(lambda: services.accept(token=f"svar-{found.pk}", user=account, answer=given))
        else:
            self.act(lambda: services.decline(token=f"svar-{found.pk}"))

    @rule(who=WHO, does=st.sampled_from([services.agree, services.refuse, services.take_back]))
    def guardian(self, who, does):
        found = self.row(who, *SEATED)
        if found is None or found.guardian_request is None:
            return
        token = f"foresatt-{found.pk}-{found.guardian_request_id}"
        with audit.context(command="test"):
            GuardianRequest.objects.filter(pk=found.guardian_request_id).update(token_hash=token_hash(token))
        self.act(lambda: does(token=token))

    @rule(who=WHO)
    def leave(self, who):
        found = self.row(who, MemberState.MEMBER)
        if found is not None:
            account = User.objects.get(pk=self.people[who].pk)
            assert self.act(lambda: services.end_seat(actor=account, member=found))

    @invariant()
    def every_step_is_in_the_table(self):
        for key, state in PanelMember.objects.values_list("pk", "state"):
            known = self.before.get(key, state)
            assert known == state or _leads_to(known, state), (known, state)
            self.before[key] = state

    @invariant()
    def the_seats_hold(self):
        if hasattr(self, "panel"):
            assert self.panel.members.taken().count() <= SEATS

    @invariant()
    def what_was_written_is_gone_with_the_answer(self):
        over = PanelMember.objects.exclude(state__in=[MemberState.APPLIED, MemberState.INVITED])
        assert not over.exclude(name="", email="", message="").exists()
        assert not PanelMember.objects.filter(state__in=[*WITHOUT_PERSON], person__isnull=False).exists()

    @invariant()
    def the_role_follows_the_seat(self):
        for account in getattr(self, "people", []):
            fresh = User.objects.get(pk=account.pk)
            sits = PanelMember.objects.seated().filter(person__user=fresh).exists()
            assert fresh.has_role(Role.REPRESENTATIVE) == sits

    @invariant()
    def who_sits_agrees(self):
        assert PanelMember.objects.seated().count() == PanelMember.objects.sitting().count()


def _leads_to(before: str, after: str) -> bool:
    """By one step, or by two: one act may take in and end."""
    steps = MEMBER_TRANSITIONS[before]
    return after in steps or any(after in MEMBER_TRANSITIONS[one] for one in steps)


def test_seats_follow_their_table():
    walk(Seats, settings=WALK)
