"""What may be shown: attackers add and subtract everything that is, and must not find one to four units."""

import itertools
from collections.abc import Iterator
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from advice.overview.suppression import LEAST, ONE_TRAIT, SEVERAL, Group, Traits, protect
from representatives.geography.enums import REGION_OF

COUNTIES = ("03", "31", "18", "55", "46")
KINDS = ("dps", "tsb", "municipal_service")
SIZES = ("under_10", "10_49")

units = st.builds(
    Traits, st.sampled_from(COUNTIES), st.sampled_from(KINDS), st.sampled_from(SIZES), st.booleans(), st.booleans()
)
counts = st.dictionaries(units, st.integers(0, 9), max_size=14)
# All units, and those of them whose answers the reader knows: none for most readers.
readers = counts.flatmap(
    lambda of: st.tuples(
        st.just(of),
        st.one_of(st.just({}), st.fixed_dictionaries({unit: st.integers(0, number) for unit, number in of.items()})),
    )
)


def less(of: dict[Traits, int], own: dict[Traits, int]) -> dict[Traits, int]:
    """The units that the reader does not know."""
    return {unit: left for unit, number in of.items() if (left := number - own.get(unit, 0))}


def all_groups(of: dict[Traits, int]) -> Iterator[Group]:
    """Every group that a page may be about."""
    regions = {""} | {REGION_OF[unit.county] for unit in of}
    counties = {""} | {unit.county for unit in of}
    for region, county, kind, size in itertools.product(regions, counties, ("", *KINDS), ("", *SIZES)):
        if not (region and county):
            yield Group(region, county, kind, size)


def size_of(of: dict[Traits, int], group: Group) -> int:
    return sum(number for unit, number in of.items() if group.holds(unit))


@settings(max_examples=150, deadline=None)
@given(readers)
def test_no_shown_group_is_small_and_what_is_shown_is_the_count(reader):
    of, own = reader
    released, others = protect(of, own=own), less(*reader)
    for group in all_groups(of):
        number = size_of(of, group)
        shown = released.count(group)
        assert shown in (None, number)
        if 0 < size_of(others, group) < LEAST:
            assert shown is None
        if number == 0:
            assert shown == 0


@settings(max_examples=150, deadline=None)
@given(counts)
def test_hidden_parts_of_a_shown_whole_hold_five_units_or_more(of):
    """A reader who takes the shown parts from the whole is left with five units or more; of all, of two parts."""
    released = protect(of)
    for whole in all_groups(of):
        if not released.count(whole):
            continue
        for trait in ("region", "county", "kind", "size"):
            if getattr(whole, trait) or (trait == "region" and whole.county):
                continue
            values = {getattr(unit, trait) for unit in of}
            hidden = [
                part for part in (whole.within(**{trait: value}) for value in values) if released.count(part) is None
            ]
            if hidden:
                assert len(hidden) > 1 or whole != Group()
                assert sum(size_of(of, part) for part in hidden) >= LEAST


@settings(max_examples=200, deadline=None)
@given(readers)
def test_an_attacker_who_knows_every_units_traits_solves_for_no_small_group(reader):
    """Exact elimination over fractions: independent of the module's own, with every unit's traits as unknowns."""
    all_units, own = reader
    of = less(*reader)
    released = protect(all_units, own=own)
    columns = sorted(of)
    shown = [group for group in all_groups(of) if released.count(group)]
    rows = [[Fraction(group.holds(unit)) for unit in columns] for group in shown]
    if released.both_years and released.count(Group()):
        rows += [[Fraction(unit.before) for unit in columns], [Fraction(unit.after) for unit in columns]]
    rank = _rank(rows)
    targets = [group for group in all_groups(of) if released.count(group) is None]
    vectors = [
        [Fraction(group.holds(unit)) for unit in columns] for group in targets if 0 < size_of(of, group) < LEAST
    ]
    alike: dict[tuple[str, str, str], int] = {}
    for unit, number in of.items():
        alike[unit[:3]] = alike.get(unit[:3], 0) + number
    for traits, number in alike.items():
        if number < LEAST and rows:
            vectors.append([Fraction(unit[:3] == traits) for unit in columns])
    for vector in vectors:
        assert _rank([*rows, vector]) > rank


@settings(max_examples=150, deadline=None)
@given(readers)
def test_no_shown_group_differs_by_few_from_one_that_holds_it(reader):
    """One page less another: whoever knows the units knows that the one lies within the other."""
    all_units, own = reader
    of = less(*reader)
    released = protect(all_units, own=own)
    shown = [
        (frozenset(unit for unit in of if group.holds(unit)), size_of(of, group))
        for group in all_groups(of)
        if released.count(group)
    ]
    for (held, number), (other, larger) in itertools.permutations(shown, 2):
        if held < other:
            assert larger - number >= LEAST


def test_all_of_a_kind_in_one_size_do_not_give_away_the_few_others_of_that_size():
    of = {Traits("03", "dps", "50_199"): 6, Traits("46", "dps", "50_199"): 5}
    of |= {Traits("18", "municipal_service", "50_199"): 1, Traits("55", "municipal_service", "50_199"): 1}
    of |= {Traits(county, "municipal_service", "10_49"): 6 for county in ("03", "46", "18", "55")}
    released = protect(of)
    assert not (released.count(Group(kind="dps")) and released.count(Group(size="50_199")))


def _rank(rows):
    left = [list(row) for row in rows]
    rank = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left[rank:] if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(rank, pivot)
        for row in left[rank + 1 :]:
            if row[column]:
                factor = row[column] / pivot[column]
                row[:] = [value - factor * other for value, other in zip(row, pivot, strict=True)]
        rank += 1
    return rank


def test_one_small_group_takes_the_next_smallest_with_it():
    of = {Traits("03", "dps", "10_49"): 20, Traits("46", "dps", "10_49"): 9, Traits("55", "dps", "10_49"): 3}
    released = protect(of)
    assert released.count(Group(region="north")) is None
    assert released.count(Group(region="west")) is None
    assert released.count(Group(region="south_east")) == 20
    assert released.count(Group(region="middle")) == 0
    # Counties of a hidden region would be summed to it.
    assert released.count(Group(county="46")) is None
    assert released.count(Group()) == 32


def test_two_small_groups_under_five_together_take_a_third():
    of = {Traits("03", "dps", "10_49"): 20, Traits("46", "dps", "10_49"): 9}
    of |= {Traits("55", "dps", "10_49"): 2, Traits("50", "dps", "10_49"): 2}
    released = protect(of)
    assert [released.count(Group(region=one)) for one in ("north", "middle", "west", "south_east")] == [
        None,
        None,
        None,
        20,
    ]


def test_a_table_of_two_traits_is_whole_or_not_there():
    whole = {Traits(county, kind, "10_49"): 6 for county in ("03", "46") for kind in ("dps", "tsb")}
    assert protect(whole).count(Group(region="west", kind="dps")) == 6
    broken = whole | {Traits("46", "dps", "10_49"): 4}
    assert protect(broken).count(Group(region="west", kind="dps")) is None
    assert protect(broken).count(Group(region="south_east", kind="dps")) is None
    assert protect(broken).count(Group(region="west")) == 10


def test_a_group_that_follows_across_traits_is_hidden():
    """All of the far county are of one kind, and the rest of that kind lie in one other county that is shown."""
    of = {Traits("55", "tsb", "10_49"): 4, Traits("50", "tsb", "10_49"): 6}
    of |= {Traits("03", "dps", "10_49"): 12, Traits("46", "dps", "10_49"): 5}
    released = protect(of)
    # tsb (10) less Helse Midt-Norge (6) would be Helse Nord (4).
    assert released.count(Group(region="north")) is None
    assert not (released.count(Group(kind="tsb")) and released.count(Group(region="middle")))


def test_units_that_answered_twice_are_apart_only_where_nobody_stands_alone():
    of = {Traits("03", "dps", "10_49", True, True): 9, Traits("03", "dps", "10_49", False, True): 5}
    assert protect(of).both_years
    assert not protect(of | {Traits("03", "dps", "10_49", False, True): 2}).both_years
    # Left out the year after: two comparisons a year apart would give these two.
    assert not protect(of | {Traits("03", "dps", "10_49", True, False): 2}).both_years


def test_under_five_in_all_shows_nothing():
    released = protect({Traits("03", "dps", "10_49"): 4})
    assert released.count(Group()) is None
    assert released.count(Group(county="03")) is None
    assert protect({}).count(Group()) == 0


def test_a_piece_is_hidden_where_its_year_is():
    answered = protect(
        {Traits("03", "dps", "10_49"): 20, Traits("46", "dps", "10_49"): 9, Traits("55", "dps", "10_49"): 3}
    )
    relevant = protect({Traits("03", "dps", "10_49"): 18, Traits("46", "dps", "10_49"): 9}, within=answered)
    assert relevant.count(Group(region="west")) is None
    assert relevant.count(Group()) == 27


def test_every_table_is_named_once():
    assert len(set(SEVERAL)) == len(SEVERAL)
    assert not any({"region", "county"} <= set(table) for table in SEVERAL)
    assert ("region",) in ONE_TRAIT
