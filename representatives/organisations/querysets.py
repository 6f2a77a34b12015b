from typing import TYPE_CHECKING, Self

from django.db import models

from medvirkning.accounts.enums import Role

if TYPE_CHECKING:
    from medvirkning.accounts.models import User


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> Self:
        """Staff and the Centre see every organisation. Contacts get their own with the register of organisations."""
        if user.is_authenticated and (user.has_role(Role.STAFF) or user.has_role(Role.CENTRE)):
            return self
        return self.none()

    def matching(self, words: str) -> Self:
        """Names that hold the words, or parts of them by trigrams."""
        return self.filter(
            models.Q(name__icontains=words)
            | models.Q(name__trigram_word_similar=words)
            | models.Q(organisation_number=words)
        )
