"""How long what readers wrote is kept. What it led to, and whether the piece was useful, stay as they are."""

import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from advice.catalogue.models import AdviceFeedback
from medvirkning.audit import retention
from medvirkning.audit.services import empty_history

YEAR = 365


def _expired(day: datetime.date) -> models.QuerySet[AdviceFeedback]:
    return AdviceFeedback.objects.with_words().over_before(day, never_handled=day - datetime.timedelta(days=YEAR))


@transaction.atomic
def _forget_words(rows: models.QuerySet[AdviceFeedback]) -> int:
    """Empty text and address, here and in the history."""
    pks = list(rows.order_by("pk").values_list("pk", flat=True))
    emptied = AdviceFeedback.objects.filter(pk__in=pks).update(text="", reply_to="")
    empty_history(model=AdviceFeedback, pks=pks)
    return emptied


retention.register(
    retention.RetentionRule(
        name="advice_feedback",
        what=_("Tekst og e-postadresse i tilbakemeldinger på rådene, regnet fra de ble behandlet"),
        days=YEAR,
        find=_expired,
        erase=_forget_words,
    )
)
