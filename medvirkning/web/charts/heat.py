"""A heat map: rows and columns, a figure in each cell, and a shade that repeats it, so that it reads in grey."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from medvirkning.web.charts.figure import Chart, Value
from medvirkning.web.charts.table import Cell, ChartTable
from medvirkning.web.linked import Words
from medvirkning.web.numbers import NO_VALUE, format_number, format_percent

SHADES = 5
HEADINGS, ROW, GAP = 28, 44, 3


@dataclass(frozen=True)
class HeatCell:
    """A value in per cent. Without value there is nothing to show; `hidden`: there is, but not for readers."""

    value: Decimal | None = None
    url: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class HeatRow:
    """A row; `label_url` is where its name leads."""

    label: Words
    cells: Sequence[HeatCell]
    label_url: str = ""


@dataclass(frozen=True)
class HeatColumn:
    """A column: a short name for its head and the whole of it for the table."""

    short: str
    label: Words


@dataclass(frozen=True)
class Size:
    """A drawing for a width; in the narrow one the rows' names lie above their cells."""

    name: str
    width: int
    left: int
    above: int


SIZES = (Size("wide", 920, 359, 0), Size("narrow", 320, 0, 24))


@dataclass(frozen=True)
class DrawnCell:
    """A cell with its place, in the drawing's own units."""

    x: int
    y: int
    shade: int
    text: str
    long_text: str
    url: str
    hidden: bool


@dataclass(frozen=True)
class DrawnRow:
    label: Words
    label_y: int
    cells: list[DrawnCell]


@dataclass(frozen=True)
class Drawing:
    """One drawing: its height, the width of a cell, heads of columns and rows."""

    size: Size
    height: int
    cell: int
    heads: list[tuple[int, str]]
    rows: list[DrawnRow]

    @property
    def half(self) -> int:
        return self.cell // 2

    @property
    def row_height(self) -> int:
        return ROW - GAP


@dataclass(frozen=True, kw_only=True)
class HeatChart(Chart):
    """Per cent by row and column."""

    columns: Sequence[HeatColumn]
    rows: Sequence[HeatRow]
    column_heading: Words
    template_name: str = field(default="components/charts/heat.html", init=False)

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"{row.label}: {len(row.cells)} cells for {len(self.columns)} columns")

    @property
    def has_hidden(self) -> bool:
        return any(cell.hidden for row in self.rows for cell in row.cells)

    @property
    def legend(self) -> list[tuple[int, str]]:
        """What each shade stands for."""
        step = 100 // SHADES
        return [
            (
                shade,
                _("%(least)s–%(most)s %%") % {"least": step * (shade - 1), "most": step * shade - (shade < SHADES)},
            )
            for shade in range(1, SHADES + 1)
        ]

    @property
    def drawings(self) -> list[Drawing]:
        return [self._draw(size) for size in SIZES]

    @property
    def table(self) -> ChartTable:
        headings = (Cell(self.label_heading), *(Cell(column.label, number=True) for column in self.columns))
        rows = tuple(
            (Cell(row.label, row.label_url), *(Cell(_text(cell), cell.url, number=True) for cell in row.cells))
            for row in self.rows
        )
        return ChartTable(headings=headings, rows=rows)

    def _draw(self, size: Size) -> Drawing:
        cell = (size.width - size.left) // max(1, len(self.columns))
        step = ROW + size.above
        rows = []
        for number, row in enumerate(self.rows):
            top = HEADINGS + number * step
            cells = [
                DrawnCell(
                    x=size.left + place * cell,
                    y=top + size.above,
                    shade=shade_of(one.value),
                    text=NO_VALUE if one.value is None else format_number(one.value, 0),
                    long_text=f"{row.label}, {self.columns[place].label}: {_text(one)}",
                    url=one.url,
                    hidden=one.hidden,
                )
                for place, one in enumerate(row.cells)
            ]
            rows.append(DrawnRow(row.label, top + (size.above or ROW) // 2, cells))
        heads = [(size.left + place * cell + cell // 2, column.short) for place, column in enumerate(self.columns)]
        return Drawing(size, HEADINGS + len(self.rows) * step, cell - GAP, heads, rows)


def shade_of(value: Value | None) -> int:
    """1 for the lowest fifth to 5 for the highest; 0 for no value."""
    if value is None:
        return 0
    return min(SHADES, int(float(value) * SHADES // 100) + 1)


def _text(cell: HeatCell) -> str:
    return _("skjult") if cell.hidden else format_percent(cell.value)
