"""Reading the background texts: public."""

from typing import TYPE_CHECKING, Self

from advice.content.querysets import ContentQuerySet, ContentVersionQuerySet

if TYPE_CHECKING:
    from advice.background.models import Article, ArticleVersion  # noqa: F401 - named in the types of the querysets


class ArticleQuerySet(ContentQuerySet["Article"]):
    searched = ("title", "body", "references")

    def of_section(self, section: str) -> Self:
        """The texts of one page, in order."""
        return self.filter(section=section).select_related("current", "edition").order_by("position", "pk")


class ArticleVersionQuerySet(ContentVersionQuerySet["ArticleVersion"]):
    pass
