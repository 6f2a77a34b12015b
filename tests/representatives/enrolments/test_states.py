"""An enrolment walked by random acts: its state follows its table, and what is known of the person follows it."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as walk

from medvirkning import audit
from medvirkning.accounts.models import User
from medvirkning.audit import retention
from medvirkning.web.refusals import RefusedError
from representatives.enrolments import services
from representatives.enrolments.enums import ENROLMENT_TRANSITIONS, HAS_PERSON, HELD, EnrolmentState
from representatives.enrolments.models import Representative
from representatives.enrolments.services import InvitationGoneError
from tests import factories, register_factories
from tests.representatives.enrolments.cases import set_mandate, today

pytestmark = pytest.mark.django_db

WALK = settings(
    max_examples=8, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
PEOPLE = 3
WHICH = st.integers(0, PEOPLE - 1)


class Enrolments(RuleBasedStateMachine):
    """Some people whom one organisation has invited."""

    @initialize()
    def begin(self):
        organisation = register_factories.registered()
        self.contact = register_factories.contact(of=organisation)
        self.rows, self.accounts, self.tokens = [], [], []
        for number in range(PEOPLE):
            account = factories.user()
            token = f"lenke-{organisation.pk}-{number}"
            self.rows.append(register_factories.invited(by=organisation, token=token, email=account.email).pk)
            self.accounts.append(account.pk)
            self.tokens.append(token)
        self.states = [EnrolmentState.INVITED] * PEOPLE

    def act(self, which, target, do):
        """The act is taken exactly where the table has the step."""
        row = Representative.objects.get(pk=self.rows[which])
        allowed = target in ENROLMENT_TRANSITIONS[self.states[which]]
        try:
            with audit.context(command="test"):
                do(row)
        except (RefusedError, InvitationGoneError):
            assert not allowed
            assert Representative.objects.get(pk=row.pk).version == row.version
        else:
            assert allowed
            self.states[which] = target

    @rule(which=WHICH)
    def accept(self, which):
        user = User.objects.get(pk=self.accounts[which])
        self.act(
            which,
            EnrolmentState.AGREED,
            lambda row: services.accept(token=self.tokens[which], user=user, purposes=["register"]),
        )

    @rule(which=WHICH)
    def set_mandate(self, which):
        self.act(which, EnrolmentState.ACCEPTED, lambda row: set_mandate(self.contact, row))

    @rule(which=WHICH)
    def let_go(self, which):
        """Ends those alone who wait for a mandate."""
        if self.states[which] != EnrolmentState.ACCEPTED:
            self.act(which, EnrolmentState.ENDED, lambda row: services.let_go(actor=self.contact, post=row))

    @rule(which=WHICH)
    def decline(self, which):
        self.act(which, EnrolmentState.DECLINED, lambda row: services.decline(token=self.tokens[which], user=None))

    @rule(which=WHICH)
    def cancel(self, which):
        self.act(which, EnrolmentState.CANCELLED, lambda row: services.cancel(actor=self.contact, post=row))

    @rule(which=WHICH)
    def leave(self, which):
        user = User.objects.get(pk=self.accounts[which])
        self.act(which, EnrolmentState.ENDED, lambda row: services.leave(actor=user, post=row))

    @rule()
    def thirty_days_pass(self):
        [found] = [one for one in retention.rules() if one.name == "unanswered_representatives"]
        with audit.context(command="erase_expired"):
            found.erase(found.find(today(1)).filter(pk__in=self.rows))
        self.states = [EnrolmentState.LAPSED if state == EnrolmentState.INVITED else state for state in self.states]

    @invariant()
    def the_rows_are_where_the_walk_is(self):
        if not hasattr(self, "states"):
            return
        for pk, account, state in zip(self.rows, self.accounts, self.states, strict=True):
            row = Representative.objects.get(pk=pk)
            assert row.state == state
            waits = state == EnrolmentState.INVITED
            assert bool(row.name and row.email) == waits
            assert (row.person is not None) == (state in HAS_PERSON)
            assert (row.valid_from is not None) >= (state == EnrolmentState.ACCEPTED)
            has_role = User.objects.get(pk=account).has_role("representative")
            assert has_role == (state in HELD)


def test_walk():
    walk(Enrolments, settings=WALK)
