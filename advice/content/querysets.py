"""Reading texts and their versions."""

from typing import Any, Self, TypeVar

from django.db import models

from advice.content.enums import VersionState

Record = TypeVar("Record", bound=models.Model)


def edits(user: Any) -> bool:
    """Whether the account edits the texts of the advice: the Centre."""
    return bool(user.is_authenticated and user.has_perm("advice.edit"))


class ContentQuerySet(models.QuerySet[Record]):
    """Records whose text has versions."""

    def published(self) -> Self:
        """Records with a published version."""
        return self.filter(current__isnull=False)

    def visible_to(self, user: Any) -> Self:
        """What is published is for anyone; what is only a draft is for those who edit."""
        return self if edits(user) else self.published()


class ContentVersionQuerySet(models.QuerySet[Record]):
    """Versions."""

    def published(self) -> Self:
        return self.filter(state=VersionState.PUBLISHED)

    def drafts(self) -> Self:
        return self.filter(state=VersionState.DRAFT)

    def visible_to(self, user: Any) -> Self:
        """Published versions are for anyone, also those that are replaced; drafts for those who edit."""
        return self if edits(user) else self.published()
