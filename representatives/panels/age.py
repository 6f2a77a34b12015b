"""When somebody is certainly of age to consent, and how old members of a youth panel are (docs/adr/0187).

Only the year of birth is known.
"""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

# Below it nobody is another's guardian, nor the own («vergemålsloven», section 8).
MAJORITY = 18
# A year before this, or in the future, is a slip of the finger.
OLDEST = 120


def of_age_from(birth_year: int) -> datetime.date:
    """The first day on which somebody born in that year has certainly reached the age limit.

    Born on its last day, one reaches the age on the last day of the year in which the limit falls.
    """
    return datetime.date(birth_year + settings.MEDVIRKNING_CONSENT_AGE + 1, 1, 1)


def needs_guardian(birth_year: int, on: datetime.date | None = None) -> bool:
    """Whether a guardian consents, on a day (today)."""
    return (on or timezone.localdate()) < of_age_from(birth_year)


def may_be_guardian(birth_year: int) -> bool:
    """Whether somebody born in that year is certainly of age, today."""
    return timezone.localdate() >= datetime.date(birth_year + MAJORITY + 1, 1, 1)


def is_a_birth_year(year: int) -> bool:
    """Whether somebody alive can be born in it."""
    today = timezone.localdate()
    return today.year - OLDEST <= year <= today.year


def first_year_below() -> int:
    """Who is born in this year or later needs a guardian today."""
    return timezone.localdate().year - settings.MEDVIRKNING_CONSENT_AGE


@dataclass(frozen=True)
class Ages:
    """How old one is in the year, both included: who is born in one and the same year is as old all year."""

    youngest: int
    oldest: int

    def take(self, birth_year: int, on: datetime.date | None = None) -> bool:
        """Whether somebody born in that year may come in, on a day (today)."""
        return self.youngest <= (on or timezone.localdate()).year - birth_year <= self.oldest


def usual_ages() -> Ages:
    """The ages of a youth panel that has set none of its own."""
    return Ages(settings.MEDVIRKNING_YOUTH_FROM, settings.MEDVIRKNING_YOUTH_TO)


def completed(youngest: int | None, oldest: int | None) -> tuple[int | None, int | None]:
    """Who sets one of the ages takes the usual other."""
    if not youngest and not oldest:
        return None, None
    usual = usual_ages()
    return youngest or usual.youngest, oldest or usual.oldest
