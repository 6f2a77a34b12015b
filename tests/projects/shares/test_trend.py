"""The trend follows succession: one successor carries the sums, after a split nothing is guessed."""

import datetime

import pytest

from projects.shares import pipeline
from projects.shares.trend import trend
from tests import factories

pytestmark = pytest.mark.django_db
YEARS = (2022, 2023, 2024, 2025)


def done(department, year, *, involved):
    work_item = factories.assignment(department=department, completed_on=datetime.date(year, 3, 1))
    if involved:
        factories.involvement(work_item, started_on=datetime.date(year, 2, 1))


def closed(*, successors, parent=None):
    return factories.division(valid_to=datetime.date(2023, 12, 31), successors=successors, parent=parent)


def test_one_successor_carries_its_predecessors_sums():
    new = factories.division()
    first, second = closed(successors=[new]), closed(successors=[new])
    done(first, 2023, involved=True)
    done(second, 2023, involved=False)
    done(new, 2024, involved=True)
    pipeline.drain()
    points = {point.year: point for point in trend(new, YEARS)}
    assert (points[2023].carried_out, points[2023].counted, points[2023].share) == (2, 1, 50)
    assert set(points[2023].joined_codes) == {first.code, second.code}
    assert (points[2024].carried_out, points[2024].joined) == (1, ())
    assert points[2022].share is None
    assert not any(point.broken for point in points.values())


def test_after_a_split_there_is_a_break():
    new, other = factories.division(), factories.division()
    old = closed(successors=[new, other])
    done(old, 2022, involved=True)
    done(new, 2024, involved=True)
    pipeline.drain()
    points = trend(new, YEARS)
    assert [point.broken for point in points] == [True, False, False, False]
    assert points[0].share is None
    assert points[2].share == 100


def test_a_predecessor_below_its_successor_is_not_counted_twice():
    new = factories.division()
    old = closed(successors=[new], parent=new)
    done(old, 2023, involved=True)
    pipeline.drain()
    (point,) = trend(new, [2023])
    assert (point.carried_out, point.joined) == (1, ())


def test_another_version_of_the_rule_is_marked():
    department = factories.division()
    factories.rule_version(number=2, from_year=2024, least_degree=2)
    pipeline.count_anew()
    assert [point.rule_break for point in trend(department, YEARS)] == [False, False, True, False]
