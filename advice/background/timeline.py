"""The figure of the process: when each step took place, read from the words of its source."""

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.dates import MONTHS
from django.utils.translation import override

from advice.background.models import Article

# In units of the drawing.
WIDTH, LEFT, ROW, TOP = 360, 28, 20, 10
# What took a day is still to be seen.
THINNEST = 4.0

_TIME = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<of>(?:19|20)\d{2})(?!\d)"
    r"|(?:\b(?P<month>[a-zæøå]+)\s+)?(?<!\d)(?P<year>(?:19|20)\d{2})(?!\d)",
    re.IGNORECASE,
)


@cache
def _months() -> dict[str, int]:
    """The months by their names in bokmål and nynorsk, which are the same."""
    with override("nb"):
        return {str(name).lower(): number for number, name in MONTHS.items()}


@dataclass(frozen=True)
class Bar:
    """A step: its number in the list, and its place in the drawing."""

    number: int
    x: float
    y: float
    width: float

    @property
    def middle(self) -> float:
        """Where the number stands, in height."""
        return self.y + 10


@dataclass(frozen=True)
class Tick:
    """Where a year begins on the axis."""

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


def days_of(when: str) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of the time that a source names, as finely as it names it.

    «19.06.2024» is a day, «oktober 2024-mars 2025» whole months, «2015/2016» whole years. Seasons are nobody's months,
    so «høsten 2019» is the year.
    """
    spans = [span for found in _TIME.finditer(when) if (span := _span(found)) is not None]
    return (min(first for first, _last in spans), max(last for _first, last in spans)) if spans else None


def _span(found: "re.Match[str]") -> tuple[datetime.date, datetime.date] | None:
    if found["of"]:
        try:
            day = datetime.date(int(found["of"]), int(found["number"]), int(found["day"]))
        except ValueError:
            return None
        return day, day
    year, month = int(found["year"]), _months().get((found["month"] or "").lower())
    if month is None:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])


def timeline(steps: Sequence[Article]) -> Timeline | None:
    """The drawing of the steps whose time is known; None without any."""
    spans = [(number, days_of(step.current.when if step.current else "")) for number, step in enumerate(steps, 1)]
    known = [(number, span) for number, span in spans if span is not None]
    if not known:
        return None
    first, last = min(span[0].year for _number, span in known), max(span[1].year for _number, span in known)
    start = datetime.date(first, 1, 1)
    per_day = (WIDTH - LEFT - 4) / ((datetime.date(last, 12, 31) - start).days + 1)

    def place(day: datetime.date) -> float:
        return LEFT + (day - start).days * per_day

    bars = [
        Bar(number, place(begin), TOP + row * ROW, max(((end - begin).days + 1) * per_day, THINNEST))
        for row, (number, (begin, end)) in enumerate(known)
    ]
    ticks = [Tick(year, place(datetime.date(year, 1, 1))) for year in range(first, last + 1, 3)]
    return Timeline(first, last, tuple(bars), tuple(ticks), TOP + len(bars) * ROW + 28)
