"""Reading the catalogue. What is published is for anyone; drafts and feedback are the Centre's."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from advice.content.querysets import ContentQuerySet, ContentVersionQuerySet, edits
from medvirkning.web.visible import visible_rows

if TYPE_CHECKING:
    from advice.catalogue.models import Advice, AdviceFeedback, AdviceVersion, Edition  # noqa: F401 - named in types


class EditionQuerySet(models.QuerySet["Edition"]):
    def main(self) -> Self:
        """The edition whose pieces stand straight under /rad/."""
        return self.filter(is_main=True)

    def visible_to(self, user: Any) -> Self:
        """Editions with something published are public; one that is being written is for those who edit."""
        if edits(user):
            return self
        pieces: Any = self.model.pieces.rel.related_model._default_manager
        return self.filter(Q(is_main=True) | Exists(pieces.published().filter(edition=OuterRef("pk"))))


class AdviceQuerySet(ContentQuerySet["Advice"]):
    searched = ("wording", "elaboration", "practical_steps", "rationale", "legal_basis", "addressee", "population")

    def with_text(self) -> Self:
        """The published text, its chapter and edition, in the order of numbers."""
        return self.select_related("edition", "current__chapter").order_by("edition", "number")

    def matching(self, words: str) -> Self:
        """Published pieces whose text holds the words, or whose number it is («7», «råd 7»)."""
        number = words.strip().lower().removeprefix("råd").strip()
        if number.isdecimal() and len(number) <= 3:
            return self.published().filter(number=int(number))
        return super().matching(words)


class AdviceVersionQuerySet(ContentVersionQuerySet["AdviceVersion"]):
    pass


class AdviceFeedbackQuerySet(models.QuerySet["AdviceFeedback"]):
    def visible_to(self, user: Any) -> Self:
        """The Centre reads what readers send."""
        return self if user.is_authenticated and user.has_perm("advice.edit") else self.none()

    def unhandled(self) -> Self:
        return self.filter(handled_at=None)

    def with_words(self) -> Self:
        """Those of which a text or an address is kept."""
        return self.exclude(text="", reply_to="")

    def over_before(self, day: datetime.date, *, never_handled: datetime.date) -> Self:
        """Handled before a day, or sent before an earlier one and never handled."""
        return self.filter(Q(handled_at__date__lt=day) | Q(handled_at=None, sent_at__date__lt=never_handled))


def editions_for(user: Any) -> EditionQuerySet:
    """The editions that the account, or a visitor, sees."""
    return visible_rows(EditionQuerySet, "advice.Edition", user)


def main_edition() -> "Edition | None":
    """The edition whose pieces stand straight under /rad/."""
    rows: EditionQuerySet = apps.get_model("advice", "Edition").objects.all()
    return rows.main().first()


def advice_for(user: Any) -> AdviceQuerySet:
    """The pieces that the account sees: what is published, and for those who edit also what is only a draft."""
    return visible_rows(AdviceQuerySet, "advice.Advice", user)


def published_for(user: Any) -> AdviceQuerySet:
    """The published pieces with their texts, in the order of edition and number."""
    return advice_for(user).published().with_text()
