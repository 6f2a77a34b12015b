"""From every number on the first page one click to the records behind it, for each role that works there."""

import datetime

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from projects.shares import pipeline
from projects.shares.models import Target
from projects.work.enums import WorkStatus
from tests import factories
from tests.projects.insight import numbers

pytestmark = pytest.mark.django_db


def centre():
    """With the second factor that the Centre must have."""
    account = factories.centre()
    TOTP.activate(account, generate_totp_secret())
    return account


MAKERS = {
    "staff": lambda department: factories.staff(of=department),
    "leader": lambda department: factories.leader(of=department),
    "centre": lambda department: centre(),
}


@pytest.mark.usefixtures("history_context")
@pytest.mark.parametrize("role", MAKERS)
@time_machine.travel(datetime.datetime(2025, 10, 20, 10, tzinfo=datetime.UTC), tick=False)
def test_every_number_is_a_link(signed_in, role):
    department = factories.division()
    account = MAKERS[role](department)
    Target.objects.create(department=department, year=2025, per_cent=65)
    for day in ("2024-05-01", "2024-11-01", "2025-05-01"):
        for involved in (True, False):
            item = factories.assignment(department=department, completed_on=factories.day(day))
            if involved:
                factories.involvement(item, started_on=factories.day(day))
    open_item = factories.assignment(department=department, responsible=account, status=WorkStatus.ONGOING)
    factories.said(factories.involvement(open_item), given_on=datetime.date(2025, 9, 1))
    pipeline.drain()
    client, seen = signed_in(account), {}
    page = client.get(reverse("front:home"))
    main = numbers.content(page.text)
    assert numbers.alone(main) == []
    shown = list(numbers.figures(main))
    assert [one for one in shown if not numbers.agrees(client, one, seen)] == []
    assert {"50,0 %", "1", "2"} <= {one.text for one in shown}
    waiting = main.find("a", string="1", href=reverse("involvement:inputs", args=[open_item.reference]))
    assert waiting is not None
