"""When a year's figures are given out: once, when the year is over and what was sent in is approved.

Figures that grew by one assessment at a time would tell what the last unit answered to anyone who looked the day
before too (docs/adr/0145). The Centre, which reads every assessment, sees the figures of the day.
"""

import datetime
from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

# The day in the year after: two months to approve what was sent in by New Year.
MONTH, DAY = 3, 1


def released_on(year: int) -> datetime.date:
    """The day from which anyone who may see the overview sees the year."""
    return datetime.date(year + 1, MONTH, DAY)


def is_released(year: int, today: datetime.date | None = None) -> bool:
    return released_on(year) <= (today or timezone.localdate())


def approved_in_time(years: Iterable[int]) -> Q:
    """Assessments of some years that were approved before the year was given out; later ones never join it."""
    zone = timezone.get_default_timezone()
    found = Q(pk__in=[])
    for year in years:
        released = datetime.datetime.combine(released_on(year), datetime.time(), tzinfo=zone)
        found |= Q(year=year, approved_at__lt=released)
    return found
