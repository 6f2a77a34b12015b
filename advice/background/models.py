from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from advice.background.enums import PAGES, Section
from advice.background.querysets import ArticleQuerySet, ArticleVersionQuerySet
from advice.catalogue.enums import TextLanguage
from advice.catalogue.models import Advice, Edition
from advice.content.models import Content, ContentVersion, version_in_force
from medvirkning.audit import track

__all__ = ["Article", "ArticlePiece", "ArticleVersion"]


@track()
class Article(Content):
    """A text about where the advice comes from: evidence, related publications, process, law. In its section's order.

    Which pieces it bears on is set by the Centre; a source that names none leaves it «ikke satt».
    """

    edition = models.ForeignKey(Edition, verbose_name=_("utgave"), on_delete=models.PROTECT, related_name="articles")
    section = models.CharField(_("del"), max_length=13, choices=Section.choices)
    slug = models.SlugField(_("adresse"), max_length=60)
    position = models.PositiveSmallIntegerField(_("plass"), default=1000)
    pieces = models.ManyToManyField(Advice, verbose_name=_("råd"), blank=True, related_name="articles")
    current = version_in_force("ArticleVersion")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("bakgrunnstekst")
        verbose_name_plural = _("bakgrunnstekster")
        ordering = ["edition", "section", "position", "pk"]
        constraints = [models.UniqueConstraint(name="article_address_once", fields=["edition", "slug"])]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return f"{reverse(f'background:{PAGES[self.section]}')}#{self.slug}"


@track(of="article")
class ArticlePiece(Article.pieces.through):  # type: ignore[name-defined]
    """Which pieces of advice a text bears on, with their history."""

    class Meta:
        proxy = True


@track()
class ArticleVersion(ContentVersion):
    """A text about the background, as it stood. Quoted text keeps the language of its source."""

    content_fields: ClassVar[tuple[str, ...]] = (
        "title", "body", "when", "references", "url", "language", "source", "source_place",
    )  # fmt: skip

    of = models.ForeignKey(Article, verbose_name=_("tekst"), on_delete=models.PROTECT, related_name="versions")
    title = models.CharField(_("tittel"), max_length=300)
    body = models.TextField(_("tekst"), blank=True)
    # As the source writes it: «2015/2016», «høsten 2019».
    when = models.CharField(_("når"), max_length=100, blank=True)
    references = models.TextField(_("referanser"), blank=True)
    url = models.URLField(_("adresse"), max_length=1000, blank=True)
    language = models.CharField(
        _("språket i teksten"), max_length=2, choices=TextLanguage.choices, default=TextLanguage.NB
    )

    objects = ArticleVersionQuerySet.as_manager()

    class Meta(ContentVersion.Meta):
        verbose_name = _("versjon av en bakgrunnstekst")
        verbose_name_plural = _("versjoner av bakgrunnstekster")

    def __str__(self) -> str:
        return self.title
