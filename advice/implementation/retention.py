"""How long the network's names are kept: as contact data of an appointment, 12 months after its end."""

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from advice.implementation.models import NetworkMember
from medvirkning.audit import retention
from medvirkning.audit.services import empty_history


def forget_names(rows: models.QuerySet) -> int:
    """Name and address go, in the record and in its history. Body, role and period stay: they name nobody."""
    with transaction.atomic():
        pks = list(rows.values_list("pk", flat=True))
        done = NetworkMember.objects.filter(pk__in=pks).update(name="", email="", version=F("version") + 1)
        empty_history(model=NetworkMember, pks=pks)
    return done


retention.register(
    retention.RetentionRule(
        name="network_members",
        what=_("Navn og e-post til dem som har gått ut av implementeringsnettverket"),
        days=365,
        find=NetworkMember.objects.left_before,
        erase=forget_names,
    )
)
