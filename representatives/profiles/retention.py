"""How long it is kept when somebody could once take part."""

from django.utils.translation import gettext_lazy as _

from medvirkning.audit import retention
from representatives.profiles.models import AvailabilityPeriod

retention.register(
    retention.RetentionRule(
        name="availability",
        what=_("Perioder da noen i registeret var tilgjengelig"),
        days=365,
        find=lambda day: AvailabilityPeriod.objects.filter(valid_to__lt=day),
    )
)
