from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from advice.catalogue.models import Advice, in_readers_language
from advice.content.models import Content, ContentVersion, version_in_force
from advice.glossary.enums import TermGroup
from advice.glossary.querysets import TermQuerySet, TermVersionQuerySet
from medvirkning.audit import track

__all__ = ["Term", "TermPiece", "TermVersion"]


@track()
class Term(Content):
    """A word of the field, by a slug that forms and pages link to (`medvirkning.web.terms`)."""

    slug = models.SlugField(_("adresse"), max_length=60, unique=True)
    group = models.CharField(_("gruppe"), max_length=10, choices=TermGroup.choices)
    position = models.PositiveSmallIntegerField(_("plass"), default=1000)
    pieces = models.ManyToManyField(Advice, verbose_name=_("råd"), blank=True, related_name="terms")
    current = version_in_force("TermVersion")

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("begrep")
        verbose_name_plural = _("begreper")
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return f"{reverse('glossary:list')}#{self.slug}"


@track(of="term")
class TermPiece(Term.pieces.through):  # type: ignore[name-defined]
    """Which pieces of advice a term belongs to, with their history."""

    class Meta:
        proxy = True


@track()
class TermVersion(ContentVersion):
    """A word and what it means, in three languages.

    A definition that is quoted stands in the language of its source; the others are the portal's own translation, and
    the page says so.
    """

    content_fields: ClassVar[tuple[str, ...]] = (
        "name_nb", "name_nn", "name_en", "definition_nb", "definition_nn", "definition_en", "is_quoted", "source",
        "source_place",
    )  # fmt: skip

    of = models.ForeignKey(Term, verbose_name=_("begrep"), on_delete=models.PROTECT, related_name="versions")
    name_nb = models.CharField(_("ordet på bokmål"), max_length=120)
    name_nn = models.CharField(_("ordet på nynorsk"), max_length=120)
    name_en = models.CharField(_("ordet på engelsk"), max_length=120)
    definition_nb = models.TextField(_("betydningen på bokmål"))
    definition_nn = models.TextField(_("betydningen på nynorsk"))
    definition_en = models.TextField(_("betydningen på engelsk"))
    # The bokmål text is the source's own words.
    is_quoted = models.BooleanField(_("bokmålsteksten er sitert fra kilden"), default=False)

    objects = TermVersionQuerySet.as_manager()

    class Meta(ContentVersion.Meta):
        verbose_name = _("versjon av et begrep")
        verbose_name_plural = _("versjoner av begreper")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_readers_language(self, "name")

    @property
    def definition(self) -> str:
        return in_readers_language(self, "definition")
