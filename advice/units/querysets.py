"""Reading service units: a leader sees the own unit and those below, the Centre all."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from advice.units.enums import UnitState
from medvirkning.accounts.enums import Role
from medvirkning.accounts.invitations.querysets import InvitationQuerySet
from medvirkning.accounts.remembered import remembered
from medvirkning.web.periods import DatedQuerySet
from medvirkning.web.visible import visible_rows
from representatives.geography.enums import counties_of

if TYPE_CHECKING:
    from advice.units.models import ServiceUnit, UnitLeader  # noqa: F401 - named in the types


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
        return self.exclude(state__in=[UnitState.APPLIED, UnitState.REFUSED]).within_reach_of(user, on)

    def within_reach_of(self, user: Any, on: datetime.date | None = None) -> Self:
        """What the account leads, and what lies below it, in whatever state."""
        return self.filter(lineage__overlap=units_led(user, on))

    def registered(self) -> Self:
        """Approved units: those that «registrerte enheter» counts."""
        return self.filter(state=UnitState.APPROVED)

    def waiting(self) -> Self:
        """Units that wait for the Centre."""
        return self.filter(state=UnitState.APPLIED)

    def asked_for(self) -> Self:
        """What leaders of units above have sent in, and that is not a unit: it waits, or was refused."""
        return self.filter(state__in=[UnitState.APPLIED, UnitState.REFUSED], is_from_above=True)

    def below(self, unit: "ServiceUnit") -> Self:
        """What lies below a unit, at whatever depth."""
        return self.filter(lineage__contains=[unit.pk]).exclude(pk=unit.pk)

    def named(self, name: str, owner_name: str) -> Self:
        """Units of that name and owner that are registered or wait for it."""
        return self.filter(
            name__iexact=name, owner_name__iexact=owner_name, state__in=[UnitState.APPLIED, UnitState.APPROVED]
        )

    def matching(self, words: str) -> Self:
        """Units whose name or owner holds every word."""
        rows = self
        for word in words.split():
            rows = rows.filter(Q(name__icontains=word) | Q(owner_name__icontains=word))
        return rows

    def in_region(self, region: str) -> Self:
        """Units in the counties of a health region."""
        return self.filter(county__in=counties_of(region))

    def with_list_data(self) -> Self:
        """`leader_count`: how many lead the unit today."""
        from advice.units.models import UnitLeader  # noqa: PLC0415 - the models file imports this one

        leaders = UnitLeader.objects.in_force().filter(unit=OuterRef("pk")).order_by().values("unit")
        counted = leaders.annotate(n=models.Count("pk")).values("n")
        return self.annotate(leader_count=Coalesce(Subquery(counted), 0))

    def refused_before(self, day: datetime.date) -> Self:
        """Refused before a day, with the name of who asked still there."""
        return self._naming_somebody().filter(state=UnitState.REFUSED, decided_at__date__lt=day)

    def led_since_before(self, day: datetime.date) -> Self:
        """Units whose first leader began before a day, or that closed before it: who asked is of no use any more."""
        from advice.units.models import UnitLeader  # noqa: PLC0415 - the models file imports this one

        led = UnitLeader.objects.filter(unit=OuterRef("pk"), valid_from__lt=day)
        return self._naming_somebody().filter(
            Q(state=UnitState.CLOSED, closed_on__lt=day) | (Q(state=UnitState.APPROVED) & Exists(led))
        )

    def _naming_somebody(self) -> Self:
        return self.exclude(applicant_name="", applicant_email="", application_text="")


class UnitLeaderQuerySet(DatedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who leads the units that the account sees."""
        from advice.units.models import ServiceUnit  # noqa: PLC0415 - the models file imports this one

        return self.filter(unit__in=ServiceUnit.objects.visible_to(user).order_by().values("pk"))


class UnitInvitationQuerySet(InvitationQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Invitations to the units that the account sees."""
        from advice.units.models import ServiceUnit  # noqa: PLC0415 - the models file imports this one

        return self.filter(unit__in=ServiceUnit.objects.visible_to(user).order_by().values("pk"))


def units_led(user: Any, on: datetime.date | None = None) -> list[int]:
    """Keys of the units that the account itself leads on a day (today). Read once for each loaded account and day."""
    from advice.units.models import UnitLeader  # noqa: PLC0415 - the models file imports this one

    if not user.is_authenticated:
        return []
    day = on or timezone.localdate()
    cache: dict[datetime.date, list[int]] = remembered(user, "units_led")
    if day not in cache:
        cache[day] = list(UnitLeader.objects.in_force(day).filter(user=user.pk).values_list("unit_id", flat=True))
    return cache[day]


def units_for(user: Any) -> ServiceUnitQuerySet:
    """The units that the account sees."""
    return visible_rows(ServiceUnitQuerySet, "advice.ServiceUnit", user)


def units_under(user: Any) -> ServiceUnitQuerySet:
    """The units that the account leads, and those below them."""
    rows: ServiceUnitQuerySet = apps.get_model("advice", "ServiceUnit").objects.led_by(user)
    return rows


def unit_keys_under(user: Any) -> frozenset[int]:
    """Keys of the units that the account leads, and of those below them."""
    return frozenset(units_under(user).order_by().values_list("pk", flat=True))


def units_asked_for(user: Any) -> ServiceUnitQuerySet:
    """What leaders have asked for under the units that the account leads. It stands on their pages, and has none of
    its own; the Centre has it among the units it sees.
    """
    rows: ServiceUnitQuerySet = apps.get_model("advice", "ServiceUnit").objects.asked_for()
    if user.has_role(Role.CENTRE):
        return rows.none()
    return rows.within_reach_of(user).select_related("parent").order_by("state", "sort_key", "pk")
