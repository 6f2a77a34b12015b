"""A trend over years: gaps where there is no figure, a mark where the rule or the departments changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _

from medvirkning.web.charts.figure import Value, ValueChart
from medvirkning.web.charts.table import Cell, ChartTable, svg_number
from medvirkning.web.linked import Words
from medvirkning.web.numbers import format_number, format_percent


@dataclass(frozen=True)
class LinePoint:
    """A year and its figure. `break_before` says why it cannot be compared with the one before; `note` is shown
    under the year («foreløpig»), `basis` in the table («19 av 30»)."""

    label: Words
    value: Value | None
    url: str = ""
    note: Words = ""
    break_before: Words = ""
    basis: Words = ""


@dataclass(frozen=True)
class Target:
    """The level aimed at, drawn dashed."""

    label: Words
    value: Value
    url: str = ""


@dataclass(frozen=True)
class Size:
    """A drawing's measures in the units of its viewBox."""

    name: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int


WIDE = Size("wide", width=640, height=300, left=60, right=16, top=36, bottom=56)
NARROW = Size("narrow", width=300, height=260, left=54, right=6, top=36, bottom=56)


@dataclass(frozen=True)
class DrawnPoint:
    point: LinePoint
    x: str
    y: str
    text: str
    long_text: str
    text_y: str
    hit_y: str


@dataclass(frozen=True)
class Mark:
    """A horizontal line of the scale, or the dashed upright of a break."""

    at: str
    text: Words
    url: str = ""


@dataclass(frozen=True)
class Drawing:
    """One variant: everything as text ready for SVG attributes."""

    size: Size
    points: list[DrawnPoint]
    labels: list[tuple[str, LinePoint]]
    lines: list[str]
    scale: list[Mark]
    breaks: list[Mark]
    target: Mark | None
    axis_y: str
    label_y: str
    note_y: str
    right_x: str


@dataclass(frozen=True, kw_only=True)
class LineChart(ValueChart):
    points: Sequence[LinePoint]
    target: Target | None = None
    basis_heading: Words = ""
    headroom: ClassVar[float] = 1.1
    template_name: str = field(default="components/charts/line.html", init=False)

    def drawn_values(self) -> Iterable[Value]:
        values = [point.value for point in self.points if point.value is not None]
        return [*values, self.target.value] if self.target else values

    @property
    def drawings(self) -> list[Drawing]:
        return [self._draw(WIDE), self._draw(NARROW)]

    @property
    def break_notes(self) -> list[tuple[Words, Words]]:
        """What the breaks are, in words under the drawing."""
        return [(point.label, point.break_before) for point in self.points if point.break_before]

    @property
    def table(self) -> ChartTable:
        """Basis and note have columns where there are any."""
        notes = any(point.note or point.break_before for point in self.points)
        headings = [Cell(self.label_heading), Cell(self.value_heading, number=True)]
        headings += [Cell(self.basis_heading)] if self.basis_heading else []
        headings += [Cell(_("Merknad"))] if notes else []
        rows = [self._table_row(point)[: len(headings)] for point in self.points]
        if self.target is not None:
            empty = (Cell(""),) * (len(headings) - 2)
            rows.append((Cell(self.target.label), self._value_cell(self.target), *empty))
        return ChartTable(headings=tuple(headings), rows=tuple(rows))

    def _table_row(self, point: LinePoint) -> tuple[Cell, ...]:
        basis = (Cell(point.basis),) if self.basis_heading else ()
        note = Cell(". ".join(str(text) for text in (point.note, point.break_before) if text))
        return (Cell(point.label), self._value_cell(point), *basis, note)

    def _value_cell(self, one: LinePoint | Target) -> Cell:
        return Cell(self.value_text(one.value), one.url, number=True)

    def _draw(self, size: Size) -> Drawing:
        xs = self._columns(size)
        points = [
            self._point(size, point, x) for point, x in zip(self.points, xs, strict=True) if point.value is not None
        ]
        target = None
        if self.target is not None:
            text = f"{self.target.label} {self._level(self.target.value)}"
            target = Mark(at=svg_number(self._y(size, self.target.value)), text=text, url=self.target.url)
        middle = (xs[1] - xs[0]) / 2 if len(xs) > 1 else 0.0
        return Drawing(
            size=size,
            points=points,
            labels=[(svg_number(x), point) for point, x in zip(self.points, xs, strict=True)],
            lines=self._polylines(size, xs),
            scale=[
                Mark(svg_number(self._y(size, level)), self._level(level)) for level in (0, self.top / 2, self.top)
            ],
            breaks=[
                Mark(svg_number(x - middle), point.break_before)
                for point, x in zip(self.points, xs, strict=True)
                if point.break_before
            ],
            target=target,
            axis_y=svg_number(size.height - size.bottom),
            label_y=svg_number(size.height - size.bottom + 24),
            note_y=svg_number(size.height - size.bottom + 44),
            right_x=svg_number(size.width - size.right),
        )

    def _columns(self, size: Size) -> list[float]:
        """Where the years stand, with half a step of air at each end."""
        step = (size.width - size.left - size.right) / max(1, len(self.points))
        return [size.left + step * (index + 0.5) for index in range(len(self.points))]

    def _y(self, size: Size, value: Value) -> float:
        height = size.height - size.top - size.bottom
        return size.top + height * (1 - min(1.0, max(0.0, float(value) / self.top)))

    def _point(self, size: Size, point: LinePoint, x: float) -> DrawnPoint:
        y = self._y(size, point.value or 0)
        text_y = y - 14 if self._label_above(point) else y + 28
        return DrawnPoint(
            point=point,
            x=svg_number(x),
            y=svg_number(y),
            text=self._short(point.value),
            long_text=self.value_text(point.value),
            text_y=svg_number(text_y),
            hit_y=svg_number(min(y, text_y) - 16),
        )

    def _label_above(self, point: LinePoint) -> bool:
        """Figures stand above the line, below where the line of the target would run through them."""
        if self.target is None or point.value is None:
            return True
        distance = (float(self.target.value) - float(point.value)) / self.top
        return not 0 <= distance < 0.22

    def _polylines(self, size: Size, xs: list[float]) -> list[str]:
        """The line in pieces: it stops at a year without a figure and before a break."""
        pieces: list[list[str]] = [[]]
        for point, x in zip(self.points, xs, strict=True):
            if point.value is None or point.break_before:
                pieces.append([])
            if point.value is not None:
                pieces[-1].append(f"{svg_number(x)},{svg_number(self._y(size, point.value))}")
        return [" ".join(piece) for piece in pieces if len(piece) > 1]

    def _short(self, value: Value | None) -> str:
        """A figure at its point, without the sign that the scale already carries."""
        return format_number(value, 1) if self.unit == "%" else self.value_text(value)

    def _level(self, value: Value) -> str:
        """A level of the scale or a target: no decimals where it has none."""
        decimals = 0 if float(value).is_integer() else 1
        return format_percent(value, decimals) if self.unit == "%" else format_number(value, decimals)
