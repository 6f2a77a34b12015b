"""Reading service units: a leader sees the own unit and those below, the Centre all."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from advice.units.enums import UnitState
from medvirkning.accounts.enums import Role

if TYPE_CHECKING:
    from advice.units.models import ServiceUnit, UnitInvitation, UnitLeader  # noqa: F401 - named in the types


class ServiceUnitQuerySet(models.QuerySet["ServiceUnit"]):
    def visible_to(self, user: Any) -> Self:
        """The Centre sees all; a service leader the units led and those below them, while leading."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.CENTRE):
            return self
        return self.led_by(user)

    def led_by(self, user: Any, on: datetime.date | None = None) -> Self:
        """Approved or closed units that the account leads, or that lie below one it leads."""
        return self.exclude(state__in=[UnitState.APPLIED, UnitState.REFUSED]).filter(
            lineage__overlap=units_led(user, on)
        )

    def registered(self) -> Self:
        """Approved units: those that «registrerte enheter» counts."""
        return self.filter(state=UnitState.APPROVED)

    def waiting(self) -> Self:
        """Units that wait for the Centre."""
        return self.filter(state=UnitState.APPLIED)


class UnitLeaderQuerySet(models.QuerySet["UnitLeader"]):
    def in_force(self, on: datetime.date | None = None) -> Self:
        """Those who lead on a day (today), both ends included."""
        day = on or timezone.localdate()
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class UnitInvitationQuerySet(models.QuerySet["UnitInvitation"]):
    def open(self) -> Self:
        """Neither accepted, withdrawn nor expired."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())

    def expired_before(self, day: datetime.date) -> Self:
        return self.filter(expires_at__date__lt=day)


def units_led(user: Any, on: datetime.date | None = None) -> list[int]:
    """Keys of the units that the account itself leads on a day (today)."""
    from advice.units.models import UnitLeader  # noqa: PLC0415 - the models file imports this one

    if not user.is_authenticated:
        return []
    return list(UnitLeader.objects.in_force(on).filter(user=user.pk).values_list("unit_id", flat=True))
