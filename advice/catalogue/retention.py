"""How long what readers wrote is kept. What it led to, and whether the piece was useful, stay as they are."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from advice.catalogue.models import AdviceFeedback
from medvirkning.audit import retention

YEAR = 365


def _expired(day: datetime.date) -> models.QuerySet[AdviceFeedback]:
    return AdviceFeedback.objects.with_words().over_before(day, never_handled=day - datetime.timedelta(days=YEAR))


retention.register(
    retention.RetentionRule(
        name="advice_feedback",
        what=_("Tekst og e-postadresse i tilbakemeldinger på rådene, regnet fra de ble behandlet"),
        days=YEAR,
        find=_expired,
        erase=retention.emptying(text="", reply_to=""),
    )
)
