"""What two do at once is done once."""

from functools import partial

import pytest
from django.utils import timezone

from advice.assessments.models import Assessment, AssessmentAnswer, RepresentativeScore
from advice.assessments.reading import items_of
from advice.assessments.services import deciding, filling, scores
from advice.assessments.services.scores import Given
from medvirkning import audit
from medvirkning.notifications.models import Message
from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.refusals import RefusedError
from tests import advice_factories, at_once
from tests.advice.assessments.cases import answer_all

pytestmark = pytest.mark.django_db(transaction=True)


together = partial(at_once.together, refused=(RefusedError, StaleVersion))


@pytest.fixture
def parent():
    return advice_factories.unit()


@pytest.fixture
def leaders(parent):
    """Two who lead the same unit."""
    unit = advice_factories.unit(parent=parent)
    return unit, advice_factories.service_leader(of=unit), advice_factories.service_leader(of=unit)


@pytest.fixture
def draft(leaders):
    with audit.context(command="test"):
        return filling.start(actor=leaders[1], subject=leaders[0], year=timezone.localdate().year)


def test_two_begin(leaders):
    unit, first, second = leaders
    year = timezone.localdate().year
    found = together(*(lambda who=who: filling.start(actor=who, subject=unit, year=year) for who in (first, second)))
    assert found == ["done", "refused"]
    assert Assessment.objects.get().answers.count() == 11


def test_two_answers_on_one_piece(draft, leaders):
    _unit, *both = leaders
    item = items_of(draft.template_id)[0]

    def answering(who):
        return filling.answer(actor=who, assessment=draft, item=item, expected_version=1, score="partly")

    assert together(*(lambda who=who: answering(who) for who in both)) == ["done", "refused"]
    assert AssessmentAnswer.objects.get(assessment=draft, item=item).version == 2


def test_two_submits(draft, leaders, parent):
    _unit, *both = leaders
    boss = advice_factories.service_leader(of=parent)
    with audit.context(command="test"):
        answer_all(both[0], draft)
    assert together(*(lambda who=who: deciding.submit(actor=who, assessment=draft) for who in both)) == [
        "done", "refused",
    ]  # fmt: skip
    assert Message.objects.filter(address=boss.email).count() == 1


def test_approved_and_sent_back(draft, leaders, parent):
    _unit, leader, _other = leaders
    first, second = advice_factories.service_leader(of=parent), advice_factories.service_leader(of=parent)
    with audit.context(command="test"):
        answer_all(leader, draft)
        deciding.submit(actor=leader, assessment=draft)
    assert together(
        lambda: deciding.approve(actor=first, assessment=draft),
        lambda: deciding.send_back(actor=second, assessment=draft, reason="Rett"),
    ) == ["done", "refused"]
    draft.refresh_from_db()
    assert (draft.state == "approved") == (draft.record is not None)


def test_one_link_spent_twice(draft, leaders):
    with audit.context(command="test"):
        invitation, token = scores.invite(actor=leaders[1], assessment=draft, label="Erfaring rus")
    given = {items_of(draft.template_id)[0].pk: Given("partly")}

    def send():
        return scores.give_scores(invitation=invitation, token=token, given=given)

    assert together(send, send) == ["done", "refused"]
    assert RepresentativeScore.objects.count() == 1


def test_approved_while_a_representative_answers(draft, leaders, parent):
    """Either the answer is in the record, or the link was dead: never an answer beside a frozen assessment."""
    _unit, leader, _other = leaders
    boss = advice_factories.service_leader(of=parent)
    with audit.context(command="test"):
        answer_all(leader, draft)
        invitation, token = scores.invite(actor=leader, assessment=draft, label="Erfaring rus")
        deciding.submit(actor=leader, assessment=draft)
    given = {items_of(draft.template_id)[0].pk: Given("partly")}
    together(
        lambda: deciding.approve(actor=boss, assessment=draft),
        lambda: scores.give_scores(invitation=invitation, token=token, given=given),
    )
    draft.refresh_from_db()
    assert draft.record is not None
    in_record = sum(bool(piece["representatives"]) for piece in draft.record["pieces"])
    assert in_record == RepresentativeScore.objects.count()
