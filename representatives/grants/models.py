from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning.audit import track
from medvirkning.web.concurrency import VersionedModel
from medvirkning.web.sorting import sort_key_field
from representatives.grants.enums import NEEDS_REASON, RecipientKind, ReportState, RequirementState
from representatives.grants.querysets import GrantQuerySet, GrantSchemeQuerySet, SchemeRulesQuerySet
from representatives.organisations.models import Organisation

__all__ = ["Grant", "GrantScheme", "SchemeRules"]


@track(exclude=["sort_key"])
class GrantScheme(VersionedModel):
    """A grant scheme of the directorate (S12)."""

    code = models.CharField(_("kode"), max_length=60, unique=True)
    name = models.CharField(_("navn"), max_length=200)
    about = models.TextField(_("om ordningen"), blank=True)
    closed_on = models.DateField(_("avsluttet, siste dag"), null=True, blank=True)
    sort_key = sort_key_field("name")

    objects = GrantSchemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilskuddsordning")
        verbose_name_plural = _("tilskuddsordninger")
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("grants:scheme", args=[self.code])


@track(of="scheme")
class SchemeRules(VersionedModel):
    """What a scheme asks of its recipients, from a year on. A version that grants rest on is never changed."""

    scheme = models.ForeignKey(GrantScheme, verbose_name=_("ordning"), on_delete=models.CASCADE, related_name="rules")
    number = models.PositiveSmallIntegerField(_("nummer"))
    first_year = models.PositiveSmallIntegerField(_("gjelder fra tilskuddsåret"))
    # Empty: the rules ask for no involvement, or it isn't known what they ask.
    requirement = models.TextField(_("kravet om medvirkning"), blank=True)
    source_url = models.URLField(_("regelverket"), blank=True)

    objects = SchemeRulesQuerySet.as_manager()

    class Meta:
        verbose_name = _("regelverk")
        verbose_name_plural = _("regelverk")
        ordering = ["scheme", "-number"]
        constraints = [
            models.UniqueConstraint(name="scheme_rules_once_by_number", fields=["scheme", "number"]),
            models.UniqueConstraint(
                name="scheme_rules_once_by_year",
                fields=["scheme", "first_year"],
                violation_error_message=_("Ordningen har alt et regelverk fra dette året."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}, {self.number}"


@track()
class Grant(VersionedModel):
    """Money to an organisation or a municipality in a year, by the rules of that year."""

    scheme = models.ForeignKey(GrantScheme, verbose_name=_("ordning"), on_delete=models.PROTECT, related_name="grants")
    # The rules in force in the grant's year; empty where the scheme had none entered.
    rules = models.ForeignKey(
        SchemeRules,
        verbose_name=_("regelverk"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="grants",
    )
    year = models.PositiveSmallIntegerField(_("tilskuddsår"))
    recipient_kind = models.CharField(_("mottaker er"), max_length=12, choices=RecipientKind.choices)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisasjon"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="grants",
    )
    municipality_number = models.CharField(_("kommunenummer"), max_length=4, blank=True)
    municipality_name = models.CharField(_("kommune"), max_length=100, blank=True)
    # Whole kroner.
    amount = models.PositiveBigIntegerField(_("beløp i kroner"))
    report_due_on = models.DateField(_("frist for rapport"), null=True, blank=True)
    report_received_on = models.DateField(_("rapport mottatt"), null=True, blank=True)
    report = models.TextField(_("hva rapporten sier om medvirkning"), blank=True)
    requirement_state = models.CharField(
        _("kravet om medvirkning"),
        max_length=8,
        choices=RequirementState.choices,
        default=RequirementState.UNKNOWN,
    )
    requirement_reason = models.TextField(_("begrunnelse"), blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilskudd")
        verbose_name_plural = _("tilskudd")
        ordering = ["-year", "scheme", "pk"]
        constraints = [
            models.CheckConstraint(
                name="grant_has_one_recipient",
                condition=Q(
                    recipient_kind=RecipientKind.ORGANISATION.value,
                    organisation__isnull=False,
                    municipality_number="",
                    municipality_name="",
                )
                | (
                    Q(recipient_kind=RecipientKind.MUNICIPALITY.value, organisation=None)
                    & Q(municipality_number__regex=r"^\d{4}$")
                    & ~Q(municipality_name="")
                ),
                violation_error_message=_("Oppgi enten en organisasjon eller en kommune."),
            ),
            models.CheckConstraint(
                name="grant_judged_with_a_reason",
                condition=~Q(requirement_state__in=[state.value for state in NEEDS_REASON])
                | ~Q(requirement_reason=""),
                violation_error_message=_("Skriv hvorfor kravet ikke er oppfylt fullt ut."),
            ),
            models.UniqueConstraint(
                name="grant_once_to_an_organisation",
                fields=["scheme", "year", "organisation"],
                condition=Q(organisation__isnull=False),
                violation_error_message=_("Organisasjonen har alt et tilskudd fra ordningen dette året."),
            ),
            models.UniqueConstraint(
                name="grant_once_to_a_municipality",
                fields=["scheme", "year", "municipality_number"],
                condition=~Q(municipality_number=""),
                violation_error_message=_("Kommunen har alt et tilskudd fra ordningen dette året."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}, {self.year}: {self.recipient}"

    def get_absolute_url(self) -> str:
        return reverse("grants:detail", args=[self.pk])

    @property
    def recipient(self) -> str:
        """Who got it."""
        return str(self.organisation or self.municipality_name)

    @property
    def requirement(self) -> str:
        """What was asked of the recipient, word for word; empty where it isn't known."""
        return self.rules.requirement if self.rules is not None else ""

    @property
    def is_judged(self) -> bool:
        """Whether the Centre has said if the requirement was met."""
        return self.requirement_state != RequirementState.UNKNOWN

    @property
    def report_state(self) -> ReportState:
        """Where the report stands today."""
        received, due = self.report_received_on, self.report_due_on
        if received is not None:
            return ReportState.LATE if due is not None and received > due else ReportState.RECEIVED
        if due is None:
            return ReportState.NOT_ASKED
        return ReportState.MISSING if due < timezone.localdate() else ReportState.WAITED_FOR
