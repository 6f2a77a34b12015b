"""Reading organisations: staff and the Centre see all, a contact the own ones."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.accounts.invitations.querysets import InvitationQuerySet
from medvirkning.accounts.remembered import remembered
from medvirkning.web.periods import DatedQuerySet
from medvirkning.web.visible import visible_rows
from representatives.organisations.enums import ENDING, ApplicationState

if TYPE_CHECKING:
    from representatives.organisations.models import Organisation, OrganisationApplication  # noqa: F401

# Facts and criteria are confirmed anew within a year (product: re-confirmation every 12 months).
CONFIRMED_FOR = datetime.timedelta(days=365)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: Any) -> Self:
        """Staff and the Centre see every organisation, a contact those it acts for."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.STAFF, Role.CENTRE):
            return self
        return self.filter(pk__in=organisations_of(user))

    def matching(self, words: str) -> Self:
        """Names that hold the words, or parts of them by trigrams."""
        return self.filter(
            Q(name__icontains=words) | Q(name__trigram_word_similar=words) | Q(organisation_number=words)
        )

    def registered(self, on: datetime.date | None = None) -> Self:
        """Approved by the Centre, and not closed before a day (today)."""
        day = on or timezone.localdate()
        return self.filter(Q(closed_on=None) | Q(closed_on__gte=day), registered_on__isnull=False)

    def overdue(self, on: datetime.date | None = None) -> Self:
        """In the register, and not confirmed within the last year."""
        day = on or timezone.localdate()
        return self.registered(day).filter(confirmed_on__lt=day - CONFIRMED_FOR)

    def ending(self) -> Self:
        """In the register, while the national one says that it has ended or is about to."""
        return self.registered().filter(registry_state__in=[state.value for state in ENDING])


class OrganisationApplicationQuerySet(models.QuerySet["OrganisationApplication"]):
    def visible_to(self, user: Any) -> Self:
        """The Centre decides them; nobody else sees any."""
        if user.is_authenticated and user.has_role(Role.CENTRE):
            return self
        return self.none()

    def waiting(self) -> Self:
        """Those that wait for the Centre."""
        return self.filter(state=ApplicationState.SUBMITTED)


class OrganisationContactQuerySet(DatedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who acts for the organisations that the account acts for; the Centre sees all."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.CENTRE):
            return self
        return self.filter(organisation__in=organisations_of(user))


class OrganisationInvitationQuerySet(InvitationQuerySet):
    def visible_to(self, user: Any) -> Self:
        """As the contacts they are to become."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.CENTRE):
            return self
        return self.filter(organisation__in=organisations_of(user))


def organisations_of(user: Any, on: datetime.date | None = None) -> list[int]:
    """Keys of the organisations that the account acts for on a day (today). Read once for each loaded account."""
    from representatives.organisations.models import OrganisationContact  # noqa: PLC0415 - it imports this file

    if not user.is_authenticated:
        return []
    day = on or timezone.localdate()
    cache: dict[datetime.date, list[int]] = remembered(user, "organisations_of")
    if day not in cache:
        rows = OrganisationContact.objects.in_force(day).filter(user=user.pk)
        cache[day] = list(rows.values_list("organisation_id", flat=True))
    return cache[day]


def organisations_for(user: Any) -> OrganisationQuerySet:
    """The organisations that the account sees."""
    return visible_rows(OrganisationQuerySet, "representatives.Organisation", user)
