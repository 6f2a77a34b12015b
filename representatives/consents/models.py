from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.invitations.models import Invitation
from medvirkning.audit import track
from representatives.consents.enums import Audience, ConsentChannel, ConsentEnd, ConsentPurpose
from representatives.consents.querysets import ConsentQuerySet, ConsentTextQuerySet, GuardianRequestQuerySet
from representatives.people.models import Person

__all__ = ["Consent", "ConsentText", "GuardianRequest"]


@track()
class ConsentText(models.Model):
    """What a person agrees to, word for word. A version that was shown is never changed; a new one follows it."""

    # «purpose:audience:number»: by this the first texts are known when they load themselves.
    key = models.CharField(max_length=40, unique=True, editable=False)
    purpose = models.CharField(_("formål"), max_length=10, choices=ConsentPurpose.choices)
    audience = models.CharField(_("skrevet for"), max_length=10, choices=Audience.choices, default=Audience.ADULT)
    number = models.PositiveSmallIntegerField(_("versjon"))
    text_nb = models.TextField(_("tekst på bokmål"))
    text_nn = models.TextField(_("tekst på nynorsk"))
    text_en = models.TextField(_("tekst på engelsk"))
    valid_from = models.DateField(_("gjelder fra"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("publisert av"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("samtykketekst")
        verbose_name_plural = _("samtykketekster")
        ordering = ["purpose", "audience", "-number"]
        constraints = [
            models.UniqueConstraint(name="consent_text_once_by_number", fields=["purpose", "audience", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, {self.number}"

    @property
    def text(self) -> str:
        """The text in the reader's language."""
        return str(getattr(self, f"text_{(get_language() or 'nb')[:2]}", "") or self.text_nb)


@track(personal=["name", "email"], exclude=["token_hash"])
class GuardianRequest(Invitation):
    """A guardian is asked to agree for somebody below the age limit, by a link of the guardian's own.

    Guardians have no account: the link is opened, read and answered.
    """

    person = models.ForeignKey(
        Person, verbose_name=_("den unge"), on_delete=models.CASCADE, related_name="guardian_requests"
    )
    answered_at = models.DateTimeField(_("besvart"), null=True, blank=True)
    agreed = models.BooleanField(_("samtykket"), null=True)

    objects = GuardianRequestQuerySet.as_manager()

    class Meta(Invitation.Meta):
        verbose_name = _("forespørsel til foresatt")
        verbose_name_plural = _("forespørsler til foresatte")
        constraints = [
            models.CheckConstraint(
                name="guardian_answer_has_a_time",
                condition=Q(answered_at=None, agreed=None) | Q(answered_at__isnull=False, agreed__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Names neither the guardian nor the young person: it stands in histories, beside either."""
        return str(self._meta.verbose_name)


@track()
class Consent(models.Model):
    """A person's consent to one purpose: to which text, when, how, until when. Given anew it is a new row."""

    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("formål"), max_length=10, choices=ConsentPurpose.choices)
    text = models.ForeignKey(ConsentText, verbose_name=_("tekst"), on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("gitt"), default=timezone.now)
    channel = models.CharField(_("kanal"), max_length=10, choices=ConsentChannel.choices)
    # Empty where the person answered; for somebody below the age limit, the guardian who did.
    guardian = models.ForeignKey(
        GuardianRequest,
        verbose_name=_("foresatt"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="consents",
    )
    # The last day it holds.
    expires_on = models.DateField(_("gjelder til og med"))
    ended_at = models.DateTimeField(_("avsluttet"), null=True, blank=True)
    end = models.CharField(_("hvorfor avsluttet"), max_length=10, choices=ConsentEnd.choices, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("samtykke")
        verbose_name_plural = _("samtykker")
        ordering = ["person", "purpose", "-given_at"]
        constraints = [
            models.UniqueConstraint(
                name="consent_once_at_a_time", fields=["person", "purpose"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="consent_ends_with_a_reason",
                condition=Q(ended_at=None, end="") | (Q(ended_at__isnull=False) & ~Q(end="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["purpose", "person", "expires_on"],
                name="consent_in_force",
                condition=Q(ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()
