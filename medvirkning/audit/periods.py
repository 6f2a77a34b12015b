"""How long the access log is kept. The history itself, its chain and the list of erasures stay."""

from django.utils.translation import gettext_lazy as _

from medvirkning.audit import retention
from medvirkning.audit.models import AccessLog

retention.register(
    retention.RetentionRule(
        name="access_log", what=_("Hvem som har sett personopplysninger"), days=730, find=AccessLog.objects.older_than
    )
)
