"""An assessment walked by random acts: its state follows its table, and what is frozen never moves."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as walk

from advice.assessments.enums import ASSESSMENT_TRANSITIONS, AssessmentState, Score
from advice.assessments.models import Assessment
from advice.assessments.reading import items_of, sheet_of
from advice.assessments.services import deciding, filling, scores
from advice.assessments.services.scores import Given
from medvirkning import audit
from medvirkning.web.refusals import RefusedError
from tests import advice_factories

pytestmark = pytest.mark.django_db

WALK = settings(
    max_examples=6, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
WHO = st.sampled_from(["leader", "boss"])


class Year(RuleBasedStateMachine):
    """A unit's assessment, its leader and the leader above."""

    @initialize()
    def begin(self):
        parent = advice_factories.unit()
        unit = advice_factories.unit(parent=parent)
        self.people = {
            "leader": advice_factories.service_leader(of=unit),
            "boss": advice_factories.service_leader(of=parent),
        }
        with audit.context(command="test"):
            self.key = filling.start(actor=self.people["leader"], subject=unit, year=timezone.localdate().year).pk
        self.state, self.sent_by, self.frozen = AssessmentState.DRAFT, "", None

    @property
    def stored(self):
        return Assessment.objects.get(pk=self.key)

    def act(self, do):
        """Gives whether it was taken."""
        before = self.stored
        try:
            with audit.context(command="test"):
                do(before)
        except RefusedError:
            assert self.stored.version == before.version
            return False
        return True

    @rule(who=WHO, place=st.integers(0, 10), score=st.sampled_from(Score.values))
    def answer(self, who, place, score):
        item = items_of(self.stored.template_id)[place]
        version = self.stored.answers.get(item=item).version
        taken = self.act(
            lambda one: filling.answer(
                actor=self.people[who], assessment=one, item=item, expected_version=version, score=score,
                not_relevant_reason="Ikke vår oppgave",
            )
        )  # fmt: skip
        assert taken == (self.state == AssessmentState.DRAFT)

    @rule(who=WHO, score=st.sampled_from(Score.values))
    def answer_the_rest(self, who, score):
        for line in sheet_of(self.stored).missing:
            self._answer(who, line, score)

    def _answer(self, who, line, score):
        taken = self.act(
            lambda one: filling.answer(
                actor=self.people[who], assessment=one, item=line.item, expected_version=line.answer.version,
                score=score, not_relevant_reason="Ikke vår oppgave",
            )
        )  # fmt: skip
        assert taken == (self.state == AssessmentState.DRAFT)

    @rule(who=WHO)
    def submit(self, who):
        whole = not sheet_of(self.stored).missing
        taken = self.act(lambda one: deciding.submit(actor=self.people[who], assessment=one))
        assert taken == (whole and self.state == AssessmentState.DRAFT)
        if taken:
            self.state, self.sent_by = AssessmentState.SUBMITTED, who

    @rule(who=WHO, reason=st.sampled_from(["", "Rett råd 2"]))
    def send_back(self, who, reason):
        taken = self.act(lambda one: deciding.send_back(actor=self.people[who], assessment=one, reason=reason))
        assert taken == (self.may_decide(who) and bool(reason))
        if taken:
            self.state = AssessmentState.DRAFT

    @rule(who=WHO)
    def approve(self, who):
        taken = self.act(lambda one: deciding.approve(actor=self.people[who], assessment=one))
        assert taken == self.may_decide(who)
        if taken:
            self.state, self.frozen = AssessmentState.APPROVED, self.stored.record

    @rule(who=WHO)
    def hear_a_representative(self, who):
        def ask_and_answer(one):
            invitation, token = scores.invite(actor=self.people[who], assessment=one, label="Erfaring rus")
            item = items_of(one.template_id)[0]
            scores.give_scores(invitation=invitation, token=token, given={item.pk: Given("partly")})

        assert self.act(ask_and_answer) == (self.state != AssessmentState.APPROVED)

    def may_decide(self, who):
        """The leader above, unless it was sent by that one."""
        return self.state == AssessmentState.SUBMITTED and who == "boss" and self.sent_by != "boss"

    @invariant()
    def the_state_is_the_one_foreseen(self):
        if not hasattr(self, "key"):
            return
        assert self.stored.state == self.state
        assert self.stored.record == self.frozen
        assert (self.frozen is not None) == (self.state == AssessmentState.APPROVED)


def test_no_walk_leaves_the_table():
    assert set(ASSESSMENT_TRANSITIONS) == set(AssessmentState.values)
    walk(Year, settings=WALK)
