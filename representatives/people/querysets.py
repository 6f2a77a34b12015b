"""Reading people. A name is for those who work with the log, where the log has it; otherwise by `Disclosure`."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.web.periods import DatedQuerySet, in_force
from medvirkning.web.visible import visible_rows
from representatives.people import belonging

if TYPE_CHECKING:
    from medvirkning.accounts.models import User
    from representatives.people.models import Person


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: "User") -> Self:
        """By name: the people of the log for those who work with it, and oneself.

        Of the register alone, the Centre sees those who were entered by an organisation or an employer and agree to
        stand in it, and staff those of them who are disclosed to them: withdrawn or expired is gone within the
        request. Who is there by a seat on a panel alone is for those who run it (docs/adr/0186).
        """
        from representatives.people.posts import was_entered  # noqa: PLC0415 - it needs the model, which needs this

        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.CENTRE):
            entered = self._agrees("register") & was_entered()
            return self.filter(Q(is_in_log=True) | entered | Q(user=user.pk))
        if user.has_role(Role.STAFF):
            disclosed = Q(Exists(self._disclosed_to(user))) & self._agrees("register") & self._agrees("shown")
            return self.filter(Q(is_in_log=True) | Q(user=user.pk) | disclosed)
        return self.filter(user=user.pk)

    def matching(self, words: str) -> Self:
        """Names that hold the words, or parts of them by trigrams."""
        return self.filter(Q(name__icontains=words) | Q(name__trigram_word_similar=words))

    def belonging_to(self, organisation_id: int, on: datetime.date) -> Self:
        """People who belong to the organisation on that day: by an affiliation, a mandate or an employment."""
        return self.filter(self._affiliated(organisation_id, on) | belonging.by_any_room(organisation_id, on))

    def affiliated_with(self, organisation_id: int, on: datetime.date) -> Self:
        """Those of them of whom the log says so; the register isn't asked."""
        return self.filter(self._affiliated(organisation_id, on))

    def _affiliated(self, organisation_id: int, on: datetime.date) -> Q:
        affiliation = self.model.affiliations.rel.related_model
        rows = affiliation._default_manager.filter(in_force(on), person=OuterRef("pk"), organisation=organisation_id)
        return Q(Exists(rows))

    def _agrees(self, purpose: str) -> Q:
        """`consents` lies above this room, so its rows are reached by the relation."""
        consent: Any = self.model.consents.rel.related_model
        return Q(Exists(consent.objects.in_force().filter(person=OuterRef("pk"), purpose=purpose)))

    def _disclosed_to(self, user: "User") -> Any:
        disclosure: Any = self.model.disclosures.rel.related_model
        return disclosure.objects.in_force().filter(person=OuterRef("pk"), account=user.pk)


class DisclosureQuerySet(DatedQuerySet):
    def visible_to(self, user: "User") -> Self:
        """The person sees to whom the own data is open, an account what is open to it, the Centre all."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.CENTRE):
            return self
        return self.filter(Q(person__user=user.pk) | Q(account=user.pk))

    def open_to(self, user: "User", access_class: str, on: datetime.date | None = None) -> Self:
        """What is open to an account on a day (today)."""
        return self.in_force(on or timezone.localdate()).filter(account=user.pk, access_class=access_class)


def people_for(user: Any) -> PersonQuerySet:
    """The people that the account sees by name."""
    return visible_rows(PersonQuerySet, "representatives.Person", user)


def person_of(account: Any) -> "Person | None":
    """Who the account is in the register or the log; a visitor is nobody."""
    from representatives.people.models import Person  # noqa: PLC0415 - the models file imports this one

    return Person.objects.filter(user=account.pk).first() if account is not None and account.pk else None
