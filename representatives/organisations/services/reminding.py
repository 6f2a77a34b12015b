"""Once a year a contact confirms facts and criteria: remembered 30 days before, 7 days before, and on the last day."""

import datetime

from django.utils import timezone

from representatives.organisations import notices
from representatives.organisations.models import Organisation
from representatives.organisations.querysets import ASKED_BEFORE, CONFIRMED_FOR

SOON = datetime.timedelta(days=7)
# A day that was missed is made up for; what ran out longer ago stands on the lists, and fills nobody's mailbox.
LATE = datetime.timedelta(days=14)
DAY = datetime.timedelta(days=1)


def remind_of_confirmation(today: datetime.date | None = None) -> int:
    """Mail the contacts of organisations whose confirmation runs out. Gives how many mails.

    Each contact hears once of each step: the mails of a year and a step have one name.
    """
    day = today or timezone.localdate()
    rows = Organisation.objects.order_by("pk")
    steps = (
        ("30", rows.running_out(day + SOON + DAY, day + ASKED_BEFORE)),
        ("7", rows.running_out(day + DAY, day + SOON)),
        ("0", rows.running_out(day - LATE, day)),
    )
    told = 0
    for step, organisations in steps:
        for organisation in organisations:
            assert organisation.confirmed_on is not None  # noqa: S101 - the database holds it of what is registered
            last_day = organisation.confirmed_on + CONFIRMED_FOR
            for contact in organisation.contacts.in_force(day).select_related("user").order_by("pk"):
                told += notices.remind_of_confirmation(organisation, contact.user, step=step, last_day=last_day)
    return told
