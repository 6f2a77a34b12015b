"""Days of the fictitious register."""

import datetime

DAY = datetime.timedelta(days=1)


def at(day: datetime.date, minute: int = 0) -> datetime.datetime:
    """A working hour of the day."""
    return datetime.datetime.combine(day, datetime.time(9), datetime.UTC) + datetime.timedelta(minutes=minute)
