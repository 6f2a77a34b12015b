"""Which groups of units may be shown in a year, so that no group of one to four can be read or worked out.

The rule (domain, «About persons», docs/adr/0140): 1-4 are hidden with their complement, zero is shown. What is decided
here is decided for the whole year at once, never page by page: whatever filters a reader combines, all pages together
show the same groups. A group is a value of one trait (a region, a county, a kind, a size) or of several.

- One trait: small groups are hidden, and the next smallest with them until two or more are hidden with five units or
  more between them. Counties are looked at within their region, whose total is known.
- Several traits: their table is shown whole or not at all, so there is nothing in it to solve for.
- At last everything that would be shown is set up as equations, with every unit's traits taken as known. Where a small
  group still follows from them, more is hidden until none does.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property, lru_cache
from itertools import combinations
from typing import NamedTuple

from representatives.geography.enums import REGION_OF

# Fewer than this are hidden.
LEAST = 5
# Equations are solved modulo a prime: exact for sums of zeros and ones, but for a chance of one in 10^18.
PRIME = 2**61 - 1
# A page asks for two years of an edition, each as a whole and for each piece; as many pages as are read at once.
REMEMBERED = 512
REGION, COUNTY, KIND, SIZE = "region", "county", "kind", "size"
TRAITS = (REGION, COUNTY, KIND, SIZE)


class Traits(NamedTuple):
    """What is known of a unit; `before` and `after`: whether it answered the year before and the year after."""

    county: str
    kind: str
    size: str
    before: bool = False
    after: bool = False

    @property
    def region(self) -> str:
        return REGION_OF[self.county]


@dataclass(frozen=True)
class Group:
    """The units with these traits; without any it is all of them."""

    region: str = ""
    county: str = ""
    kind: str = ""
    size: str = ""

    @property
    def traits(self) -> tuple[str, ...]:
        """The traits that choose. A county lies in one region, so its region chooses nothing more."""
        chosen = tuple(field.name for field in fields(self) if getattr(self, field.name))
        if self.county and self.region == REGION_OF.get(self.county):
            return tuple(name for name in chosen if name != REGION)
        return chosen

    def holds(self, unit: Traits) -> bool:
        return all(getattr(unit, name) == getattr(self, name) for name in TRAITS if getattr(self, name))

    def within(self, **traits: str) -> "Group":
        """The part of it with these traits too."""
        return replace(self, **traits)


Counts = Mapping[Traits, int]
Table = tuple[str, ...]

ONE_TRAIT: tuple[Table, ...] = tuple((name,) for name in TRAITS)
SEVERAL: tuple[Table, ...] = tuple(
    table for size in (2, 3) for table in combinations(TRAITS, size) if not {REGION, COUNTY} <= set(table)
)


@dataclass(frozen=True, eq=False)
class Released:
    """What may be shown: single traits but for those hidden, whole tables of several, units that answered twice."""

    counts: Counts
    hidden: frozenset[Group]
    tables: frozenset[Table]
    both_years: bool

    def count(self, group: Group) -> int | None:
        """How many units, None where that is hidden."""
        return self.number(group) if self.shows(group) else None

    def shows(self, group: Group) -> bool:
        """Whether anything may be said of the group. An empty one hides nobody."""
        if not self.number(group):
            return True
        if Group() in self.hidden:
            return False
        traits = group.traits
        if len(traits) <= 1:
            return alone(group) not in self.hidden
        return traits in self.tables

    def number(self, group: Group) -> int:
        """How many units, shown or not."""
        return self._sums.get(alone(group), 0)

    @cached_property
    def _sums(self) -> dict[Group, int]:
        """Every group that holds somebody, counted in one pass."""
        found: dict[Group, int] = {}
        for unit, number in self.counts.items():
            for group in groups_of(unit.county, unit.kind, unit.size):
                found[group] = found.get(group, 0) + number
        return found


def protect(counts: Counts, *, own: Counts | None = None, within: Released | None = None) -> Released:
    """What may be shown of these units. `within` is what is shown of the larger set that they belong to.

    `own` are those of them whose answers the reader knows: a group must not be of a few others, nor follow from what
    is shown less the own. Such a reader is shown groups of one trait alone, which have few equations.

    It follows from the numbers alone and takes long for thousands of units, so a process works it out once.
    """
    known = _items(own or {})
    return _beside(known, _items(counts), within) if known else _protected(_items(counts), within)


Items = frozenset[tuple[Traits, int]]


def _items(counts: Counts) -> Items:
    return frozenset((unit, number) for unit, number in counts.items() if number)


@lru_cache(maxsize=REMEMBERED)
def _beside(own: Items, items: Items, within: Released | None) -> Released:
    """For a reader who knows some: decided over the others, and shown with all in it."""
    counts, known = dict(sorted(items)), dict(own)
    others = {unit: number - known.get(unit, 0) for unit, number in counts.items()}
    return replace(_protected(_items(others), within, several=False), counts=counts)


@lru_cache(maxsize=REMEMBERED)
def _protected(items: Items, within: Released | None, *, several: bool = True) -> Released:
    counts = dict(sorted(items))
    total = sum(counts.values())
    if 0 < total < LEAST or (within and Group() in within.hidden):
        return Released(counts, frozenset({Group()}), frozenset(), both_years=False)
    sums = {table: _sums(counts, table) for table in (*ONE_TRAIT, *SEVERAL)}
    hidden = set(within.hidden if within else ())
    allowed = set(within.tables if within else SEVERAL) if several else set()
    both_years = _is_whole(_sums_of_years(counts).values())
    while True:
        hidden = _with_complement(hidden, sums)
        tables = {table for table in allowed if _is_whole(sums[table].values()) and not _touches(table, hidden)}
        released = Released(counts, frozenset(hidden), frozenset(tables), both_years)
        if not _differs_by_few(released) and not _solves_for_a_small_group(released, sums):
            return released
        # Least is lost first: those who answered twice, then the finest table, then the smallest group of one trait.
        if both_years:
            both_years = False
        elif tables:
            allowed = tables - {max(tables, key=lambda table: (len(table), table))}
        else:
            hidden.add(_smallest(group for group in _groups(sums) if group[0] not in hidden))


def alone(group: Group) -> Group:
    """A county without its region, where it lies there."""
    return replace(group, region="") if group.county and group.region == REGION_OF[group.county] else group


def _cell(table: Table, unit: Traits) -> Group:
    return _group(table, unit.county, unit.kind, unit.size)


@cache
def _group(table: Table, county: str, kind: str, size: str) -> Group:
    """The same group again is the same object: there are a few thousand at most."""
    unit = Traits(county, kind, size)
    return Group(**{name: getattr(unit, name) for name in table})


@cache
def groups_of(county: str, kind: str, size: str) -> tuple[Group, ...]:
    """Every group that such a unit belongs to."""
    return tuple(_group(table, county, kind, size) for table in ((), *ONE_TRAIT, *SEVERAL))


def _sums(counts: Counts, table: Table) -> dict[Group, int]:
    found: dict[Group, int] = {}
    for unit, number in counts.items():
        cell = _cell(table, unit)
        found[cell] = found.get(cell, 0) + number
    return found


def _sums_of_years(counts: Counts) -> dict[tuple[bool, bool], int]:
    """By whether the units answered the year before and the year after: both comparisons are shown, a year apart."""
    found: dict[tuple[bool, bool], int] = {}
    for unit, number in counts.items():
        found[unit.before, unit.after] = found.get((unit.before, unit.after), 0) + number
    return found


def _is_whole(numbers: Iterable[int]) -> bool:
    """Whether a table has no small cell; empty ones are not in it."""
    return all(number >= LEAST for number in numbers)


def _touches(table: Table, hidden: Collection[Group]) -> bool:
    """Whether a table could be summed to something hidden."""
    names = {*table, *((REGION,) if COUNTY in table else ())}
    return any(set(group.traits) <= names for group in hidden)


def _groups(sums: Mapping[Table, Mapping[Group, int]]) -> list[tuple[Group, int]]:
    return [item for table in ONE_TRAIT for item in sums[table].items()]


def _smallest(groups: Iterable[tuple[Group, int]]) -> Group:
    """The one whose loss costs least; the same one each time."""
    return min(groups, key=lambda item: (item[1], [getattr(item[0], name) for name in TRAITS]))[0]


def _with_complement(hidden: Collection[Group], sums: Mapping[Table, Mapping[Group, int]]) -> set[Group]:
    """The hidden groups of one trait with what must be hidden beside them."""
    found = set(hidden)
    for name in (REGION, KIND, SIZE):
        found |= _complement(found, sums[name,])
    for region in sums[REGION,]:
        counties = {
            group: number for group, number in sums[COUNTY,].items() if REGION_OF[group.county] == region.region
        }
        # The counties of a hidden region would be summed to it.
        found |= set(counties) if region in found else _complement(found, counties)
    return found


def _complement(hidden: Collection[Group], sums: Mapping[Group, int]) -> set[Group]:
    """Of groups with a known total: those hidden, those too small, and the next smallest until nothing follows."""
    found = {group for group, number in sums.items() if number < LEAST or group in hidden}
    while found and (len(found) == 1 or sum(sums[group] for group in found) < LEAST):
        left = [(group, number) for group, number in sums.items() if group not in found]
        if not left:
            break
        found.add(_smallest(left))
    return found


# The equations


def _solves_for_a_small_group(released: Released, sums: Mapping[Table, Mapping[Group, int]]) -> bool:
    """Whether sums of what is shown, added and subtracted, give a group of one to four units.

    Looked for are the small groups of any traits, and all units that share every trait. Units that stand in the same
    sums everywhere can't be told apart and are taken together.
    """
    tables = [(), *ONE_TRAIT, *_finest(released.tables)]
    places: dict[Traits, tuple[object, ...]] = {}
    for unit in released.counts:
        cells: list[object] = [
            cell if (cell := _cell(table, unit)) not in released.hidden else None for table in tables
        ]
        places[unit] = (*cells, *((unit.before, unit.after) if released.both_years else ()))
    classes: dict[object, int] = {place: number for number, place in enumerate(dict.fromkeys(places.values()))}
    if len(classes) == 1:
        return False
    equations: dict[tuple[int, object], dict[int, int]] = {}
    for place in dict.fromkeys(places.values()):
        column = classes[place]
        for row, held in enumerate(place):
            # The last two say whether the units answered in a neighbouring year; only those who did are summed.
            if held is not None and held is not False:
                equations.setdefault((row, held), {})[column] = 1
    basis = _basis(equations.values())
    return any(not _reduced(vector, basis) for vector in _vectors(_small_groups(released, sums), places, classes))


def _differs_by_few(released: Released) -> bool:
    """Whether one shown group lies within another and one to four units are what is between them.

    So it is where all of a kind are of one size, say, and that size has few units besides.
    """
    places = {unit: 1 << place for place, unit in enumerate(released.counts)}
    shown: dict[int, int] = {}
    for table in ((), *ONE_TRAIT, *released.tables):
        masks: dict[Group, int] = {}
        for unit, place in places.items():
            cell = _cell(table, unit)
            masks[cell] = masks.get(cell, 0) | place
        shown |= {mask: released.count(cell) or 0 for cell, mask in masks.items() if released.shows(cell)}
    by_size = sorted(shown.items(), key=lambda item: item[1])
    numbers = [number for _mask, number in by_size]
    for place, (mask, number) in enumerate(by_size):
        for other, larger in by_size[place + 1 : bisect_right(numbers, number + LEAST - 1)]:
            if larger > number and mask & ~other == 0:
                return True
    return False


def _finest(tables: Collection[Table]) -> list[Table]:
    """Tables that no other shown table can be summed to."""

    def finer(one: Table, other: Table) -> bool:
        names = {*one, *((REGION,) if COUNTY in one else ())}
        return one != other and set(other) <= names

    return sorted(table for table in tables if not any(finer(other, table) for other in tables))


def _small_groups(released: Released, sums: Mapping[Table, Mapping[Group, int]]) -> list[set[Traits]]:
    """The units of every group of one to four, of one trait or of several: nobody shows them, and nobody may solve."""
    small = {group for table in (*ONE_TRAIT, *SEVERAL) for group, number in sums[table].items() if number < LEAST}
    held: dict[Group, set[Traits]] = {}
    for unit in released.counts:
        for table in (*ONE_TRAIT, *SEVERAL):
            if (cell := _cell(table, unit)) in small:
                held.setdefault(cell, set()).add(unit)
    found = list(held.values())
    alike: dict[tuple[object, ...], set[Traits]] = {}
    for unit in released.counts:
        alike.setdefault(tuple(unit) if released.both_years else tuple(unit)[:3], set()).add(unit)
    found += [units for units in alike.values() if sum(released.counts[unit] for unit in units) < LEAST]
    return found


def _vectors(
    groups: Sequence[set[Traits]], places: Mapping[Traits, object], classes: Mapping[object, int]
) -> list[dict[int, int]]:
    """The groups as sums of classes; one that cuts through a class follows from nothing."""
    members: dict[object, int] = {}
    for place in places.values():
        members[place] = members.get(place, 0) + 1
    found = []
    for units in groups:
        held: dict[object, int] = {}
        for unit in units:
            held[places[unit]] = held.get(places[unit], 0) + 1
        if all(members[place] == number for place, number in held.items()):
            found.append({classes[place]: 1 for place in held})
    return found


def _basis(rows: Iterable[dict[int, int]]) -> dict[int, dict[int, int]]:
    """The rows in echelon form, by their first column, which is 1."""
    basis: dict[int, dict[int, int]] = {}
    for row in rows:
        left = _reduced(row, basis)
        if left:
            first = min(left)
            inverse = pow(left[first], -1, PRIME)
            basis[first] = {column: value * inverse % PRIME for column, value in left.items()}
    return basis


def _reduced(row: Mapping[int, int], basis: Mapping[int, Mapping[int, int]]) -> dict[int, int]:
    """What is left of a row when the basis is taken out of it: nothing, where it follows from the basis."""
    left = dict(row)
    done: dict[int, int] = {}
    while left:
        first = min(left)
        value = left[first]
        if first not in basis:
            done[first] = left.pop(first)
            continue
        for column, part in basis[first].items():
            rest = (left.get(column, 0) - value * part) % PRIME
            if rest:
                left[column] = rest
            else:
                left.pop(column, None)
    return done
