"""The table beside a chart: the same figures in words."""

from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Cell:
    """A cell: what it says, where it leads, and whether it is a figure."""

    text: Text
    url: str = ""
    number: bool = False


@dataclass(frozen=True)
class ChartTable:
    """Headings and rows; the first cell of a row heads it. A row of one cell heads a group."""

    headings: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def svg_number(value: float) -> str:
    """A coordinate: two decimals at most, always with a full stop, whatever the language."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
