"""The worked example of the counting rule, to the decimal, by the portal and by the naive count."""

import datetime
from decimal import Decimal

import pytest

from projects.shares import figures, pipeline
from projects.work.enums import DecisionStatus
from tests import factories
from tests.property import naive
from tests.property.registers import OUTSIDE

YEAR = 2023
EXPECTED = {
    "all": {
        "carried_out": 30,
        "with_any": 19,
        "exempt": 2,
        "share": Decimal("63.3"),
        "share_less_exemptions": Decimal("67.9"),
    },
    "assignment": {"carried_out": 20, "with_any": 12, "exempt": 2, "share": Decimal("60.0")},
    "standing_task": {"carried_out": 10, "with_any": 7, "exempt": 0, "share": Decimal("70.0")},
}
MET = datetime.date(YEAR, 3, 14)
COMPLETED = datetime.date(YEAR, 9, 1)


@pytest.mark.django_db
def test_the_portal_holds_the_worked_example() -> None:
    division = factories.division()
    section = factories.department(parent=division)
    for number in range(20):
        assignment = factories.assignment(department=section, completed_on=COMPLETED)
        if number < 12:
            factories.involvement(assignment, started_on=MET, degree=1 + number % 4)
        elif number == 12:
            factories.involvement(assignment, started_on=MET, degree=0)
        elif number < 15:
            factories.exemption(assignment, year=YEAR)
        elif number == 15:
            factories.exemption(assignment, year=YEAR, status=DecisionStatus.REQUESTED)
    for number in range(10):
        task = factories.standing_task(department=division)
        if number < 7:
            factories.involvement(task, started_on=MET, degree=1)

    pipeline.drain()

    rows = {row.kind: row for row in figures.shares(YEAR, department=division.code, scopes=["total"])}
    for kind, expected in EXPECTED.items():
        assert {name: getattr(rows[kind], name) for name in expected} == expected
    for measure in ("carried_out", "with_any", "exempt"):
        assert figures.records(YEAR, division.code, measure).count() == EXPECTED["all"][measure]


@pytest.mark.django_db
@pytest.mark.parametrize(("part", "expected"), [(1, "6.3"), (3, "18.8"), (5, "31.3"), (16, "100.0")])
def test_the_portal_rounds_halves_away_from_zero(part: int, expected: str) -> None:
    division = factories.division()
    for number in range(16):
        assignment = factories.assignment(department=division, completed_on=COMPLETED)
        if number < part:
            factories.involvement(assignment, started_on=MET)

    pipeline.drain()

    (row,) = figures.shares(YEAR, department=division.code, kinds=["all"], scopes=["own"])
    assert row.share == Decimal(expected)


def test_the_naive_count_holds_the_worked_example() -> None:
    met = naive.Event(1, MET, MET)

    def work(key: int, kind: str, degree: int | None, *decisions: str) -> naive.Work:
        return naive.Work(
            key,
            kind,
            "completed" if kind == "assignment" else "ongoing",
            "D0",
            completed_on=COMPLETED if kind == "assignment" else None,
            involvements=() if degree is None else (naive.Involvement(met, degree=degree),),
            exemptions=tuple((YEAR, status) for status in decisions),
        )

    assignments = [work(key, "assignment", 1) for key in range(12)]
    assignments += [work(12, "assignment", 0)]
    assignments += [
        work(13 + key, "assignment", None, *decided)
        for key, decided in enumerate([("approved",), ("approved",), ("requested",), (), (), (), ()])
    ]
    tasks = [work(20 + key, "standing_task", 1 if key < 7 else None) for key in range(10)]
    register = naive.Register(
        datetime.date(YEAR + 1, 5, 1),
        (naive.Department("D0"), naive.Department(OUTSIDE, outside_tree=True)),
        (naive.Version(1, naive.FIRST_YEAR),),
        (*assignments, *tasks),
    )

    held = naive.held_in(register, YEAR, register.versions[0])

    for kind, expected in EXPECTED.items():
        row = naive.figures(register, held, "D0", kind, "own")
        assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 0, None),
        (0, 3, "0.0"),
        (1, 16, "6.3"),
        (1, 8, "12.5"),
        (19, 30, "63.3"),
        (19, 28, "67.9"),
        (1, 2000, "0.1"),
    ],
)
def test_halves_are_rounded_away_from_zero(part: int, whole: int, expected: str | None) -> None:
    assert naive.per_cent(part, whole) == (None if expected is None else Decimal(expected))
