"""Horizontal bars, grouped under headings, with a line of reference drawn through them all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from medvirkning.web.charts.figure import Value, ValueChart
from medvirkning.web.charts.table import Cell, ChartTable, svg_number
from medvirkning.web.linked import Words, html_of


@dataclass(frozen=True)
class Heading:
    """A row of words only: the division above its departments."""

    label: Words
    url: str = ""
    is_heading: bool = True

    @property
    def cell(self) -> Cell:
        return Cell(self.label, self.url)


@dataclass(frozen=True)
class Bar:
    """A bar. `url` is where its figure leads, `label_url` where its name leads; `note` stands behind the figure."""

    label: Words
    value: Value | None
    url: str = ""
    label_url: str = ""
    note: Words = ""
    highlight: bool = False
    depth: int = 0
    is_heading: bool = False

    @property
    def note_html(self) -> Words:
        return html_of(self.note)


@dataclass(frozen=True)
class Reference:
    """The dashed line through all bars, for instance the directorate's own share."""

    label: Words
    value: Value
    url: str = ""


@dataclass(frozen=True)
class DrawnBar:
    """A bar as the template draws it: lengths in per cent of the width."""

    bar: Bar
    length: str
    cell: Cell
    is_heading: bool = False


@dataclass(frozen=True, kw_only=True)
class BarChart(ValueChart):
    rows: Sequence[Bar | Heading]
    reference: Reference | None = None
    note_heading: Words = ""
    template_name: str = field(default="components/charts/bars.html", init=False)

    def drawn_values(self) -> Iterable[Value]:
        values = [row.value for row in self.rows if isinstance(row, Bar) and row.value is not None]
        return [*values, self.reference.value] if self.reference else values

    @property
    def drawn(self) -> list[DrawnBar | Heading]:
        return [row if isinstance(row, Heading) else self._draw(row) for row in self.rows]

    @property
    def reference_at(self) -> str:
        return "" if self.reference is None else self._length(self.reference.value)

    @property
    def reference_cell(self) -> Cell | None:
        return None if self.reference is None else self._value_cell(self.reference)

    @property
    def table(self) -> ChartTable:
        headings = [Cell(self.label_heading), Cell(self.value_heading, number=True)]
        if self.note_heading:
            headings.append(Cell(self.note_heading))
        rows: list[tuple[Cell, ...]] = [self._table_row(row) for row in self.rows]
        if self.reference is not None:
            rows.append(self._table_row(Bar(self.reference.label, self.reference.value, self.reference.url)))
        return ChartTable(headings=tuple(headings), rows=tuple(rows))

    def _table_row(self, row: Bar | Heading) -> tuple[Cell, ...]:
        if isinstance(row, Heading):
            return (row.cell,)
        cells = [Cell(row.label, row.label_url), self._value_cell(row)]
        if self.note_heading:
            cells.append(Cell(row.note))
        return tuple(cells)

    def _value_cell(self, row: Bar | Reference) -> Cell:
        return Cell(self.value_text(row.value), row.url, number=True)

    def _draw(self, bar: Bar) -> DrawnBar:
        return DrawnBar(
            bar=bar, length="0" if bar.value is None else self._length(bar.value), cell=self._value_cell(bar)
        )

    def _length(self, value: Value) -> str:
        return svg_number(min(100.0, max(0.0, float(value) / self.top * 100)))
