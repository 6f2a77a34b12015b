"""Who is told that consents run out: at 30 and at 7 days before, and the day after."""

import datetime
from itertools import groupby

from django.utils import timezone

from representatives.consents import notices
from representatives.consents.models import Consent
from representatives.people.models import Person
from representatives.people.posts import holds_a_post

BEFORE = (30, 7)
# A night that was missed is made up for within a week. Each mail is sent once, however often this runs.
MADE_UP_FOR = datetime.timedelta(days=6)


def tell_of_expiry(today: datetime.date | None = None) -> int:
    """Queue the mails of a day (today). Gives how many were new. One mail for those that run out on the same day."""
    day = today or timezone.localdate()
    queued = 0
    for days in BEFORE:
        # At 30 days: those with 24 to 30 left. At 7: those with 1 to 7.
        last = day + datetime.timedelta(days=days)
        # Where a guardian agreed, the room with the posts asks the guardian: the young person can't answer.
        for person, last_day, purposes in _runs_out(last - MADE_UP_FOR, last, guardian=None):
            # Without a post there is nothing to confirm: that it has run out is told, the day after.
            if holds_a_post(person):
                queued += notices.remind(person, purposes, last_day, days=days, left=(last_day - day).days)
    yesterday = day - datetime.timedelta(days=1)
    for person, last_day, purposes in _runs_out(yesterday - MADE_UP_FOR, yesterday):
        queued += notices.tell_run_out(person, purposes, last_day)
    return queued


def _runs_out(
    first: datetime.date, last: datetime.date, **wanted: None
) -> list[tuple[Person, datetime.date, list[str]]]:
    """People with an open account, the day, and what runs out then."""
    rows = (
        Consent.objects.expiring(first, last)
        .filter(person__user__is_active=True, **wanted)
        .select_related("person__user")
        .order_by("person", "expires_on", "pk")
    )
    found = []
    for (person, day), consents in groupby(rows, key=lambda one: (one.person, one.expires_on)):
        found.append((person, day, [one.purpose for one in consents]))
    return found
