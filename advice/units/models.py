from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from advice.units.enums import OwnerKind, SizeClass, UnitKind, UnitState
from advice.units.querysets import ServiceUnitQuerySet, UnitInvitationQuerySet, UnitLeaderQuerySet
from medvirkning.accounts.enums import Language
from medvirkning.accounts.invitations.models import Invitation
from medvirkning.audit import track
from medvirkning.web.concurrency import VersionedModel
from medvirkning.web.sorting import sort_key_field
from representatives.geography.enums import REGION_OF, County, Region

__all__ = ["ServiceUnit", "UnitInvitation", "UnitLeader"]


@track(
    exclude=["sort_key", "applicant_language", "is_from_above"],
    personal=["applicant_name", "applicant_email", "application_text"],
)
class ServiceUnit(VersionedModel):
    """A service in a municipality or a health trust that assesses itself against the advice.

    Units form a tree; `lineage` holds the keys from the topmost unit down to the unit itself and is written by the
    services alone, so a leader's reach is one look-up. It registers itself; the Centre approves it.
    """

    name = models.CharField(_("navn"), max_length=200)
    owner_kind = models.CharField(_("hører til"), max_length=12, choices=OwnerKind.choices)
    owner_name = models.CharField(_("navnet på kommunen eller helseforetaket"), max_length=200)
    organisation_number = models.CharField(_("organisasjonsnummer"), max_length=9, blank=True)
    county = models.CharField(_("fylke"), max_length=2, choices=County.choices)
    kind = models.CharField(_("type tjeneste"), max_length=20, choices=UnitKind.choices)
    size_class = models.CharField(_("størrelse"), max_length=8, choices=SizeClass.choices)
    parent = models.ForeignKey(
        "self", verbose_name=_("hører under"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    lineage = ArrayField(models.BigIntegerField(), default=list, editable=False)
    state = models.CharField(
        _("tilstand"), max_length=8, choices=UnitState.choices, default=UnitState.APPLIED, editable=False
    )
    # Who asked for it: the first leader is invited there. Emptied by retention when no longer needed.
    applicant_name = models.CharField(_("navnet ditt"), max_length=200, blank=True)
    applicant_email = models.EmailField(_("e-postadressen din"), blank=True)
    # Of the page the form was sent from: mails are written in it until there is an account.
    applicant_language = models.CharField(max_length=2, choices=Language.choices, blank=True, editable=False)
    application_text = models.TextField(_("melding til Senter for brukermedvirkning"), blank=True)
    # Sent in by a leader of a unit above, or by the Centre: the leaders above see what becomes of it.
    is_from_above = models.BooleanField(default=False, editable=False)
    applied_at = models.DateTimeField(_("meldt inn"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("avgjort av"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("avgjort"), null=True, blank=True, editable=False)
    decision_reason = models.TextField(_("begrunnelse"), blank=True)
    closed_on = models.DateField(_("lagt ned, siste dag"), null=True, blank=True)
    sort_key = sort_key_field("name")

    objects = ServiceUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("tjenesteenhet")
        verbose_name_plural = _("tjenesteenheter")
        ordering = ["sort_key", "id"]
        constraints = [
            models.CheckConstraint(
                name="unit_number_has_nine_digits",
                condition=Q(organisation_number="") | Q(organisation_number__regex=r"^\d{9}$"),
                violation_error_message=_("Organisasjonsnummeret har ni siffer."),
            ),
            models.CheckConstraint(
                name="unit_refused_with_a_reason",
                condition=~Q(state=UnitState.REFUSED) | ~Q(decision_reason=""),
                violation_error_message=_("Skriv hvorfor enheten ikke godkjennes."),
            ),
            models.CheckConstraint(
                name="unit_closed_on_a_day",
                condition=Q(state=UnitState.CLOSED, closed_on__isnull=False)
                | (~Q(state=UnitState.CLOSED) & Q(closed_on=None)),
            ),
            models.UniqueConstraint(
                Lower("name"),
                Lower("owner_name"),
                name="unit_once_by_name_and_owner",
                condition=Q(state__in=[UnitState.APPLIED, UnitState.APPROVED]),
                violation_error_message=_("En tjeneste med dette navnet er alt meldt inn for denne eieren."),
            ),
        ]
        indexes = [
            GinIndex(fields=["lineage"], name="unit_lineage"),
            models.Index(fields=["sort_key", "id"], name="unit_in_order"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("units:detail", args=[self.pk])

    @property
    def region(self) -> Region:
        """The health region of its county."""
        return Region(REGION_OF[self.county])


@track()
class UnitLeader(models.Model):
    """An account leads a unit, and sees those below it, in a period."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("konto"), on_delete=models.CASCADE, related_name="led_units"
    )
    unit = models.ForeignKey(ServiceUnit, verbose_name=_("enhet"), on_delete=models.CASCADE, related_name="leaders")
    valid_from = models.DateField(_("fra"))
    valid_to = models.DateField(_("til og med"), null=True, blank=True)

    objects = UnitLeaderQuerySet.as_manager()

    class Meta:
        verbose_name = _("leder av enhet")
        verbose_name_plural = _("ledere av enheter")
        ordering = ["unit", "valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                name="unit_leader_ends_after_start",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("Sluttdatoen er før startdatoen."),
            ),
            models.UniqueConstraint(
                name="unit_leader_once_at_a_time", fields=["user", "unit"], condition=Q(valid_to=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.unit}"


@track(personal=["name", "email"], exclude=["token_hash"])
class UnitInvitation(Invitation):
    """An invitation to lead a unit, by a link that is sent to one address and works once, for 14 days."""

    unit = models.ForeignKey(
        ServiceUnit, verbose_name=_("enhet"), on_delete=models.CASCADE, related_name="invitations"
    )
    # To the one who registered the unit, who was promised that the Centre alone sees name and address.
    is_applicants = models.BooleanField(_("til den som meldte inn enheten"), default=False, editable=False)

    objects = UnitInvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name}, {self.unit}"
