"""Reading texts and their versions."""

from typing import Any, ClassVar, Self, TypeVar

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.models import Q

from advice.content.enums import VersionState

Record = TypeVar("Record", bound=models.Model)


def edits(user: Any) -> bool:
    """Whether the account edits the texts of the advice: the Centre."""
    return bool(user.is_authenticated and user.has_perm("advice.edit"))


class ContentQuerySet(models.QuerySet[Record]):
    """Records whose text has versions."""

    # What is searched in, the text's name first: that one also by parts of words and by likeness.
    searched: ClassVar[tuple[str, ...]] = ()

    def published(self) -> Self:
        """Records with a published version."""
        return self.filter(current__isnull=False)

    def visible_to(self, user: Any) -> Self:
        """What is published is for anyone; what is only a draft is for those who edit."""
        return self if edits(user) else self.published()

    def matching(self, words: str) -> Self:
        """Published texts that hold the words: by Norwegian stems, or in the name as parts of compounds or alike.

        Texts are few, so they are searched as they stand, without an index.
        """
        words = words.strip()
        if not words:
            return self.published()
        name = f"current__{self.searched[0]}"
        document = SearchVector(*(f"current__{field}" for field in self.searched), config="norwegian")
        found = (
            Q(document=SearchQuery(words, config="norwegian", search_type="websearch"))
            | Q(**{f"{name}__icontains": words})
            | Q(**{f"{name}__trigram_word_similar": words})
        )
        return self.published().annotate(document=document).filter(found)


class ContentVersionQuerySet(models.QuerySet[Record]):
    """Versions."""

    def published(self) -> Self:
        return self.filter(state=VersionState.PUBLISHED)

    def drafts(self) -> Self:
        return self.filter(state=VersionState.DRAFT)

    def visible_to(self, user: Any) -> Self:
        """Published versions are for anyone, also those that are replaced; drafts for those who edit."""
        return self if edits(user) else self.published()
