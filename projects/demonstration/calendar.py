"""The four years of the fictitious set, and how dates are drawn in them."""

import datetime
from dataclasses import dataclass

DAY = datetime.timedelta(days=1)
YEARS = 4


@dataclass(frozen=True)
class Calendar:
    """The running year and the three before it, as of today."""

    today: datetime.date

    @property
    def year(self) -> int:
        return self.today.year

    @property
    def first_year(self) -> int:
        return self.today.year - YEARS + 1

    @property
    def years(self) -> range:
        return range(self.first_year, self.today.year + 1)

    @property
    def first_day(self) -> datetime.date:
        return datetime.date(self.first_year, 1, 1)

    @property
    def horizon(self) -> datetime.date:
        """The last deadline that work in hand has."""
        return self.today + 430 * DAY

    def last_day_of(self, year: int) -> datetime.date:
        """The year's last day, or today in the running year."""
        return min(datetime.date(year, 12, 31), self.today)


def moment(day: datetime.date, minute: int) -> datetime.datetime:
    """A working hour of the day."""
    return datetime.datetime.combine(day, datetime.time(8), datetime.UTC) + datetime.timedelta(minutes=minute)


def month_of(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """First and last day of the day's month."""
    first = day.replace(day=1)
    following = (first + 32 * DAY).replace(day=1)
    return first, following - DAY
