"""What the querysets show and what the rules allow is the same, for random accounts and random rows."""

import datetime
import random

import pytest
from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from projects.departments.models import Department
from projects.involvement.enums import InvolvementState
from projects.involvement.models import Input, Involvement
from projects.work.enums import DecisionStatus
from projects.work.models import Exemption, NotPerformed, WorkItem
from tests import factories

pytestmark = pytest.mark.django_db

SEEDS = range(4)


def period(dice: random.Random) -> dict[str, datetime.date | None]:
    """A period that may be open, past, now or yet to come; its edges may be today."""
    today = timezone.localdate()
    start = dice.choice([None, today - datetime.timedelta(days=dice.randrange(0, 400)), today])
    end = dice.choice([None, None, today, today - datetime.timedelta(days=1), today + datetime.timedelta(days=30)])
    if start is not None and end is not None and end < start:
        start, end = end, start
    return {"valid_from": start, "valid_to": end}


def build(seed: int) -> tuple[list[User], list[WorkItem]]:
    """A tree of three levels, accounts with any mixture of roles and places, and work of every kind."""
    dice = random.Random(seed)
    root = factories.directorate()
    divisions = [factories.division() for _ in range(3)]
    units = [factories.department(parent=dice.choice(divisions)) for _ in range(5)]
    places = [root, *divisions, *units]
    accounts = []
    for _ in range(12):
        roles = dice.sample(list(Role), dice.randrange(0, 3))
        if dice.random() < 0.7:
            roles = list({*roles, Role.STAFF})
        account = factories.user(roles=roles, is_active=dice.random() > 0.1)
        for place in dice.sample(places, dice.randrange(0, 3)):
            factories.member(of=place, account=account, leads=dice.random() < 0.5, **period(dice))
        accounts.append(account)
    for _ in range(4):
        leader, other = dice.sample(accounts, 2)
        start = timezone.localdate() + datetime.timedelta(days=dice.choice([-20, -1, 0, 1]))
        end = start + datetime.timedelta(days=dice.choice([0, 1, 30]))
        factories.deputy(leader=leader, account=other, valid_from=start, valid_to=end)
    items = []
    for _ in range(14):
        moved = [(timezone.localdate() + datetime.timedelta(days=dice.choice([-40, -1, 0, 1])), dice.choice(places))]
        item = factories.work_item(
            kind=dice.choice(["assignment", "standing_task"]),
            department=dice.choice(places),
            moved=moved if dice.random() < 0.4 else [],
            contributing=dice.sample(places, dice.randrange(0, 2)),
            team=dice.sample(accounts, dice.randrange(0, 3)),
            restricted=dice.random() < 0.5,
            responsible=dice.choice([None, *accounts]),
        )
        row = factories.involvement(
            item,
            logged_by=dice.choice(accounts),
            state=dice.choice([*InvolvementState.values, InvolvementState.DRAFT]),
        )
        factories.said(row)
        for make, kind in ((factories.exemption, "any"), (factories.not_performed, "standing_task")):
            if kind in ("any", item.kind):
                make(item, year=2026, status=dice.choice(DecisionStatus.values), requested_by=dice.choice(accounts))
        items.append(item)
    return accounts, items


def fresh(account: User) -> User:
    """As a new request loads it."""
    return User.objects.get(pk=account.pk)


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_and_rules_agree(seed):
    accounts, _items = build(seed)
    for account in accounts:
        user = fresh(account)
        for model, perm in (
            (WorkItem, "work.view"),
            (Involvement, "involvement.view"),
            (Exemption, "work.view_decision"),
            (NotPerformed, "work.view_decision"),
        ):
            shown = set(model.objects.visible_to(user).values_list("pk", flat=True))
            allowed = {row.pk for row in model.objects.all() if user.has_perm(perm, row)}
            assert shown == allowed, (seed, account.pk, model.__name__)
        sees_tree = user.has_perm("departments.view")
        assert Department.objects.visible_to(user).exists() == sees_tree
        inputs = set(Input.objects.visible_to(user).values_list("pk", flat=True))
        assert inputs == {row.pk for row in Input.objects.all() if user.has_perm("involvement.view", row.involvement)}


@pytest.mark.parametrize("seed", SEEDS)
def test_lists_mask_what_may_not_be_opened(seed):
    accounts, items = build(seed)
    for account in accounts:
        user = fresh(account)
        listed = list(WorkItem.objects.listed_to(user))
        if not user.has_perm("work.list"):
            assert listed == []
            continue
        assert len(listed) == len(items)
        for row in listed:
            assert row.is_open_to_reader == user.has_perm("work.view", row)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_waits_for_a_leader_is_what_the_leader_may_decide(seed):
    accounts, _items = build(seed)
    for account in accounts:
        user = fresh(account)
        for model in (Exemption, NotPerformed):
            waiting = set(model.objects.to_be_decided_by(user).values_list("pk", flat=True))
            rows = model.objects.filter(status=DecisionStatus.REQUESTED)
            assert waiting == {row.pk for row in rows if user.has_perm("work.decide", row)}, (seed, account.pk)


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_changes_what_they_may_not_open(seed):
    accounts, items = build(seed)
    acts = ("work.change", "work.move", "work.ask_exemption", "involvement.log")
    for account in accounts:
        user = fresh(account)
        for item in items:
            if not user.has_perm("work.view", item):
                assert not any(user.has_perm(act, item) for act in acts), (seed, account.pk, item.pk)
