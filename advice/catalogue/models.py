from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from advice.catalogue.enums import AdviceLevel, Strength, TextLanguage
from advice.catalogue.querysets import AdviceFeedbackQuerySet, AdviceQuerySet, AdviceVersionQuerySet, EditionQuerySet
from advice.content.models import Content, ContentVersion, version_in_force
from medvirkning.audit import track

__all__ = ["Advice", "AdviceFeedback", "AdviceVersion", "Chapter", "Edition"]


def in_readers_language(record: models.Model, field: str) -> str:
    """A text kept in three languages, in the reader's, in bokmål where it has none."""
    return getattr(record, f"{field}_{get_language() or 'nb'}"[: len(field) + 3], "") or getattr(record, f"{field}_nb")


@track()
class Edition(models.Model):
    """A field with advice of its own: «rus og psykisk helse» is the first. A piece's number is unique in it."""

    slug = models.SlugField(_("adresse"), max_length=60, unique=True)
    title = models.CharField(_("tittel"), max_length=300)
    field = models.CharField(_("fagfelt"), max_length=200)
    published_url = models.URLField(_("publisert her"), max_length=500, blank=True)
    source = models.CharField(_("kilde"), max_length=300, blank=True)
    # The one whose pieces stand straight under /rad/.
    is_main = models.BooleanField(_("hovedutgave"), default=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("utgave")
        verbose_name_plural = _("utgaver")
        ordering = ["-is_main", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_main_edition",
                fields=["is_main"],
                condition=models.Q(is_main=True),
                violation_error_message=_("Det finnes alt en hovedutgave."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("catalogue:list") if self.is_main else reverse("catalogue:edition", args=[self.slug])


@track()
class Chapter(models.Model):
    """A chapter of an edition, in the order of its source."""

    edition = models.ForeignKey(Edition, verbose_name=_("utgave"), on_delete=models.CASCADE, related_name="chapters")
    position = models.PositiveSmallIntegerField(_("plass"))
    title = models.CharField(_("tittel"), max_length=300)

    class Meta:
        verbose_name = _("kapittel")
        verbose_name_plural = _("kapitler")
        ordering = ["edition", "position"]
        constraints = [models.UniqueConstraint(name="chapter_place_once", fields=["edition", "position"])]

    def __str__(self) -> str:
        return self.title


@track()
class Advice(Content):
    """A piece of advice: a number in its edition, and its versions."""

    edition = models.ForeignKey(Edition, verbose_name=_("utgave"), on_delete=models.PROTECT, related_name="pieces")
    number = models.PositiveSmallIntegerField(_("nummer"), validators=[MinValueValidator(1)])
    current = version_in_force("AdviceVersion")

    objects = AdviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("råd")
        verbose_name_plural = _("råd")
        ordering = ["edition", "number"]
        constraints = [
            models.UniqueConstraint(
                name="advice_number_once_in_an_edition",
                fields=["edition", "number"],
                violation_error_message=_("Utgaven har alt et råd med det nummeret."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Råd %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        """Stable: neither text nor edition's title is in it."""
        if self.edition.is_main:
            return reverse("catalogue:detail", args=[self.number])
        return reverse("catalogue:edition-detail", args=[self.edition.slug, self.number])


@track()
class AdviceVersion(ContentVersion):
    """A piece of advice as it stood. What the source does not say is empty, and shown so."""

    content_fields: ClassVar[tuple[str, ...]] = (
        "wording", "language", "level", "strength", "addressee", "population", "chapter", "elaboration",
        "practical_steps", "rationale", "legal_basis", "references", "published_url", "source", "source_place",
    )  # fmt: skip
    field_to_check: ClassVar[str] = "legal_basis"

    of = models.ForeignKey(Advice, verbose_name=_("råd"), on_delete=models.PROTECT, related_name="versions")
    wording = models.TextField(_("ordlyd"))
    language = models.CharField(
        _("språket i teksten"), max_length=2, choices=TextLanguage.choices, default=TextLanguage.NB
    )
    level = models.CharField(_("nivå"), max_length=10, choices=AdviceLevel.choices)
    strength = models.CharField(_("styrke"), max_length=6, choices=Strength.choices)
    addressee = models.CharField(_("hvem rådet retter seg til"), max_length=300, blank=True)
    population = models.CharField(_("hvem rådet gjelder"), max_length=300, blank=True)
    chapter = models.ForeignKey(
        Chapter, verbose_name=_("kapittel"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    elaboration = models.TextField(_("utdyping"), blank=True)
    # One a line: the self-assessment ticks them.
    practical_steps = models.TextField(
        _("praktiske grep"),
        blank=True,
        help_text=_("Ett grep på hver linje. Egenvurderingen bruker dem som sjekkliste."),
    )
    rationale = models.TextField(_("begrunnelse"), blank=True)
    legal_basis = models.TextField(_("rettsgrunnlag"), blank=True)
    references = models.TextField(_("referanser"), blank=True)
    published_url = models.URLField(_("publisert her"), max_length=500, blank=True)

    objects = AdviceVersionQuerySet.as_manager()

    class Meta(ContentVersion.Meta):
        verbose_name = _("versjon av et råd")
        verbose_name_plural = _("versjoner av råd")

    def __str__(self) -> str:
        return self.wording

    @property
    def steps(self) -> list[str]:
        """The practical steps, one by one."""
        return [line.strip().removeprefix("- ") for line in self.practical_steps.splitlines() if line.strip()]


@track(personal=["text", "reply_to"])
class AdviceFeedback(models.Model):
    """What a reader has to say on a piece, in the version read. Whoever wants an answer leaves an address."""

    version = models.ForeignKey(
        AdviceVersion, verbose_name=_("versjon"), on_delete=models.PROTECT, related_name="feedback"
    )
    was_useful = models.BooleanField(_("nyttig"), null=True)
    text = models.TextField(_("tilbakemelding"), blank=True)
    reply_to = models.EmailField(_("e-post for svar"), blank=True)
    sent_at = models.DateTimeField(_("sendt"), auto_now_add=True)
    handled_at = models.DateTimeField(_("behandlet"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("behandlet av"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    handling = models.TextField(_("hva tilbakemeldingen førte til"), blank=True)

    objects = AdviceFeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilbakemelding")
        verbose_name_plural = _("tilbakemeldinger")
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.text[:80]
