import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from medvirkning.accounts.enums import Role

if TYPE_CHECKING:
    from medvirkning.accounts.models import User
    from representatives.people.models import Person  # noqa: F401 - named in the type of the queryset


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: "User") -> Self:
        """Staff and the Centre choose among the people of the log; anybody else sees only oneself."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.STAFF) or user.has_role(Role.CENTRE):
            return self
        return self.filter(user=user)

    def matching(self, words: str) -> Self:
        """Names that hold the words, or parts of them by trigrams."""
        return self.filter(Q(name__icontains=words) | Q(name__trigram_word_similar=words))

    def belonging_to(self, organisation_id: int, on: datetime.date) -> Self:
        """People who belong to the organisation on that day."""
        affiliation = self.model.affiliations.rel.related_model
        return self.filter(
            Exists(
                affiliation._default_manager.filter(
                    Q(valid_to=None) | Q(valid_to__gte=on),
                    person=OuterRef("pk"),
                    organisation=organisation_id,
                    valid_from__lte=on,
                )
            )
        )
