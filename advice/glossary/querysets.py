"""Reading the glossary: public."""

from typing import TYPE_CHECKING, Self

from advice.content.querysets import ContentQuerySet, ContentVersionQuerySet

if TYPE_CHECKING:
    from advice.glossary.models import Term, TermVersion  # noqa: F401 - named in the types of the querysets


class TermQuerySet(ContentQuerySet["Term"]):
    searched = ("name_nb", "name_nn", "name_en", "definition_nb", "definition_nn", "definition_en")

    def with_text(self) -> Self:
        """The published text, in the glossary's order."""
        return self.select_related("current").order_by("position", "slug")


class TermVersionQuerySet(ContentVersionQuerySet["TermVersion"]):
    pass
