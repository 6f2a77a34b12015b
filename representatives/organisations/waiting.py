"""What waits for contacts among organisations."""

import datetime
from typing import Any

from django.utils import timezone

from representatives.organisations.models import Organisation
from representatives.organisations.querysets import ASKED_BEFORE, CONFIRMED_FOR, organisations_of


def to_confirm(user: Any, today: datetime.date | None = None) -> list[Organisation]:
    """The organisations that the account acts for and that it is to confirm within 30 days, or should have."""
    day = today or timezone.localdate()
    rows = Organisation.objects.registered(day).filter(pk__in=organisations_of(user))
    return list(rows.filter(confirmed_on__lte=day + ASKED_BEFORE - CONFIRMED_FOR).order_by("confirmed_on", "pk"))
