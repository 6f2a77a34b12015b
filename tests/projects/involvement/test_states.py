"""An involvement walked by random acts: its state follows its table, its confirmation only the people's answers."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as walk

from medvirkning import audit
from medvirkning.web.refusals import RefusedError
from projects.involvement.enums import INVOLVEMENT_TRANSITIONS, Answer, Confirmation, InvolvementState
from projects.involvement.models import Involvement
from projects.involvement.services import confirmations, log, states
from projects.work.models import Touch
from tests import factories

pytestmark = pytest.mark.django_db

WALK = settings(
    max_examples=8, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck), database=None
)


class InvolvementStates(RuleBasedStateMachine):
    """A draft or a registered involvement with two people, who may be asked and may answer at any time."""

    @initialize(state=st.sampled_from(["draft", "registered"]))
    def begin(self, state):
        self.people = [factories.person(), factories.person()]
        self.author = factories.staff()
        self.row = factories.involvement(
            factories.assignment(), state=state, logged_by=self.author, event_fields={"people": self.people}
        )
        self.state = state
        self.answers = {}
        self.gone = False

    def act(self, target, do):
        """The act is taken where the table lets it, and refused where not; a taken one touches the count."""
        if self.gone:
            return
        row = Involvement.objects.get(pk=self.row.pk)
        before = Touch.objects.count()
        try:
            with audit.context(command="test"):
                do(row)
        except RefusedError:
            assert target not in INVOLVEMENT_TRANSITIONS[self.state]
            assert Involvement.objects.get(pk=row.pk).version == row.version
        else:
            assert target in INVOLVEMENT_TRANSITIONS[self.state]
            assert Touch.objects.count() > before
            self.state = target

    @rule()
    def close(self):
        self.act(
            InvolvementState.CLOSED,
            lambda row: states.close(actor=self.author, involvement=row, expected_version=row.version),
        )

    @rule()
    def annul(self):
        self.act(
            InvolvementState.ANNULLED,
            lambda row: states.annul(
                actor=self.author, involvement=row, expected_version=row.version, reason="Feil dag."
            ),
        )

    @rule()
    def annul_without_a_reason(self):
        if self.gone:
            return
        row = Involvement.objects.get(pk=self.row.pk)
        with pytest.raises(RefusedError), audit.context(command="test"):
            states.annul(actor=self.author, involvement=row, expected_version=row.version, reason=" ")

    @precondition(lambda self: getattr(self, "state", "") == "draft")
    @rule()
    def discard(self):
        if self.gone:
            return
        with audit.context(command="test"):
            log.discard_draft(actor=self.author, involvement=Involvement.objects.get(pk=self.row.pk))
        self.gone = True

    @precondition(lambda self: getattr(self, "state", "draft") != "draft")
    @rule()
    def nothing_but_a_draft_is_discarded(self):
        with pytest.raises(RefusedError), audit.context(command="test"):
            log.discard_draft(actor=self.author, involvement=Involvement.objects.get(pk=self.row.pk))

    @precondition(lambda self: getattr(self, "state", "draft") != "draft")
    @rule(who=st.integers(0, 1), answer=st.sampled_from([None, *Answer.values]))
    def ask_and_answer(self, who, answer):
        with audit.context(command="test"):
            asked = confirmations.ask(
                actor=self.author, involvement=Involvement.objects.get(pk=self.row.pk), person=self.people[who]
            )
            self.answers.setdefault(who, None)
            if answer:
                confirmations.answer(confirmation=asked, given=answer)
                self.answers[who] = answer

    @invariant()
    def the_row_is_where_the_walk_is(self):
        if not hasattr(self, "row"):
            return
        row = Involvement.objects.filter(pk=self.row.pk).first()
        assert (row is None) == self.gone
        if row is not None:
            assert row.state == self.state
            assert row.confirmation == self.expected_confirmation()

    def expected_confirmation(self):
        """From the words of the domain, not from the service."""
        given = [answer for answer in self.answers.values() if answer]
        if not self.answers:
            return Confirmation.NOT_ASKED
        if not given:
            return Confirmation.ASKED
        if set(given) == {"no"}:
            return Confirmation.REJECTED
        return Confirmation.CONFIRMED if set(given) == {"yes"} else Confirmation.PARTLY


def test_walk():
    walk(InvolvementStates, settings=WALK)
