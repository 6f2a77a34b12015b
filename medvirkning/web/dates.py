"""Dates that may be known to the day, the month or the year only, and how dates are shown.

The counting rule, version 1: a coarse date is kept and shown so, begins on its first and ends on its last day.
"""

import calendar
import datetime
import re
from dataclasses import dataclass

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import get_language

from medvirkning.web.precision import DatePrecision

_YEAR = re.compile(r"(?P<year>\d{4})", re.ASCII)
_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})|(?P<month_no>\d{1,2})\.(?P<year_no>\d{4})", re.ASCII)
_DAY = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})|(?P<day_no>\d{1,2})\.(?P<month_no>\d{1,2})\.(?P<year_no>\d{4})",
    re.ASCII,
)
FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date with what is known of it. Without a day it is a month, without a month a year."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day without a month")
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"year {self.year} is outside {FIRST_YEAR}-{LAST_YEAR}")
        datetime.date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read `YYYY`, `YYYY-MM`, `MM.YYYY`, `YYYY-MM-DD` or `DD.MM.YYYY`; ValueError for anything else."""
        cleaned = text.strip()
        for pattern in (_YEAR, _MONTH, _DAY):
            found = pattern.fullmatch(cleaned)
            if found:
                parts = {name.removesuffix("_no"): int(number) for name, number in found.groupdict().items() if number}
                return cls(**parts)
        raise ValueError(f"not a date: {cleaned[:40]}")

    @staticmethod
    def is_written_as_one(text: str) -> bool:
        """Whether the text has the form of a date, whether or not there is such a day."""
        return any(pattern.fullmatch(text.strip()) for pattern in (_YEAR, _MONTH, _DAY))

    @classmethod
    def of(cls, date: datetime.date, precision: str = DatePrecision.DAY) -> "PartialDate":
        """The value of a stored pair: a date and the column that says how exactly it is known."""
        if precision == DatePrecision.YEAR:
            return cls(date.year)
        if precision == DatePrecision.MONTH:
            return cls(date.year, date.month)
        return cls(date.year, date.month, date.day)

    @property
    def precision(self) -> DatePrecision:
        if self.month is None:
            return DatePrecision.YEAR
        return DatePrecision.MONTH if self.day is None else DatePrecision.DAY

    @property
    def first(self) -> datetime.date:
        """The first day it may mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """The last day it may mean."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def isoformat(self) -> str:
        """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as files and the API write it."""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    def numeric(self) -> str:
        """`21.11.2026`, `11.2026` or `2026`, as a form field shows it."""
        parts = [*(f"{part:02d}" for part in (self.day, self.month) if part is not None), f"{self.year:04d}"]
        return ".".join(parts)

    def __str__(self) -> str:
        """«21. november 2026», «mai 2023», «2023», in the reader's language."""
        if self.month is None:
            return str(self.year)
        month = str(MONTHS[self.month])
        if self.day is None:
            return f"{month} {self.year}"
        return f"{_day_of_month(self.day)}\u00a0{month} {self.year}"


def _day_of_month(day: int) -> str:
    """Norwegian writes a full stop behind the ordinal, English does not."""
    return str(day) if (get_language() or "nb").startswith("en") else f"{day}."


def as_date(value: datetime.date | datetime.datetime) -> datetime.date:
    """The day in the portal's time zone."""
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def format_date(value: datetime.date | datetime.datetime | PartialDate | None) -> str:
    """«21. november 2026»; nothing for no date."""
    if value is None:
        return ""
    if isinstance(value, PartialDate):
        return str(value)
    return str(PartialDate.of(as_date(value)))


def format_moment(value: datetime.datetime | None) -> str:
    """«21. november 2026 kl. 14.05»; in English «21 November 2026, 14:05»."""
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    if (get_language() or "nb").startswith("en"):
        return f"{format_date(local)}, {local:%H:%M}"
    return f"{format_date(local)} kl.\u00a0{local:%H.%M}"


def format_clock(value: datetime.datetime) -> str:
    """«14.05»; in English «14:05»."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%H:%M}" if (get_language() or "nb").startswith("en") else f"{local:%H.%M}"


def format_short(value: datetime.date | datetime.datetime | None, *, today: datetime.date | None = None) -> str:
    """«21. nov.» this year, «21. nov. 2025» in another: for narrow places such as a list of tasks."""
    if value is None:
        return ""
    day = as_date(value)
    month = str(MONTHS[day.month])
    short = month if len(month) <= 4 else f"{month[:3]}."
    text = f"{_day_of_month(day.day)}\u00a0{short}"
    return text if day.year == (today or timezone.localdate()).year else f"{text} {day.year}"


def format_period(first: datetime.date | PartialDate, last: datetime.date | PartialDate | None) -> str:
    """«3. mars 2026», or «3. mars 2026 – 5. mai 2026» where it lasted."""
    if last is None or format_date(first) == format_date(last):
        return format_date(first)
    return f"{format_date(first)} – {format_date(last)}"
