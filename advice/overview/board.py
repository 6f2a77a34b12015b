"""The overview as its page shows it: figures in words, tables and charts. For the Centre alone they are links."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advice.assessments.enums import SCALE, Score
from advice.catalogue.enums import AdviceLevel, Strength
from advice.overview import findings, selection
from advice.overview.figures import CHOICES, BothYears, Figure, Overview, PartRow, Parts, PieceRow, SumRow
from advice.overview.querysets import RELEVANT, USED
from advice.overview.suppression import COUNTY, KIND, REGION, SIZE, Group
from medvirkning.web.charts import (
    Bar,
    BarChart,
    Heading,
    HeatCell,
    HeatChart,
    HeatColumn,
    HeatRow,
    Segment,
    StackedBar,
    StackedChart,
)
from medvirkning.web.linked import Linked, Number, Words
from medvirkning.web.numbers import format_number, format_percent

Address = Callable[..., str]


def parts_in_words(trait: str) -> str:
    """What a page is divided by."""
    return {
        REGION: _("Helseregion"),
        COUNTY: _("Fylke"),
        KIND: _("Type tjeneste"),
        SIZE: _("Størrelse"),
    }[trait]


@dataclass(frozen=True)
class PieceLine:
    """One piece in the big table."""

    row: PieceRow
    share: Number
    of: str
    before: str
    change: Decimal | None
    both: BothYears | None
    is_hidden: bool


@dataclass(frozen=True)
class PartLine:
    """A part of the selection in its table: where its name and its figures lead."""

    row: PartRow
    label: str
    url: str
    answered: Number
    share: str


@dataclass(frozen=True)
class PartTable:
    parts: Parts
    heading: str
    lines: list[PartLine]


@dataclass(frozen=True)
class SumLine:
    """Pieces of a level or a strength together."""

    row: SumRow
    label: str


@dataclass(frozen=True)
class Board:
    """All of the page."""

    overview: Overview
    answered_of: Words
    bars: BarChart
    steps: StackedChart
    lines: list[PieceLine]
    levels: list[SumLine]
    strengths: list[SumLine]
    heats: list[HeatChart]
    tables: list[PartTable]
    has_both_years: bool

    @property
    def has_hidden(self) -> bool:
        """Whether anything on the page is hidden, so that it must be said why."""
        pieces = any(row.now is None for row in self.overview.rows)
        return pieces or any(table.parts.has_hidden for table in self.tables)


def build(overview: Overview, *, links: bool) -> Board:
    """`links`: whether the reader may see which units are behind the figures."""
    to = _addresses(overview, links)
    levels = [SumLine(row, str(AdviceLevel(row.value).label)) for row in overview.sums("level", AdviceLevel.values)]
    strengths = [SumLine(row, str(Strength(row.value).label)) for row in overview.sums("strength", Strength.values)]
    by_trait = {parts.trait: parts for parts in overview.parts}
    return Board(
        overview=overview,
        answered_of=answered_of(overview, to),
        bars=_bars(overview, to),
        steps=_steps(overview, to),
        lines=[_line(row, to) for row in overview.rows],
        levels=levels,
        strengths=strengths,
        heats=[
            _heat(overview, by_trait[trait], to)
            for trait in (REGION, KIND)
            if trait in by_trait and not by_trait[trait].is_empty
        ],
        tables=[_table(overview, parts, to) for parts in overview.parts],
        has_both_years=any(row.both_years for row in overview.rows),
    )


def answered_of(overview: Overview, to: Address) -> Words:
    """«N av M registrerte enheter har svart», always with the year."""
    year, registered = overview.selection.year, overview.registered
    if overview.answered is None:
        # Why it is hidden is not told: by fewer than five, or since it could be worked out from what else is shown.
        return ngettext(
            "%(registered)s enhet er registrert. Hvor mange som har svart for %(year)s, kan ikke vises.",
            "%(registered)s enheter er registrert. Hvor mange som har svart for %(year)s, kan ikke vises.",
            registered,
        ) % {"registered": format_number(registered), "year": year}
    return Linked(
        _("%(answered)s av %(registered)s registrerte enheter har svart for %(year)s."),
        {
            "answered": Number(format_number(overview.answered), to() if overview.answered else ""),
            "registered": Number(format_number(registered)),
            "year": Number(str(year)),
        },
    )


def _addresses(overview: Overview, links: bool) -> Address:
    def to(group: Group | None = None, piece: int | None = None, step: str = "") -> str:
        return selection.behind(overview.selection, group, piece=piece, step=step) if links else ""

    return to


def piece_name(row: PieceRow) -> str:
    return _("Råd %(number)s (%(strength)s)") % {
        "number": row.piece.of.number,
        "strength": Strength(row.piece.strength).label,
    }


def _bars(overview: Overview, to: Address) -> BarChart:
    rows: list[Bar | Heading] = []
    for level in AdviceLevel:
        of_level = [row for row in overview.rows if row.piece.level == level]
        if of_level:
            rows += [Heading(str(level.label).capitalize()), *(_bar(row, to) for row in of_level)]
    return BarChart(
        id="rad-for-rad",
        title=findings.of_pieces(overview, to),
        description=_(
            "Andel av enhetene som bruker hvert råd for det meste eller helt, av dem rådet er relevant for."
        ),
        label_heading=_("Råd"),
        value_heading=_("For det meste eller helt i bruk"),
        note_heading=_("Antall"),
        rows=rows,
        source=str(answered_of(overview, to)),
    )


def _bar(row: PieceRow, to: Address) -> Bar:
    name = piece_name(row)
    if row.now is None:
        return Bar(name, None, note=_("skjult"), depth=1)
    share, number = row.now.share, row.piece.of.number
    note = _("%(part)s av %(whole)s") % {"part": share.in_use, "whole": share.relevant}
    return Bar(name, share.per_cent, url=to(piece=number, step=USED), note=note, depth=1)


def _steps(overview: Overview, to: Address) -> StackedChart:
    shown = [(row, row.now) for row in overview.rows if row.now]
    return StackedChart(
        id="trinn-for-trinn",
        title=findings.of_steps(overview, to),
        description=_("Hvor mange enheter som står på hvert trinn, råd for råd."),
        label_heading=_("Råd"),
        parts=[str(score.label) for score in Score],
        steps=len(SCALE),
        bars=[StackedBar(piece_name(row), _segments(row, figure, to)) for row, figure in shown],
    )


def _segments(row: PieceRow, figure: Figure, to: Address) -> list[Segment]:
    number = row.piece.of.number
    return [
        Segment(figure.steps[score], to(piece=number, step=str(score)) if figure.steps[score] else "")
        for score in Score.values
    ]


def _line(row: PieceRow, to: Address) -> PieceLine:
    share = row.now.share if row.now else None
    number = row.piece.of.number
    return PieceLine(
        row=row,
        share=Number(format_percent(share.per_cent), to(piece=number, step=RELEVANT))
        if share
        else Number(_("skjult")),
        of=_("%(part)s av %(whole)s") % {"part": share.in_use, "whole": share.relevant} if share else "",
        before=format_percent(row.before.share.per_cent) if row.before else "",
        change=row.change,
        both=row.both_years,
        is_hidden=share is None,
    )


def _heat(overview: Overview, parts: Parts, to: Address) -> HeatChart:
    rows = [row for row in parts.rows if row.answered != 0]
    by_region = parts.trait == REGION
    return HeatChart(
        id="rad-og-region" if by_region else "rad-og-slag",
        title=findings.of_parts(parts, _label(parts.trait), to),
        description=_("Andel som bruker rådet for det meste eller helt, for hvert råd og hver helseregion.")
        if by_region
        else _("Andel som bruker rådet for det meste eller helt, for hvert råd og hver type tjeneste."),
        label_heading=parts_in_words(parts.trait),
        column_heading=_("Råd"),
        columns=[HeatColumn(str(row.piece.of.number), piece_name(row)) for row in overview.rows],
        rows=[HeatRow(_label(parts.trait)(row.value), _cells(overview, row, to)) for row in rows],
        source=_("Enheter som ikke har svart, er ikke med. Tallene gjelder bare dem som har svart."),
    )


def _cells(overview: Overview, part: PartRow, to: Address) -> list[HeatCell]:
    if part.is_hidden:
        return [HeatCell(hidden=True)] * len(overview.rows)
    return [
        HeatCell(figure.share.per_cent, to(part.group, piece=row.piece.of.number, step=RELEVANT))
        if figure
        else HeatCell(hidden=True)
        for row, figure in zip(overview.rows, part.figures, strict=True)
    ]


def _table(overview: Overview, parts: Parts, to: Address) -> PartTable:
    label = _label(parts.trait)
    return PartTable(parts, parts_in_words(parts.trait), [_part_line(overview, row, label, to) for row in parts.rows])


def _part_line(overview: Overview, row: PartRow, label: Callable[[str], str], to: Address) -> PartLine:
    share = row.share
    if row.answered is None:
        answered = Number(_("skjult"))
    else:
        answered = Number(format_number(row.answered), to(row.group) if row.answered else "")
    return PartLine(
        row=row,
        label=label(row.value),
        url=selection.national(overview.selection, row.group) if row.answered else "",
        answered=answered,
        share=format_percent(share.per_cent) if share else "",
    )


def _label(trait: str) -> Callable[[str], str]:
    return lambda value: str(CHOICES[trait](value).label)


def export_rows(overview: Overview) -> Sequence[Sequence[Any]]:
    """What the page shows as a file; hidden cells are empty, and a column says so."""
    scores = [str(score.label) for score in Score]
    head = [
        _("År"), _("Delt etter"), _("Del"), _("Svart"), _("Registrert"), _("Råd"), _("Ordlyd"), _("Nivå"), _("Styrke"),
        *scores, _("Relevant for"), _("For det meste eller helt i bruk"), _("Andel"), _("Skjult"),
    ]  # fmt: skip
    rows: list[Sequence[Any]] = [head]
    whole = [(_("Alle i utvalget"), "", overview.answered, overview.registered, [row.now for row in overview.rows])]
    for parts in overview.parts:
        label = _label(parts.trait)
        whole += [
            (parts_in_words(parts.trait), label(part.value), part.answered, part.registered, list(part.figures))
            for part in parts.rows
        ]
    for by, name, answered, registered, figures in whole:
        start = [overview.selection.year, by, name, answered, registered]
        if answered is None or not figures:
            rows.append([*start, *[None] * (4 + len(scores) + 3), _("ja") if answered is None else _("nei")])
            continue
        for row, figure in zip(overview.rows, figures, strict=True):
            piece = row.piece
            about = [
                piece.of.number,
                piece.wording,
                AdviceLevel(piece.level).label,
                Strength(piece.strength).label,
            ]
            rows.append([*start, *about, *_figures(figure), _("nei") if figure else _("ja")])
    return rows


def _figures(figure: Figure | None) -> list[Any]:
    if figure is None:
        return [None] * (len(Score.values) + 3)
    share = figure.share
    return [*(figure.steps[score] for score in Score.values), share.relevant, share.in_use, share.per_cent]
