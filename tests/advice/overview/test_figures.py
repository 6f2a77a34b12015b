"""What the overview shows is a naive recount of the answers, wherever it is shown at all."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from advice.assessments.enums import IN_USE, SCALE, AssessmentState, Score
from advice.assessments.models import Assessment, AssessmentAnswer
from advice.overview import departments, figures, readings
from advice.overview.figures import Selection
from advice.overview.suppression import LEAST, Group
from advice.units.enums import SizeClass, UnitKind, UnitState
from advice.units.models import ServiceUnit
from medvirkning import audit
from representatives.geography.enums import REGION_OF, County
from tests import advice_factories, factories

pytestmark = pytest.mark.django_db

YEAR = 2025


@audit.context(command="factory")
def answered(units, template, year=YEAR, draw=None, scores=None, state=AssessmentState.APPROVED):
    """Assessments of units, with a score drawn for each piece."""
    items = list(template.items.all())
    approved = state == AssessmentState.APPROVED
    made = [
        Assessment(
            template=template, unit=unit, year=year, state=state,
            record={} if approved else None, approved_at=f"{year}-06-01T12:00Z" if approved else None,
        )
        for unit in units
    ]  # fmt: skip
    for assessment in made if approved else ():
        assessment.keep_traits()
    Assessment.objects.bulk_create(made)
    rows = []
    for assessment in made:
        for item in items:
            score = scores or draw.choice([*SCALE, *SCALE, Score.NOT_RELEVANT])
            reason = "Gjelder ikke oss" if score == Score.NOT_RELEVANT else ""
            rows.append(AssessmentAnswer(assessment=assessment, item=item, score=score, not_relevant_reason=reason))
    AssessmentAnswer.objects.bulk_create(rows)
    return made


@audit.context(command="factory")
def units(number, draw=None, **values):
    made = ServiceUnit.objects.bulk_create(
        ServiceUnit(
            **{
                "name": f"Tjeneste {factories.number()}", "owner_kind": "municipality", "owner_name": "Eksempel",
                "county": draw.choice(["03", "31", "46", "11", "18", "50"]) if draw else County.OSLO,
                "kind": draw.choice([UnitKind.DPS, UnitKind.TSB]) if draw else UnitKind.DPS,
                "size_class": draw.choice([SizeClass.UNDER_10, SizeClass.FROM_10]) if draw else SizeClass.FROM_10,
                "state": UnitState.APPROVED,
            } | values
        )
        for _number in range(number)
    )  # fmt: skip
    for unit in made:
        unit.lineage = [unit.pk]
    ServiceUnit.objects.bulk_update(made, ["lineage"])
    return made


@pytest.fixture
def template():
    return advice_factories.template()


def chosen(year=YEAR, **traits):
    return Selection(advice_factories.edition().pk, year, Group(**traits))


def recount(group, piece, year=YEAR):
    """One assessment after the other."""
    steps = dict.fromkeys(Score.values, 0)
    for assessment in Assessment.objects.filter(year=year, state="approved", unit__isnull=False):
        unit = assessment.unit
        place = (REGION_OF[unit.county], unit.county, unit.kind, unit.size_class)
        asked = (group.region, group.county, group.kind, group.size)
        if all(not wanted or wanted == found for wanted, found in zip(asked, place, strict=True)):
            for answer in assessment.answers.filter(item__advice_version__of=piece.of_id):
                steps[answer.score] += 1
    return steps


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_shown_figure_is_the_recount(template, seed):
    draw = random.Random(seed)
    before = units(45, draw)
    answered(before[:40], template, YEAR - 1, draw)
    answered(before[3:], template, YEAR, draw)
    answered(units(6, draw), template, YEAR, draw, state=AssessmentState.SUBMITTED)
    page = figures.build(chosen())
    assert page.answered == 42
    assert page.registered == 51
    assert len(page.rows) == 11
    shown = 0
    for row in page.rows:
        assert row.now.steps == recount(Group(), row.piece)
        assert row.before.steps == recount(Group(), row.piece, YEAR - 1)
        share = row.now.share
        assert share.relevant == sum(row.now.steps[score] for score in SCALE)
        assert share.in_use == sum(row.now.steps[score] for score in IN_USE)
    for parts in page.parts:
        for part in parts.rows:
            for row, figure in zip(page.rows, part.figures, strict=False):
                if figure:
                    shown += 1
                    assert figure.steps == recount(part.group, row.piece)
                    assert not 0 < figure.share.relevant < LEAST
    assert shown > 50


def test_units_of_both_years_are_told_apart_from_all(template):
    steady, new = units(10), units(5)
    answered(steady, template, YEAR - 1, scores="planned")
    answered(steady, template, YEAR, scores="fully")
    answered(new, template, YEAR, scores="not_started")
    row = figures.build(chosen()).rows[0]
    assert (row.before.share.per_cent, row.now.share.per_cent) == (0, Decimal("66.7"))
    assert row.both_years.units == 10
    assert row.both_years.change == 100


def test_who_is_new_is_not_worked_out_from_those_who_answered_twice(template):
    steady, new = units(10), units(4)
    answered(steady, template, YEAR - 1, scores="planned")
    answered([*steady, *new], template, YEAR, scores="fully")
    page = figures.build(chosen())
    assert page.rows[0].change == 100
    assert page.rows[0].both_years is None


def test_a_piece_relevant_for_few_is_hidden_with_its_sums(template):
    made = answered(units(12), template, YEAR, scores="fully")
    few = AssessmentAnswer.objects.filter(assessment__in=made[:9], item__position=1)
    with audit.context(command="factory"):
        few.update(score="not_relevant", not_relevant_reason="Gjelder ikke oss")
    page = figures.build(chosen())
    assert page.rows[0].now is None
    assert page.rows[1].now.share.in_use == 12
    [system, *_rest] = page.sums("level", ["system"])
    assert (system.shown, system.pieces, system.share.relevant) == (1, 2, 12)


def test_under_five_shows_nothing_but_that(template):
    answered(units(4), template, YEAR, scores="fully")
    answered(units(4), template, YEAR - 1, scores="fully")
    page = figures.build(chosen())
    assert page.is_hidden
    assert (page.answered, page.registered, page.rows, page.parts) == (None, 8, (), ())


def test_an_empty_year_is_zero(template):
    units(3)
    page = figures.build(chosen())
    assert (page.answered, page.registered) == (0, 3)
    assert not page.is_hidden


def test_registered_units_are_those_of_the_year(template):
    units(2)
    units(1, state=UnitState.APPLIED)
    units(1, state=UnitState.CLOSED, closed_on="2024-12-31")
    units(1, state=UnitState.CLOSED, closed_on="2025-01-01")
    units(1, decided_at="2026-02-01T12:00Z")
    late = units(1, decided_at="2026-02-01T12:00Z")
    answered(late, template, YEAR, scores="fully")
    assert figures.build(chosen()).registered == 4


def test_a_change_is_hidden_where_last_year_is(template):
    steady = units(6)
    answered(steady[:3], template, YEAR - 1, scores="planned")
    answered(steady, template, YEAR, scores="fully")
    row = figures.build(chosen()).rows[0]
    assert row.now.share.in_use == 6
    assert row.before is None
    assert row.change is None


def test_the_number_of_queries_stays_as_units_grow(template):
    draw = random.Random(5)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            departments.build(figures.build(chosen()))
        return len(found)

    answered(units(20, draw), template, YEAR, draw)
    few = queries()
    answered(units(150, draw), template, YEAR, draw)
    assert queries() == few <= 6


def test_departments_stand_apart(template):
    top = factories.directorate()
    for number in range(5):
        below = factories.division(code=f"A{number}", parent=top) if number else factories.division(code="A0")
        advice_factories.assessment(
            department=below, year=YEAR, state=AssessmentState.APPROVED, scores="fully", template=template
        )
    page = figures.build(chosen())
    assert page.answered == 0
    found = departments.build(page)
    assert found.answered == 5
    assert found.lines[0].figure.share.in_use == 5


def test_four_departments_are_hidden(template):
    for number in range(4):
        advice_factories.assessment(
            department=factories.division(code=f"A{number}"), year=YEAR, state=AssessmentState.APPROVED,
            scores="fully", template=template,
        )  # fmt: skip
    found = departments.build(figures.build(chosen()))
    assert (found.answered, found.lines) == (None, ())


def test_a_unit_that_changes_later_stays_where_it_was_in_years_that_are_over():
    year = timezone.localdate().year - 1
    units = [advice_factories.unit(county=County.OSLO, size_class=SizeClass.FROM_10) for _ in range(6)]
    for unit in units:
        advice_factories.assessment(unit=unit, year=year, state=AssessmentState.APPROVED, scores="mostly")
    edition = advice_factories.edition().pk

    def counted():
        answered = readings.read(edition, year, in_time=False)[0].answered
        return answered, readings.registered(edition, year, answered, in_time=False)

    before = counted()
    with audit.context(command="test"):
        ServiceUnit.objects.filter(pk=units[0].pk).update(county=County.TROMS, size_class=SizeClass.FROM_200)
    assert counted() == before


def test_a_group_is_hidden_from_those_who_know_most_of_it(template):
    """Who leads four of five reads the fifth in their sum."""
    trust = units(4, county=County.OSLO)
    answered([*trust, *units(1, county=County.OSLO)], template, YEAR, scores="fully")
    answered(units(8, county=County.AKERSHUS), template, YEAR, scores="fully")
    answered(units(9, county=County.TROMS), template, YEAR, scores="fully")
    oslo = chosen(county=County.OSLO)
    assert figures.build(oslo).answered == 5
    page = figures.build(replace(oslo, own=frozenset(unit.pk for unit in trust)))
    assert (page.answered, page.rows) == (None, ())
    # With the whole group below one's own, nobody else is in it.
    everyone = frozenset(ServiceUnit.objects.filter(county=County.OSLO).values_list("pk", flat=True))
    page = figures.build(replace(oslo, own=everyone))
    assert page.answered == page.rows[0].now.steps["fully"] == 5


MARCH = "2026-03-01T00:30+01:00"


@pytest.fixture
def late(template):
    """Nine answered in time, and one was approved half an hour after the year was given out."""
    answered(units(9), template, YEAR, scores="fully")
    (assessment,) = answered(units(1), template, YEAR, scores="planned")
    with audit.context(command="test"):
        Assessment.objects.filter(pk=assessment.pk).update(approved_at=MARCH)
    return assessment


def test_what_is_approved_when_a_year_is_given_out_does_not_join_it(late):
    page = figures.build(chosen())
    assert (page.answered, page.registered) == (9, 10)
    assert page.rows[0].now.steps["planned"] == 0
    page = figures.build(replace(chosen(), as_of_today=True))
    assert (page.answered, page.registered) == (10, 10)
    assert page.rows[0].now.steps["planned"] == 1


def test_the_year_before_is_the_one_that_was_given_out(late, template):
    answered([late.unit, *units(9)], template, YEAR + 1, scores="fully")
    with time_machine.travel("2027-03-01T10:00+01:00"):
        row = figures.build(chosen(YEAR + 1)).rows[0]
        assert row.before.steps["planned"] == 0
        row = figures.build(replace(chosen(YEAR + 1), as_of_today=True)).rows[0]
        assert row.before.steps["planned"] == 1


@pytest.mark.parametrize(("moment", "given_out"), [("2026-02-28T23:30+01:00", False), (MARCH, True)])
def test_a_year_is_given_out_at_once(template, moment, given_out):
    answered(units(12), template, YEAR, scores="fully")
    with time_machine.travel(moment):
        page = figures.build(chosen())
        assert bool(page.rows) == bool(page.parts) == given_out
        assert page.answered == (12 if given_out else None)
        assert page.answered_so_far == (None if given_out else 12)
        assert page.registered == 12
        assert figures.build(replace(chosen(), as_of_today=True)).answered == 12
