"""Horizontal bars, grouped under headings, with a line of reference drawn through them all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from medvirkning.web.charts.table import Cell, ChartTable, Text, svg_number
from medvirkning.web.numbers import NO_VALUE, format_number, format_percent

Value = Decimal | float | int


@dataclass(frozen=True)
class Heading:
    """A row of words only: the division above its departments."""

    label: Text
    url: str = ""
    is_heading: bool = True

    @property
    def cell(self) -> Cell:
        return Cell(self.label, self.url)


@dataclass(frozen=True)
class Bar:
    """A bar. `url` is where its figure leads, `label_url` where its name leads; `note` stands behind the figure."""

    label: Text
    value: Value | None
    url: str = ""
    label_url: str = ""
    note: Text = ""
    highlight: bool = False
    depth: int = 0
    is_heading: bool = False


@dataclass(frozen=True)
class Reference:
    """The dashed line through all bars, for instance the directorate's own share."""

    label: Text
    value: Value


@dataclass(frozen=True)
class DrawnBar:
    """A bar as the template draws it: lengths in per cent of the width."""

    bar: Bar
    length: str
    text: str
    is_heading: bool = False


@dataclass(frozen=True)
class BarChart:
    """`unit` is «%» or empty for plain numbers. `maximum` is the full width: 100 for per cent, else the largest."""

    id: str
    title: Text
    description: Text
    rows: Sequence[Bar | Heading]
    label_heading: Text
    value_heading: Text
    unit: str = "%"
    maximum: Value | None = None
    reference: Reference | None = None
    note_heading: Text = ""
    source: Text = ""
    template_name: str = field(default="components/charts/bars.html", init=False)

    @property
    def top(self) -> float:
        if self.maximum is not None:
            return float(self.maximum)
        if self.unit == "%":
            return 100.0
        values = [float(row.value) for row in self.rows if isinstance(row, Bar) and row.value is not None]
        return max([*values, float(self.reference.value) if self.reference else 0.0, 1.0])

    @property
    def drawn(self) -> list[DrawnBar | Heading]:
        return [row if isinstance(row, Heading) else self._draw(row) for row in self.rows]

    @property
    def reference_at(self) -> str:
        return "" if self.reference is None else self._length(self.reference.value)

    @property
    def reference_text(self) -> str:
        return "" if self.reference is None else f"{self.reference.label} {self._text(self.reference.value)}"

    @property
    def table(self) -> ChartTable:
        headings = [Cell(self.label_heading), Cell(self.value_heading, number=True)]
        if self.note_heading:
            headings.append(Cell(self.note_heading))
        rows: list[tuple[Cell, ...]] = [self._table_row(row) for row in self.rows]
        if self.reference is not None:
            rows.append(self._table_row(Bar(self.reference.label, self.reference.value)))
        return ChartTable(headings=tuple(headings), rows=tuple(rows))

    def _table_row(self, row: Bar | Heading) -> tuple[Cell, ...]:
        if isinstance(row, Heading):
            return (Cell(row.label, row.url),)
        cells = [Cell(row.label, row.label_url), Cell(self._text(row.value), row.url, number=True)]
        if self.note_heading:
            cells.append(Cell(row.note))
        return tuple(cells)

    def _draw(self, bar: Bar) -> DrawnBar:
        return DrawnBar(
            bar=bar, length="0" if bar.value is None else self._length(bar.value), text=self._text(bar.value)
        )

    def _length(self, value: Value) -> str:
        return svg_number(min(100.0, max(0.0, float(value) / self.top * 100)))

    def _text(self, value: Value | None) -> str:
        if value is None:
            return NO_VALUE
        return format_percent(value) if self.unit == "%" else " ".join(filter(None, [format_number(value), self.unit]))

    @property
    def table_label(self) -> str:
        return _("Vis tallene som tabell")
