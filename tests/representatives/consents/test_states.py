"""Consents walked by random acts and days against a naive model: what holds is what was last said, for 12 months."""

import datetime

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as walk

from medvirkning import audit
from medvirkning.web.refusals import RefusedError
from representatives.consents import services
from representatives.consents.enums import ConsentPurpose
from representatives.consents.models import Consent
from representatives.consents.querysets import consented
from representatives.consents.reading import consents_of
from representatives.people.models import Person
from tests import register_factories

pytestmark = pytest.mark.django_db

WALK = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
PURPOSES = st.sampled_from(ConsentPurpose)
REGISTER = ConsentPurpose.REGISTER


class Consents(RuleBasedStateMachine):
    """One person. `until` is the last day of each purpose that was given and not taken back."""

    @initialize()
    def begin(self):
        self.moment = datetime.datetime(2027, 3, 1, 12, tzinfo=datetime.UTC)
        with self.now():
            self.person = register_factories.person(purposes=[])
            # An employment has no last day: whoever has no post any more has nothing to consent to.
            register_factories.consultant(who=self.person)
        self.until: dict[str, datetime.date] = {}

    def now(self):
        return time_machine.travel(self.moment, tick=False)

    @property
    def today(self):
        return self.moment.date()

    def act(self, do):
        """Gives whether it was taken."""
        # Two acts are never at the same instant.
        self.moment += datetime.timedelta(minutes=1)
        try:
            with self.now(), audit.context(command="test"):
                do()
        except RefusedError:
            return False
        return True

    def holds(self, purpose):
        return self.until.get(REGISTER, datetime.date.min) >= self.today and (
            self.until.get(purpose, datetime.date.min) >= self.today
        )

    def give(self, *purposes):
        for purpose in purposes:
            self.until[purpose] = services.last_day(self.today)

    @rule(purpose=PURPOSES)
    def agree(self, purpose):
        allowed = purpose == REGISTER or self.holds(REGISTER)
        text = services.text_for(purpose).pk
        taken = self.act(
            lambda: services.agree(actor=self.person.user, person=self.person, purpose=purpose, text=text)
        )
        assert taken == allowed
        if taken:
            self.give(purpose)

    @rule(purposes=st.sets(PURPOSES))
    def taken_in_by_a_room(self, purposes):
        assert self.act(lambda: services.give(person=self.person, purposes=purposes, channel="link"))
        self.give(REGISTER, *purposes)

    @rule(purpose=PURPOSES)
    def withdraw(self, purpose):
        assert self.act(lambda: services.withdraw(actor=self.person.user, person=self.person, purpose=purpose))
        for one in list(self.until) if purpose == REGISTER else [purpose]:
            self.until.pop(one, None)

    @rule()
    def renew(self):
        allowed = REGISTER in self.until
        texts = [services.text_for(purpose).pk for purpose in ConsentPurpose]
        taken = self.act(lambda: services.renew(actor=self.person.user, person=self.person, texts=texts))
        assert taken == allowed
        if taken:
            self.give(*self.until)

    @rule(days=st.sampled_from([1, 29, 30, 364, 365, 366]))
    def time_passes(self, days):
        self.moment += datetime.timedelta(days=days)

    @invariant()
    def what_holds_is_what_was_said(self):
        if not hasattr(self, "person"):
            return
        with self.now():
            told = consents_of(self.person)
            assert {line.purpose for line in told.lines if line.holds} == {
                purpose.value for purpose in ConsentPurpose if self.holds(purpose)
            }
            assert told.is_in_register == self.holds(REGISTER)
            for purpose in ConsentPurpose:
                found = Person.objects.filter(consented(purpose, person="pk"), pk=self.person.pk)
                assert found.exists() == self.holds(purpose)
            open_rows = Consent.objects.filter(person=self.person, ended_at=None)
            assert {(one.purpose, one.expires_on) for one in open_rows} == set(self.until.items())


def test_walk():
    walk(Consents, settings=WALK)
