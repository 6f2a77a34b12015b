"""The figure of the process: when each step took place, read from the words of its source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from advice.background.models import Article

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")

# In units of the drawing.
WIDTH, LEFT, ROW, TOP = 360, 28, 20, 10


@dataclass(frozen=True)
class Bar:
    """A step: its number in the list, and its place in the drawing."""

    number: int
    first: int
    last: int
    x: float
    y: float
    width: float

    @property
    def middle(self) -> float:
        """Where the number stands, in height."""
        return self.y + 10


@dataclass(frozen=True)
class Tick:
    """A year of the axis."""

    year: int
    x: float


@dataclass(frozen=True)
class Timeline:
    """The drawing, in years."""

    first: int
    last: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    height: int

    @property
    def axis(self) -> int:
        return self.height - 22


def years_of(when: str) -> tuple[int, int] | None:
    """The years that a time names: «2015/2016», «høsten 2019», «19.06.2024», «oktober 2024-mars 2025»."""
    found = [int(year) for year in _YEAR.findall(when)]
    return (min(found), max(found)) if found else None


def timeline(steps: Sequence[Article]) -> Timeline | None:
    """The drawing of the steps whose time is known; None without any."""
    spans = [(number, years_of(step.current.when if step.current else "")) for number, step in enumerate(steps, 1)]
    known = [(number, span) for number, span in spans if span is not None]
    if not known:
        return None
    first, last = min(span[0] for _number, span in known), max(span[1] for _number, span in known)
    year = (WIDTH - LEFT - 4) / (last - first + 1)
    bars = [
        Bar(
            number,
            span[0],
            span[1],
            LEFT + (span[0] - first) * year,
            TOP + place * ROW,
            (span[1] - span[0] + 1) * year,
        )
        for place, (number, span) in enumerate(known)
    ]
    ticks = [Tick(one, LEFT + (one - first + 0.5) * year) for one in range(first, last + 1) if (one - first) % 3 == 0]
    return Timeline(first, last, tuple(bars), tuple(ticks), TOP + len(bars) * ROW + 28)
