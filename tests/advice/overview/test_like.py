"""A unit beside like units: only where five others or more have answered, told by the middle and the spread."""

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from advice.assessments.enums import SCALE, AssessmentState
from advice.overview import like
from advice.overview.like import ABOVE, BELOW, SAME, spread
from advice.units.enums import SizeClass
from medvirkning import audit
from tests import advice_factories

YEAR = 2025


def approved(unit, scores, year=YEAR):
    return advice_factories.assessment(unit=unit, year=year, state=AssessmentState.APPROVED, scores=scores)


@pytest.fixture
def own(db):
    advice_factories.template()
    unit = advice_factories.unit(name="Vår tjeneste")
    return approved(unit, "partly")


def others(number, scores="mostly", year=YEAR, **values):
    return [approved(advice_factories.unit(**values), scores, year) for _number in range(number)]


def test_four_others_are_too_few(own):
    others(4)
    leader = advice_factories.service_leader(of=own.unit)
    found = like.compare(leader, own)
    assert (found.others, found.rows) == (None, ())


def test_five_others_are_enough(own):
    others(5)
    found = like.compare(advice_factories.service_leader(of=own.unit), own)
    assert found.others == 5
    assert len(found.rows) == 11
    assert found.below == 11
    assert found.rows[0].spread.labels == ("For det meste i bruk",) * 3


def test_other_sizes_years_and_unapproved_are_not_like(own):
    others(3)
    others(5, size_class=SizeClass.FROM_200)
    for _number in range(3):
        advice_factories.assessment(unit=advice_factories.unit(), year=YEAR, scores="fully")
    assert like.compare(advice_factories.service_leader(of=own.unit), own).others is None


def test_a_year_that_is_not_given_out_is_compared_with_the_one_before(own):
    """Else the middle of today beside that of yesterday tells of the unit that came."""
    others(5)
    running = approved(own.unit, "partly", YEAR + 1)
    others(5, scores="fully", year=YEAR + 1)
    leader = advice_factories.service_leader(of=own.unit)
    with time_machine.travel("2027-02-28T12:00+01:00"):
        assert like.compare(leader, running).year == YEAR
    with time_machine.travel("2027-03-01T12:00+01:00"):
        assert like.compare(leader, running).year == YEAR + 1


def test_a_unit_that_has_grown_is_still_compared_with_what_it_was_like(own):
    others(5)
    own.unit.size_class = SizeClass.FROM_200
    with audit.context(command="test"):
        own.unit.save()
    assert like.compare(advice_factories.service_leader(of=own.unit), own).others == 5


def test_units_that_the_reader_leads_are_not_among_the_others(own):
    """Else four others would follow from the five."""
    others(4)
    below = advice_factories.unit(parent=own.unit)
    approved(below, "fully")
    leader = advice_factories.service_leader(of=own.unit)
    assert like.compare(leader, own).others is None


def test_last_year_stands_in_where_this_year_has_too_few(own):
    others(5, year=YEAR - 1)
    others(2)
    found = like.compare(advice_factories.service_leader(of=own.unit), own)
    assert (found.others, found.year) == (5, YEAR - 1)


def test_a_piece_relevant_for_few_others_is_hidden(own):
    others(4)
    others(3, scores=["not_relevant", *["fully"] * 10])
    rows = like.compare(advice_factories.service_leader(of=own.unit), own).rows
    assert rows[0].spread is None
    assert rows[0].position == ""
    assert rows[1].spread is not None


@pytest.mark.parametrize(
    ("own_step", "position"),
    [("not_started", BELOW), ("mostly", SAME), ("fully", ABOVE), ("not_relevant", ""), ("", "")],
)
def test_the_position_is_said_in_words(own_step, position):
    row = like.LikeRow(None, own_step, spread({"mostly": 5}))
    assert row.position == position
    assert bool(row.position_text) == bool(position)


@given(st.dictionaries(st.sampled_from(SCALE), st.integers(0, 30)))
def test_the_spread_is_in_order_and_half_lie_within(counts):
    found = spread(counts)
    number = sum(counts.values())
    if number < 5:
        assert found is None
        return
    low, median, high = (SCALE.index(one) for one in (found.low, found.median, found.high))
    assert low <= median <= high
    within = sum(count for step, count in counts.items() if low <= SCALE.index(step) <= high)
    assert within * 2 >= number
