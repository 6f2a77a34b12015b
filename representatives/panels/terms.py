"""Until when a member may sit: the panel's terms and, in a youth panel, its upper age (docs/adr/0203)."""

import calendar
import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medvirkning.web.dates import format_date
from representatives.panels.models import PanelMember

A_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """The last day that a member's period may have, and why it is that one."""

    last_day: datetime.date
    why: str

    def __str__(self) -> str:
        return _("Siste mulige dag er %(date)s. %(why)s") % {"date": format_date(self.last_day), "why": self.why}


def last_day_of_term(first: datetime.date, months: int) -> datetime.date:
    """The day before the same date so many months on."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(first.day, last)) - A_DAY


def limit_of(member: PanelMember, on: datetime.date | None = None) -> Limit | None:
    """The last day to which a period may be set on a day (today); None where the panel has no limit.

    A term is counted from that day: prolonging is a term more. The upper age is of the whole year in which it is
    reached. A day that the member has already is never taken away by either.
    """
    limits = [one for one in (_of_term(member, on or timezone.localdate()), _of_age(member)) if one is not None]
    if not limits:
        return None
    first = min(limits, key=lambda one: one.last_day)
    if member.valid_to is not None and member.valid_to > first.last_day:
        return Limit(member.valid_to, first.why)
    return first


def _of_term(member: PanelMember, day: datetime.date) -> Limit | None:
    months = member.panel.term_months
    if not months:
        return None
    why = ngettext(
        "En periode i panelet er %(months)s måned.", "En periode i panelet er %(months)s måneder.", months
    ) % {"months": months}
    return Limit(last_day_of_term(day, months), why)


def _of_age(member: PanelMember) -> Limit | None:
    ages = member.panel.ages
    if ages is None or member.birth_year is None:
        return None
    why = _("Panelet er for dem som fyller fra %(youngest)s til %(oldest)s år.") % {
        "youngest": ages.youngest,
        "oldest": ages.oldest,
    }
    return Limit(datetime.date(member.birth_year + ages.oldest, 12, 31), why)
