"""What the querysets show and what the rules allow is the same, for random trees and random leaders."""

import datetime
import random

import pytest
from django.utils import timezone

from advice.units.enums import UnitState
from advice.units.models import ServiceUnit, UnitInvitation, UnitLeader
from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from tests import advice_factories, factories

pytestmark = pytest.mark.django_db


def build(seed):
    """A forest of units in any state, and accounts that lead some of them, now, before or later."""
    dice = random.Random(seed)
    units: list[ServiceUnit] = []
    for _number in range(14):
        state = dice.choice([*UnitState, UnitState.APPROVED, UnitState.APPROVED])
        units.append(advice_factories.unit(parent=dice.choice([None, *units]), state=state))
        advice_factories.invitation(to=units[-1], token=f"lenke-{len(units)}")
    accounts = []
    today = timezone.localdate()
    for _number in range(10):
        roles = dice.sample(list(Role), dice.randrange(0, 3))
        account = factories.user(roles=roles, is_active=dice.random() > 0.1)
        for unit in dice.sample(units, dice.randrange(0, 3)):
            start = today + datetime.timedelta(days=dice.choice([-400, -1, 0, 1]))
            end = dice.choice([None, start, start + datetime.timedelta(days=1)])
            with audit.context(command="test"):
                UnitLeader.objects.create(user=account, unit=unit, valid_from=start, valid_to=end)
        accounts.append(User.objects.get(pk=account.pk))
    return accounts, units


@pytest.mark.parametrize("seed", range(4))
def test_rows_and_rules_agree(seed):
    accounts, units = build(seed)
    for user in accounts:
        if not user.is_active:
            continue
        shown = set(ServiceUnit.objects.visible_to(user).values_list("pk", flat=True))
        assert shown == {unit.pk for unit in units if user.has_perm("units.view", unit)}, (seed, user.pk)
        if shown:
            assert user.has_perm("units.list")
        for model in (UnitLeader, UnitInvitation):
            rows = set(model.objects.visible_to(user).values_list("unit_id", flat=True))
            assert rows <= shown
        for act in ("change", "invite", "add_below", "decide"):
            assert {unit.pk for unit in units if user.has_perm(f"units.{act}", unit)} <= shown, act


@pytest.mark.parametrize("seed", range(2))
def test_nothing_is_done_with_what_is_over(seed):
    accounts, units = build(seed)
    over = [unit for unit in units if unit.state in (UnitState.REFUSED, UnitState.CLOSED)]
    for user in accounts:
        assert not any(
            user.has_perm(f"units.{act}", unit) for unit in over for act in ("change", "invite", "add_below")
        )
