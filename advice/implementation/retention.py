"""How long the network's names are kept: as contact data of an appointment, 12 months after its end."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from advice.implementation.models import NetworkMember
from medvirkning.audit import retention

retention.register(
    retention.RetentionRule(
        name="network_members",
        what=_("Navn og e-post til dem som har gått ut av implementeringsnettverket"),
        days=365,
        find=NetworkMember.objects.left_before,
        # Body, role and period stay: they name nobody. Who has the form open may not save the name again.
        erase=retention.emptying(name="", email="", version=F("version") + 1),
    )
)
