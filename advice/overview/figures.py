"""The figures of the overview: what is shown of a year, and nothing else leaves this module.

A hidden figure is None. What is derived (shares of levels, changes) is derived from shown figures alone, so it tells
nothing that they do not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from advice.assessments.enums import IN_USE, Score
from advice.catalogue.models import AdviceVersion
from advice.overview import readings
from advice.overview.readings import IN, PieceCounts, YearCounts
from advice.overview.release import is_released
from advice.overview.suppression import COUNTY, KIND, LEAST, REGION, SIZE, Group, Released, Traits, protect
from advice.units.enums import SizeClass, UnitKind
from medvirkning.web.numbers import percentage
from representatives.geography.enums import REGION_OF, County, Region

# What a page is divided by, each with its values in the order shown.
CHOICES = {REGION: Region, COUNTY: County, KIND: UnitKind, SIZE: SizeClass}


@dataclass(frozen=True)
class Selection:
    """What a reader asks for: an edition, a year and a group of units.

    `as_of_today`: the Centre's figures, with what is approved after the year was given out, or before it is. `own`:
    keys of the units whose answers the reader knows.
    """

    edition_id: int
    year: int
    group: Group
    as_of_today: bool = False
    own: frozenset[int] = frozenset()

    @property
    def is_released(self) -> bool:
        """Whether the reader gets figures at all."""
        return self.as_of_today or is_released(self.year)


@dataclass(frozen=True)
class Share:
    """Answers «for det meste» or «helt i bruk», of answers where the piece is relevant."""

    in_use: int = 0
    relevant: int = 0

    @property
    def per_cent(self) -> Decimal | None:
        return percentage(self.in_use, self.relevant)

    def __add__(self, other: "Share") -> "Share":
        return Share(self.in_use + other.in_use, self.relevant + other.relevant)


@dataclass(frozen=True)
class Figure:
    """One piece among some units: how many stand on each step of the scale."""

    steps: Mapping[str, int]

    @property
    def share(self) -> Share:
        relevant = sum(number for score, number in self.steps.items() if score != Score.NOT_RELEVANT)
        return Share(sum(self.steps[score] for score in IN_USE), relevant)


@dataclass(frozen=True)
class BothYears:
    """The same units in two years: those for whom the piece was relevant both times."""

    units: int
    before: Share
    now: Share

    @property
    def change(self) -> Decimal | None:
        return _change(self.before, self.now)


@dataclass(frozen=True)
class PieceRow:
    """One piece in the selection, this year and the year before; None is hidden."""

    piece: AdviceVersion
    now: Figure | None
    before: Figure | None
    both_years: BothYears | None

    @property
    def change(self) -> Decimal | None:
        return _change(self.before.share, self.now.share) if self.before and self.now else None


@dataclass(frozen=True)
class SumRow:
    """Pieces of one level or strength taken together: those of them that are shown."""

    value: str
    shown: int
    pieces: int
    share: Share
    before: Share | None

    @property
    def change(self) -> Decimal | None:
        return _change(self.before, self.share) if self.before else None


@dataclass(frozen=True)
class PartRow:
    """A part of the selection. `answered` is None where the part is hidden, and so is all else of it."""

    value: str
    group: Group
    answered: int | None
    registered: int
    figures: tuple[Figure | None, ...]

    @property
    def is_hidden(self) -> bool:
        return self.answered is None

    @property
    def share(self) -> Share | None:
        """All pieces together, None where any of them is hidden."""
        return _sum(figure.share for figure in self.figures if figure) if all(self.figures) and self.answered else None


@dataclass(frozen=True)
class Parts:
    """The selection divided by a trait."""

    trait: str
    rows: tuple[PartRow, ...]

    @property
    def has_hidden(self) -> bool:
        return any(row.is_hidden or not all(row.figures) for row in self.rows)

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it can be shown."""
        return not any(row.answered for row in self.rows)


@dataclass(frozen=True)
class Overview:
    """A page of figures. `answered` is None where fewer than five have answered: then nothing else is there.

    Of a year that is not given out yet there is nothing either, but `answered_so_far` of all units.
    """

    selection: Selection
    answered: int | None
    registered: int
    answered_before: int | None
    rows: tuple[PieceRow, ...]
    parts: tuple[Parts, ...]
    answered_so_far: int | None = None

    @property
    def is_hidden(self) -> bool:
        return self.answered is None

    @property
    def share(self) -> Share:
        return _sum(row.now.share for row in self.rows if row.now)

    @property
    def shown(self) -> int:
        """How many pieces the share is of."""
        return sum(row.now is not None for row in self.rows)

    @property
    def compared(self) -> int:
        """How many pieces the change is over: those that are shown in both years."""
        return sum(row.before is not None and row.now is not None for row in self.rows)

    @property
    def change(self) -> Decimal | None:
        """Over the pieces that are shown in both years."""
        compared = [(row.before.share, row.now.share) for row in self.rows if row.before and row.now]
        return _change(_sum(before for before, _now in compared), _sum(now for _before, now in compared))

    def sums(self, field: str, values: Iterable[str]) -> list[SumRow]:
        """The rows by the pieces' level or strength."""
        return [
            self._sum_of(str(value), [row for row in self.rows if getattr(row.piece, field) == value])
            for value in values
        ]

    def _sum_of(self, value: str, rows: Sequence[PieceRow]) -> SumRow:
        shown = [row for row in rows if row.now]
        comparable = bool(shown) and all(row.before for row in shown)
        return SumRow(
            value=value,
            shown=len(shown),
            pieces=len(rows),
            share=_sum(row.now.share for row in shown if row.now),
            before=_sum(row.before.share for row in shown if row.before) if comparable else None,
        )


@dataclass(frozen=True)
class YearFigures:
    """One year's counts behind what may be shown of them."""

    counts: YearCounts

    @cached_property
    def released(self) -> Released:
        return protect(self.counts.answered, own=self.counts.own)

    @cached_property
    def released_pieces(self) -> dict[int, Released]:
        """For each piece: what may be shown of the units for whom it is relevant."""
        return {
            piece: protect(counts.relevant, own=counts.own, within=self.released)
            for piece, counts in self.counts.pieces.items()
        }

    def figure(self, piece: int, group: Group) -> Figure | None:
        """The steps of a piece in a group, None where hidden."""
        counts = self.counts.pieces.get(piece, PieceCounts())
        if not self.released.shows(group):
            return None
        if piece in self.released_pieces and not self.released_pieces[piece].shows(group):
            return None
        return Figure(dict.fromkeys(Score.values, 0) | counts.of(group))

    def both_years(self, piece: int, before: "YearFigures") -> BothYears | None:
        """Those who answered in both years, of all units only: in a part of them it could be worked out who is new."""
        ours, theirs = self.released_pieces.get(piece), before.released_pieces.get(piece)
        if not (ours and theirs and ours.both_years and theirs.both_years):
            return None
        if Group() in ours.hidden or Group() in theirs.hidden:
            return None
        now, then, units = 0, 0, 0
        for (_unit, score, in_use_before), number in self.counts.pieces[piece].compared.items():
            units += number
            now += number if score in IN_USE else 0
            then += number if in_use_before == IN else 0
        return BothYears(units, Share(then, units), Share(now, units)) if units >= LEAST else None


def build(selection: Selection) -> Overview:
    """All figures of a page, in four queries however many units there are."""
    if not selection.is_released:
        return _not_yet(selection)
    in_time = not selection.as_of_today
    now, before = map(
        YearFigures, readings.read(selection.edition_id, selection.year, in_time=in_time, own=selection.own)
    )
    registered = readings.registered(selection.edition_id, selection.year, now.counts.answered, in_time=in_time)
    group = selection.group
    shown = now.released.shows(group)
    pieces = readings.pieces_asked(selection.edition_id, selection.year) if shown else []
    keys = [piece.of_id for piece in pieces]
    rows = tuple(
        PieceRow(
            piece=piece,
            now=now.figure(piece.of_id, group),
            before=before.figure(piece.of_id, group) if before.released.count(group) else None,
            both_years=now.both_years(piece.of_id, before) if group == Group() else None,
        )
        for piece in pieces
    )
    return Overview(
        selection=selection,
        answered=now.released.count(group),
        registered=_count(registered, group),
        answered_before=before.released.count(group),
        rows=rows,
        parts=tuple(_parts(trait, group, now, registered, keys) for trait in _divided_by(group)) if shown else (),
    )


def _not_yet(selection: Selection) -> Overview:
    registered = readings.registered(selection.edition_id, selection.year, {}, in_time=False)
    so_far = readings.answered_so_far(selection.edition_id, selection.year)
    return Overview(
        selection=selection,
        answered=None if so_far else 0,
        registered=so_far + sum(registered.values()),
        answered_before=None,
        rows=(),
        parts=(),
        answered_so_far=so_far,
    )


def _divided_by(group: Group) -> list[str]:
    """What the page is divided by: every trait that is not chosen."""
    taken = set(group.traits) | ({REGION} if group.county else set())
    return [trait for trait in (REGION, COUNTY, KIND, SIZE) if trait not in taken]


def _parts(
    trait: str, group: Group, year: YearFigures, registered: Mapping[Traits, int], pieces: Sequence[int]
) -> Parts:
    rows = []
    for value in CHOICES[trait].values:
        if trait == COUNTY and group.region and REGION_OF[value] != group.region:
            continue
        part = group.within(**{trait: value})
        answered = year.released.count(part)
        figures = tuple(year.figure(piece, part) for piece in pieces) if answered else ()
        rows.append(PartRow(value, part, answered, _count(registered, part), figures))
    return Parts(trait, tuple(rows))


def _count(counts: Mapping[Traits, int], group: Group) -> int:
    return sum(number for unit, number in counts.items() if group.holds(unit))


def _sum(shares: Iterable[Share]) -> Share:
    return sum(shares, start=Share())


def _change(before: Share, now: Share) -> Decimal | None:
    """Percentage points."""
    if before.per_cent is None or now.per_cent is None:
        return None
    return now.per_cent - before.per_cent
