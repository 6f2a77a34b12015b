"""Bars made of parts. The parts are told apart by shade, order and words, never by colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from medvirkning.web.charts.figure import Chart, Value
from medvirkning.web.charts.table import Cell, ChartTable, svg_number
from medvirkning.web.linked import Words
from medvirkning.web.numbers import format_number

MOST_PARTS = 6
MOST_STEPS = 5


@dataclass(frozen=True)
class Segment:
    """One part of a bar: its figure and where that leads."""

    value: Value
    url: str = ""


@dataclass(frozen=True)
class StackedBar:
    """A bar with one segment for each part of the chart, in the chart's order."""

    label: Words
    segments: Sequence[Segment]
    label_url: str = ""


@dataclass(frozen=True)
class DrawnSegment:
    part: Words
    shade: str
    start: str
    length: str
    text: str
    url: str
    empty: bool


@dataclass(frozen=True)
class DrawnStack:
    bar: StackedBar
    segments: list[DrawnSegment]


@dataclass(frozen=True, kw_only=True)
class StackedChart(Chart):
    """`parts` names the segments, from the first to the last (six at most). With `share` every bar fills the width.

    `steps`: so many of the parts are the steps of a scale, from the least to the most, and darken; what comes after
    them is outside the scale and stays empty.
    """

    parts: Sequence[Words]
    bars: Sequence[StackedBar]
    share: bool = True
    steps: int = 0
    template_name: str = field(default="components/charts/stacked.html", init=False)

    def __post_init__(self) -> None:
        if len(self.parts) > MOST_PARTS:
            raise ValueError(f"{len(self.parts)} parts cannot be told apart; {MOST_PARTS} at most")
        if self.steps > MOST_STEPS:
            raise ValueError(f"{self.steps} steps cannot be told apart; {MOST_STEPS} at most")
        for bar in self.bars:
            if len(bar.segments) != len(self.parts):
                raise ValueError(f"{bar.label}: {len(bar.segments)} segments for {len(self.parts)} parts")

    @property
    def drawn(self) -> list[DrawnStack]:
        return [DrawnStack(bar, self._draw(bar)) for bar in self.bars]

    @property
    def legend(self) -> list[tuple[str, Words]]:
        return [(self._shade(place), part) for place, part in enumerate(self.parts, start=1)]

    @property
    def table(self) -> ChartTable:
        headings = (Cell(self.label_heading), *(Cell(part, number=True) for part in self.parts))
        rows = tuple(
            (
                Cell(bar.label, bar.label_url),
                *(Cell(format_number(segment.value), segment.url, number=True) for segment in bar.segments),
            )
            for bar in self.bars
        )
        return ChartTable(headings=headings, rows=rows)

    def _draw(self, bar: StackedBar) -> list[DrawnSegment]:
        whole = self._whole(bar)
        drawn, start = [], 0.0
        for place, (part, segment) in enumerate(zip(self.parts, bar.segments, strict=True), start=1):
            length = float(segment.value) / whole * 100 if whole else 0.0
            drawn.append(
                DrawnSegment(
                    part=part,
                    shade=self._shade(place),
                    start=svg_number(start),
                    length=svg_number(length),
                    text=format_number(segment.value),
                    url=segment.url,
                    empty=not segment.value,
                )
            )
            start += length
        return drawn

    def _shade(self, place: int) -> str:
        if not self.steps:
            return str(place)
        return f"step-{place}" if place <= self.steps else "none"

    def _whole(self, bar: StackedBar) -> float:
        totals = [sum(float(segment.value) for segment in one.segments) for one in self.bars]
        return sum(float(segment.value) for segment in bar.segments) if self.share else max(totals, default=0.0)
