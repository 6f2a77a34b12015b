"""The table beside a chart: the same figures in words."""

from dataclasses import dataclass

from medvirkning.web.linked import Words, html_of
from medvirkning.web.numbers import NO_VALUE


@dataclass(frozen=True)
class Cell:
    """A cell: what it says, where it leads, and whether it is a figure. `label` says to screen readers whose it is."""

    text: Words
    url: str = ""
    number: bool = False
    label: str = ""

    @property
    def html(self) -> Words:
        return html_of(self.text)

    @property
    def is_empty(self) -> bool:
        """Whether there is no value, which screen readers are told in words."""
        return self.text == NO_VALUE


@dataclass(frozen=True)
class ChartTable:
    """Headings and rows; the first cell of a row heads it. A row of one cell heads a group."""

    headings: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def svg_number(value: float) -> str:
    """A coordinate: two decimals at most, always with a full stop, whatever the language."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
