"""What waits for the Centre and for contacts among organisations: counts, and the lists behind them."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone

from representatives.organisations.enums import ENDING, ApplicationState
from representatives.organisations.filters import Standing
from representatives.organisations.models import Organisation, OrganisationApplication
from representatives.organisations.querysets import ASKED_BEFORE, CONFIRMED_FOR, organisations_of


@dataclass(frozen=True)
class Waiting:
    """So many wait, the oldest since a day (empty where none does or none is dated), and where they stand."""

    number: int
    since: datetime.date | None
    url: str


@dataclass(frozen=True)
class WaitingForCentre:
    """What the Centre's first page tells of organisations."""

    applications: Waiting
    ending: Waiting
    overdue: Waiting


def waiting_for_centre(today: datetime.date | None = None) -> WaitingForCentre:
    """Applications to answer, organisations that end, organisations that nobody has confirmed. Two queries.

    Ask it for the Centre alone.
    """
    day = today or timezone.localdate()
    applied = OrganisationApplication.objects.waiting().aggregate(number=Count("pk"), since=Min("submitted_at"))
    ends = Q(registry_state__in=[state.value for state in ENDING])
    late = Q(confirmed_on__lt=day - CONFIRMED_FOR)
    rows = Organisation.objects.registered(day).aggregate(
        ending=Count("pk", filter=ends),
        ending_since=Min("registry_checked_at", filter=ends),
        overdue=Count("pk", filter=late),
        confirmed=Min("confirmed_on", filter=late),
    )
    applications = f"{reverse('organisations:applications')}?tilstand={ApplicationState.SUBMITTED.value}"
    listed = f"{reverse('organisations:list')}?status="
    return WaitingForCentre(
        applications=Waiting(applied["number"], _day(applied["since"]), applications),
        ending=Waiting(rows["ending"], _day(rows["ending_since"]), f"{listed}{Standing.ENDING.value}"),
        overdue=Waiting(
            rows["overdue"],
            rows["confirmed"] + CONFIRMED_FOR if rows["confirmed"] else None,
            f"{listed}{Standing.OVERDUE.value}",
        ),
    )


def to_confirm(user: Any, today: datetime.date | None = None) -> list[Organisation]:
    """The organisations that the account acts for and that it is to confirm within 30 days, or should have."""
    day = today or timezone.localdate()
    rows = Organisation.objects.registered(day).filter(pk__in=organisations_of(user))
    return list(rows.filter(confirmed_on__lte=day + ASKED_BEFORE - CONFIRMED_FOR).order_by("confirmed_on", "pk"))


def _day(moment: datetime.datetime | None) -> datetime.date | None:
    return timezone.localdate(moment) if moment else None
