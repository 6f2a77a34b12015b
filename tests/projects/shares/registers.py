"""Registers that the tests of figures are held to: the worked example of the rule, and one drawn at random."""

import datetime
import random

from projects.departments.models import Department
from projects.involvement.enums import Answer, Capacity, OutcomeKind, Perspective, Phase
from projects.shares import pipeline
from projects.work.enums import DecisionStatus, WorkStatus
from tests import factories

YEAR = 2024


def worked_example(*, code: str = "PSYK", year: int = YEAR) -> Department:
    """The worked example of the counting rule, version 1: 20 assignments completed, 10 standing tasks active.

    12 and 7 have degree 1 or more; one more assignment has only information; two assignments have an approved
    exemption, one a requested one. Counted.
    """
    department = factories.division(code=code, name="Psykisk helse og rus")
    middle = datetime.date(year, 6, 1)
    assignments = [factories.assignment(department=department, completed_on=middle) for _ in range(20)]
    tasks = [factories.standing_task(department=department, started_on=middle) for _ in range(10)]
    for work_item in assignments[:12]:
        factories.involvement(work_item, started_on=middle, degree=1)
    for work_item in tasks[:7]:
        factories.involvement(work_item, started_on=middle, degree=2)
    factories.involvement(assignments[12], started_on=middle, degree=0)
    factories.exemption(assignments[13], year=year)
    factories.exemption(assignments[14], year=year)
    factories.exemption(assignments[15], year=year, status=DecisionStatus.REQUESTED)
    pipeline.drain()
    return department


def random_register(seed: int, *, items: int = 60, years: tuple[int, ...] = (2023, 2024, 2025)) -> list[Department]:
    """A small tree with work and involvement of every sort. Counted."""
    draw = random.Random(seed)
    root = factories.directorate()
    divisions = [factories.department(parent=root) for _ in range(2)]
    leaves = [factories.department(parent=draw.choice(divisions)) for _ in range(3)]
    departments = [root, *divisions, *leaves]

    def some_day() -> datetime.date:
        return datetime.date(draw.choice(years), draw.randint(1, 12), draw.randint(1, 28))

    for _ in range(items):
        department = draw.choice(departments)
        if draw.random() < 0.6:
            done = some_day() if draw.random() < 0.8 else None
            status = WorkStatus.CANCELLED if draw.random() < 0.1 else None
            work_item = factories.assignment(
                department=department,
                completed_on=done,
                status=status,
                due_on=some_day(),
                cancelled_on=some_day() if status else None,
                product_type=_product_type(draw),
            )
        else:
            work_item = factories.standing_task(department=department, started_on=some_day())
            if draw.random() < 0.2:
                factories.not_performed(work_item, year=draw.choice(years))
        if draw.random() < 0.2:
            factories.exemption(work_item, year=draw.choice(years), status=draw.choice(DecisionStatus.values))
        for _ in range(draw.choice((0, 0, 1, 1, 2, 3))):
            _involve(draw, work_item, some_day())
    pipeline.drain()
    return departments


def _product_type(draw: random.Random) -> object:
    from projects.work.models import ProductType

    return draw.choice([None, *ProductType.objects.order_by("code")[:3]])


def _involve(draw: random.Random, work_item: object, day: datetime.date) -> None:
    involvement = factories.involvement(
        work_item,
        started_on=day,
        ended_on=day + datetime.timedelta(days=draw.choice((0, 0, 40))),
        phases=draw.sample(Phase.values, draw.randint(1, 3)),
        perspective=draw.choice([*Perspective.values, None]),
        degree=draw.choice([0, 1, 2, 3, 4, None]),
        event_fields={"capacity": draw.choice(Capacity.values)},
    )
    if draw.random() < 0.3:
        factories.answer(involvement, answer=draw.choice(Answer.values))
    if draw.random() < 0.3:
        factories.said(involvement, outcome=draw.choice([None, *OutcomeKind.values]))
