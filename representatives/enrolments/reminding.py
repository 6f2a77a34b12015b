"""Mandates that run out: the organisation hears of each one 60 days before, once."""

import datetime

from django.utils import timezone

from representatives.enrolments import notices
from representatives.enrolments.models import Representative


def tell_of_mandates_running_out(today: datetime.date | None = None) -> int:
    """Mail contacts; a day on which this didn't run is made up for. Gives how many mails."""
    rows = Representative.objects.all().running_out(today or timezone.localdate())
    told = rows.select_related("organisation").order_by("valid_to", "pk")
    return sum(notices.tell_runs_out(post) for post in told.iterator(chunk_size=500))
