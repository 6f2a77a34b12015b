"""Reading people. A name is for those who work with the log, where the log has it; otherwise by `Disclosure`."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.web.periods import DatedQuerySet, in_force
from medvirkning.web.visible import visible_rows

if TYPE_CHECKING:
    from medvirkning.accounts.models import User
    from representatives.people.models import Person  # noqa: F401 - named in the type of the queryset


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: "User") -> Self:
        """By name: the Centre all, staff the people of the log and those disclosed to them, anybody oneself."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.CENTRE):
            return self
        if user.has_role(Role.STAFF):
            return self.filter(Q(is_in_log=True) | Q(user=user.pk) | Exists(self._disclosed_to(user)))
        return self.filter(user=user.pk)

    def matching(self, words: str) -> Self:
        """Names that hold the words, or parts of them by trigrams."""
        return self.filter(Q(name__icontains=words) | Q(name__trigram_word_similar=words))

    def belonging_to(self, organisation_id: int, on: datetime.date) -> Self:
        """People who belong to the organisation on that day."""
        affiliation = self.model.affiliations.rel.related_model
        rows = affiliation._default_manager.filter(in_force(on), person=OuterRef("pk"), organisation=organisation_id)
        return self.filter(Exists(rows))

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
