"""Stored figures are read in a fixed number of queries, and the records behind each are exactly as many."""

import datetime
from decimal import Decimal

import pytest
from django.db.models import Sum

from projects.shares import dimensions, figures
from projects.shares.enums import COUNTS, Dimension, Scope
from projects.shares.models import ShareBy
from tests.projects.shares.registers import YEAR, random_register, worked_example

pytestmark = pytest.mark.django_db


def one(rows, **wanted):
    (row,) = [row for row in rows if all(getattr(row, name) == value for name, value in wanted.items())]
    return row


def test_the_worked_example_to_the_decimal():
    department = worked_example()
    rows = figures.shares(YEAR, department=department.code)
    together = one(rows, kind="all", scope="own")
    assert (together.with_any, together.carried_out, together.exempt) == (19, 30, 2)
    assert (together.share, together.share_less_exemptions) == (Decimal("63.3"), Decimal("67.9"))
    assert one(rows, kind="assignment", scope="own").share == Decimal("60.0")
    assert one(rows, kind="standing_task", scope="own").share == Decimal("70.0")
    assert one(rows, kind="all", scope="total").share == Decimal("63.3")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_figure_and_its_records_agree(seed):
    departments = random_register(seed)
    seen = 0
    for year in (2023, 2024, 2025):
        for row in figures.read([year]).rows(year):
            for measure in COUNTS:
                found = figures.records(year, row.department, measure, kind=row.kind, scope=row.scope).count()
                assert found == (getattr(row, measure) or 0), (row.department, year, measure, row.kind, row.scope)
                seen += found
    assert seen > 100
    assert len(departments) == 6


@pytest.mark.parametrize("seed", [4, 5])
def test_every_value_of_a_dimension_and_its_records_agree(seed):
    random_register(seed)
    sums = ShareBy.objects.values("department__code", "year", "kind", "dimension", "value", "rule_version").annotate(
        carried=Sum("carried_out"), involved=Sum("with_any"), both=Sum("with_both")
    )
    assert {row["dimension"] for row in sums} >= set(Dimension.values) - {Dimension.SUBJECT}
    for row in sums.order_by("department__code"):
        having = dimensions.condition(row["dimension"], row["value"])
        for measure, column in (("carried_out", "carried"), ("with_any", "involved"), ("with_both", "both")):
            found = figures.records(
                row["year"], row["department__code"], measure, kind=row["kind"], scope=Scope.OWN, having=having
            )
            assert found.count() == row[column], (row, measure)


def test_a_day_to_date_agrees_with_its_records():
    random_register(6)
    day = datetime.date(2024, 5, 17)
    for row in figures.shares_to_date(day):
        for measure in COUNTS:
            found = figures.records(2024, row.department, measure, kind=row.kind, scope=row.scope, to_date=day)
            assert found.count() == (getattr(row, measure) or 0)


def test_reading_costs_three_queries_whatever_the_years(django_assert_num_queries):
    random_register(7, items=5)
    with django_assert_num_queries(3):
        found = figures.read(range(2015, 2026))
        for year in range(2015, 2026):
            assert len(found.rows(year)) == 6 * 3 * 2
