"""From every number on a dashboard one click to exactly the records behind it."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from projects.shares import pipeline
from projects.shares.models import Target
from projects.work.enums import DecisionStatus, WorkStatus
from tests import factories
from tests.projects.insight import numbers
from tests.projects.shares.registers import random_register

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2025, 10, 20)


def a_register():
    """Directorate, division and department with finished, open and overdue work, exemptions and targets."""
    departments = random_register(21, items=90, years=(2022, 2023, 2024, 2025))
    root, leaf = departments[0], departments[-1]
    division = next(one for one in departments if one.code == leaf.lineage[1])
    for number in range(5):
        for due in (TODAY + datetime.timedelta(days=number), TODAY - datetime.timedelta(days=number + 1)):
            factories.assignment(department=leaf, due_on=due, status=WorkStatus.ONGOING)
    asked = factories.assignment(department=leaf, status=WorkStatus.ONGOING)
    factories.exemption(asked, year=2025, status=DecisionStatus.REQUESTED)
    for item in (factories.assignment(department=leaf, completed_on=datetime.date(2025, 3, 1)) for _ in range(2)):
        factories.exemption(item, year=2025)
    for one in (root, division, leaf):
        Target.objects.create(department=one, year=2025, per_cent=65)
    pipeline.drain()
    return {"directorate": root, "division": division, "department": leaf}


@pytest.mark.usefixtures("history_context")
@time_machine.travel(datetime.datetime(2025, 10, 20, 10, tzinfo=datetime.UTC), tick=False)
def test_every_number_is_a_link_to_its_records(signed_in):
    register = a_register()
    client = signed_in(factories.leader(of=register["directorate"]))
    seen, found, checked = {}, {}, 0
    for level, year, kind in (
        ("directorate", 2025, "all"),
        ("directorate", 2024, "assignment"),
        ("division", 2025, "standing_task"),
        ("division", 2024, "all"),
        ("department", 2025, "all"),
        ("department", 2025, "assignment"),
        ("department", 2024, "standing_task"),
    ):
        address = reverse("insight:department", kwargs={"code": register[level].code})
        main = numbers.content(client.get(address, {"aar": year, "slag": kind}).text)
        shown = list(numbers.figures(main))
        wrong = [figure for figure in shown if not numbers.agrees(client, figure, seen)]
        found |= {(level, year, kind): (numbers.alone(main), wrong)}
        checked += len(shown)
    assert {page: one for page, one in found.items() if one != ([], [])} == {}
    assert checked > 700
