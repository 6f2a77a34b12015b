"""What the querysets show and what the rules allow is the same, for random accounts and random rows."""

import datetime
import random

import pytest
from django.utils import timezone

from advice.assessments.enums import AssessmentState
from advice.assessments.models import Assessment, AssessmentAction, Evidence, ScoreInvitation
from advice.assessments.waiting import to_approve
from advice.units.models import UnitLeader
from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from tests import advice_factories, factories

pytestmark = pytest.mark.django_db

SEEDS = range(4)


def build(seed):
    """Units and departments in trees, accounts with any mixture of roles and places, assessments in every state."""
    dice = random.Random(seed)
    today = timezone.localdate()
    root = factories.directorate()
    division = factories.division()
    places = [root, division, factories.department(parent=division), factories.division()]
    units = [advice_factories.unit()]
    for _ in range(5):
        units.append(advice_factories.unit(parent=dice.choice([None, *units])))
    accounts = []
    for _ in range(12):
        account = factories.user(roles=dice.sample(list(Role), dice.randrange(0, 3)), is_active=dice.random() > 0.1)
        for place in dice.sample(places, dice.randrange(0, 2)):
            factories.member(of=place, account=account, leads=dice.random() < 0.6)
        for unit in dice.sample(units, dice.randrange(0, 2)):
            ended = dice.choice([None, None, today, today - datetime.timedelta(days=1)])
            with audit.context(command="test"):
                UnitLeader.objects.create(user=account, unit=unit, valid_from=factories.LONG_AGO, valid_to=ended)
        accounts.append(account)
    for subject in [*({"unit": unit} for unit in units), *({"department": place} for place in places)]:
        state = dice.choice(list(AssessmentState))
        made = advice_factories.assessment(
            **subject, state=state, scores="partly",
            submitted_by=dice.choice([None, *accounts]) if state != AssessmentState.DRAFT else None,
        )  # fmt: skip
        advice_factories.action(made)
        advice_factories.score_invitation(made, token=f"lenke-{made.pk}")
        with audit.context(command="test"):
            Evidence.objects.create(
                answer=made.answers.order_by("pk")[0], kind="address", label="Referat", url="https://a.example/"
            )
    return accounts


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_and_rules_agree(seed):
    for account in build(seed):
        user = User.objects.get(pk=account.pk)
        if not user.is_active:
            continue
        everything = list(Assessment.objects.select_related("unit", "department"))
        shown = set(Assessment.objects.visible_to(user).values_list("pk", flat=True))
        assert shown == {row.pk for row in everything if user.has_perm("assessments.view", row)}, (seed, account.pk)
        for model, of in (
            (AssessmentAction, "assessment"),
            (ScoreInvitation, "assessment"),
            (Evidence, "answer__assessment"),
        ):
            assert set(model.objects.visible_to(user).values_list(of, flat=True)) == shown
        waiting = {row.pk for row in to_approve(user)}
        assert waiting == {row.pk for row in everything if user.has_perm("assessments.approve", row)}, account.pk
        for row in everything:
            acts = ("assessments.act", "assessments.fill", "assessments.submit", "assessments.approve")
            if row.pk not in shown:
                assert not any(user.has_perm(act, row) for act in acts), (seed, account.pk)
            assert not (
                row.state == AssessmentState.APPROVED
                and any(user.has_perm(f"assessments.{act}", row) for act in ("fill", "submit", "approve", "invite"))
            )
