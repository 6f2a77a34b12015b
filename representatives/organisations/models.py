import datetime

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.enums import Language
from medvirkning.accounts.invitations.models import Invitation
from medvirkning.audit import track
from medvirkning.web.concurrency import VersionedModel
from medvirkning.web.periods import days, ends_after_start
from medvirkning.web.sorting import sort_key_field
from representatives.geography.enums import County
from representatives.organisations.enums import (
    CONFIRMING,
    ENDING,
    HELD_BACK,
    WITHOUT_NUMBER,
    ApplicationState,
    OrganisationKind,
    RegistryState,
)
from representatives.organisations.querysets import (
    ASKED_BEFORE,
    CONFIRMED_FOR,
    OrganisationApplicationQuerySet,
    OrganisationContactQuerySet,
    OrganisationInvitationQuerySet,
    OrganisationQuerySet,
)
from representatives.subjects.models import SubjectArea

__all__ = [
    "ApplicationSubject",
    "Organisation",
    "OrganisationApplication",
    "OrganisationContact",
    "OrganisationInvitation",
    "OrganisationSubject",
]

NINE_DIGITS = r"^\d{9}$"


class OrganisationFacts(models.Model):
    """What is asked of an organisation, when it signs up and once it is in the register."""

    name = models.CharField(_("navn"), max_length=300)
    # Empty is unknown: by file only (docs/adr/0042). Whoever adds one in the portal chooses a kind.
    kind = models.CharField(_("slag"), max_length=12, choices=OrganisationKind.choices, blank=True)
    about = models.TextField(_("om organisasjonen"), blank=True, db_default="")
    website = models.URLField(_("nettsted"), blank=True, db_default="")
    is_national = models.BooleanField(_("hele landet"), default=False, db_default=False)
    counties = ArrayField(
        models.CharField(max_length=2, choices=County.choices),
        verbose_name=_("fylker"),
        default=list,
        blank=True,
        db_default=[],
    )

    class Meta:
        abstract = True


# When it was looked up changes each night and says nothing: what the register said does.
@track(exclude=["sort_key", "registry_checked_at"])
class Organisation(OrganisationFacts, VersionedModel):
    """A user or carer organisation, or another body that takes part.

    One that staff or a file added is known by name and kind alone. It is in the register once the Centre has approved
    its application, and confirms every year that what stands there still holds.
    """

    organisation_number = models.CharField(_("organisasjonsnummer"), max_length=9, null=True, blank=True, unique=True)
    external_id = models.CharField(_("egen kode"), max_length=60, null=True, blank=True, unique=True)
    umbrella = models.ForeignKey(
        "self", verbose_name=_("paraply"), null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )
    subject_areas = models.ManyToManyField(SubjectArea, verbose_name=_("fagområder"), blank=True)
    registered_on = models.DateField(_("i registeret fra"), null=True, blank=True, editable=False)
    # When somebody last said that facts and criteria hold; it is asked again a year later.
    confirmed_on = models.DateField(_("sist bekreftet"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("lagt ned, siste dag"), null=True, blank=True, editable=False)
    registry_state = models.CharField(
        _("i Enhetsregisteret"),
        max_length=10,
        choices=RegistryState.choices,
        default=RegistryState.UNKNOWN,
        db_default=RegistryState.UNKNOWN,
        editable=False,
    )
    registry_checked_at = models.DateTimeField(_("slått opp"), null=True, blank=True, editable=False)
    imported_version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    sort_key = sort_key_field("name")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisasjon")
        verbose_name_plural = _("organisasjoner")
        ordering = ["sort_key", "id"]
        constraints = [
            models.CheckConstraint(
                name="organisation_is_identified",
                condition=Q(organisation_number__isnull=False)
                | Q(kind__in=[kind.value for kind in WITHOUT_NUMBER], external_id__isnull=False),
                violation_error_message=_("Oppgi organisasjonsnummer, eller en egen kode for grupper uten nummer."),
            ),
            models.CheckConstraint(
                name="organisation_number_has_nine_digits",
                condition=Q(organisation_number=None) | Q(organisation_number__regex=NINE_DIGITS),
                violation_error_message=_("Organisasjonsnummeret har ni siffer."),
            ),
            models.CheckConstraint(
                name="organisation_registered_is_confirmed",
                condition=Q(registered_on=None, confirmed_on=None)
                | Q(registered_on__isnull=False, confirmed_on__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["sort_key", "id"], name="organisation_in_order")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisations:detail", args=[self.pk])

    @property
    def is_registered(self) -> bool:
        """Approved by the Centre, and not closed before today."""
        return self.registered_on is not None and (self.closed_on is None or self.closed_on >= timezone.localdate())

    @property
    def is_open(self) -> bool:
        """In the register, with no day set on which it closes: nobody new comes in."""
        return self.is_registered and self.closed_on is None

    @property
    def confirmed_until(self) -> datetime.date | None:
        """The last day of the yearly confirmation."""
        return self.confirmed_on + CONFIRMED_FOR if self.confirmed_on else None

    @property
    def is_overdue(self) -> bool:
        """In the register, and not confirmed within the last year."""
        last = self.confirmed_until
        return self.is_registered and last is not None and last < timezone.localdate()

    @property
    def wants_confirming(self) -> bool:
        """Whether the yearly confirmation runs out within 30 days, or has."""
        last = self.confirmed_until
        return self.is_registered and last is not None and last - ASKED_BEFORE <= timezone.localdate()

    @property
    def is_ending(self) -> bool:
        """In the register, while the national one says that it has ended or is about to."""
        return self.is_registered and self.registry_state in ENDING

    @property
    def is_held_back(self) -> bool:
        """Bankrupt or deleted: nobody finds its people till the Centre has looked at it (docs/adr/0191)."""
        return self.is_registered and self.registry_state in HELD_BACK


@track(of="organisation")
class OrganisationSubject(Organisation.subject_areas.through):  # type: ignore[name-defined]
    """That an organisation works with a subject; a proxy, so that the set has a history (docs/adr/0092)."""

    class Meta:
        proxy = True


@track(
    personal=["applicant_name", "applicant_email", "message"],
    exclude=["token_hash", "applicant_language", "registry_checked_at"],
)
class OrganisationApplication(OrganisationFacts, VersionedModel):
    """An organisation signs up. Nothing of it stands in the register before the Centre has approved it.

    Whoever signs up has no account: one that is returned is mended by the link in the mail that says why.
    """

    # Empty for groups that have none, and for public bodies.
    organisation_number = models.CharField(_("organisasjonsnummer"), max_length=9, blank=True)
    # What the national register answered; `registry_name` is empty where it could not be asked.
    registry_state = models.CharField(
        max_length=10, choices=RegistryState.choices, default=RegistryState.UNKNOWN, editable=False
    )
    registry_name = models.CharField(_("navn i Enhetsregisteret"), max_length=300, blank=True, editable=False)
    registry_checked_at = models.DateTimeField(_("slått opp"), null=True, blank=True, editable=False)
    umbrella = models.ForeignKey(
        Organisation, verbose_name=_("paraply"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    subject_areas = models.ManyToManyField(SubjectArea, verbose_name=_("fagområder"), blank=True)
    # The glossary: a democratic, member-based organisation, run by users or carers, with involvement as a core task.
    is_democratic = models.BooleanField(_("demokratisk"), default=False)
    is_member_based = models.BooleanField(_("medlemsbasert"), default=False)
    is_run_by_users = models.BooleanField(_("drevet av brukere eller pårørende"), default=False)
    involvement_is_core = models.BooleanField(_("medvirkning er en del av kjernevirksomheten"), default=False)
    applicant_name = models.CharField(_("navnet ditt"), max_length=200, blank=True)
    applicant_email = models.EmailField(_("e-postadressen din"), blank=True)
    applicant_language = models.CharField(max_length=2, choices=Language.choices, blank=True, editable=False)
    message = models.TextField(_("melding til Senter for brukermedvirkning"), blank=True)
    state = models.CharField(
        _("tilstand"),
        max_length=9,
        choices=ApplicationState.choices,
        default=ApplicationState.SUBMITTED,
        editable=False,
    )
    submitted_at = models.DateTimeField(_("sendt inn"), default=timezone.now, editable=False)
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
    # What it became.
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisasjon"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="applications",
    )
    # The link by which a returned application is mended.
    token_hash = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    token_expires_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OrganisationApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("innmelding")
        verbose_name_plural = _("innmeldinger")
        ordering = ["submitted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="application_number_has_nine_digits",
                condition=Q(organisation_number="") | Q(organisation_number__regex=NINE_DIGITS),
                violation_error_message=_("Organisasjonsnummeret har ni siffer."),
            ),
            models.CheckConstraint(
                name="application_number_unless_without",
                condition=~Q(organisation_number="") | Q(kind__in=[kind.value for kind in WITHOUT_NUMBER]),
                violation_error_message=_("Oppgi organisasjonsnummeret."),
            ),
            models.CheckConstraint(
                name="application_confirms_criteria",
                condition=~Q(kind__in=[kind.value for kind in CONFIRMING])
                | Q(is_democratic=True, is_member_based=True, is_run_by_users=True, involvement_is_core=True),
                violation_error_message=_("Bekreft alle kravene til en bruker- og pårørendeorganisasjon."),
            ),
            models.CheckConstraint(
                name="application_answered_with_a_reason",
                condition=~Q(state__in=[ApplicationState.RETURNED.value, ApplicationState.REFUSED.value])
                | ~Q(decision_reason=""),
                violation_error_message=_("Skriv hvorfor."),
            ),
            models.CheckConstraint(
                name="application_approved_has_become",
                condition=~Q(state=ApplicationState.APPROVED.value) | Q(organisation__isnull=False),
            ),
            models.UniqueConstraint(
                name="application_once_by_number",
                fields=["organisation_number"],
                condition=~Q(organisation_number="")
                & Q(state__in=[ApplicationState.SUBMITTED.value, ApplicationState.RETURNED.value]),
                violation_error_message=_("En organisasjon med dette nummeret er alt meldt inn."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisations:application", args=[self.pk])

    @property
    def is_mendable(self) -> bool:
        """Returned, with a link that still works."""
        expires = self.token_expires_at
        return self.state == ApplicationState.RETURNED and expires is not None and expires > timezone.now()

    @property
    def names_differ(self) -> bool:
        """Whether the national register has it under another name; capitals are no difference."""
        return bool(self.registry_name) and self.registry_name.casefold() != self.name.casefold()


@track(of="organisationapplication")
class ApplicationSubject(OrganisationApplication.subject_areas.through):  # type: ignore[name-defined]
    """That an application names a subject; a proxy, so that the set has a history (docs/adr/0092)."""

    class Meta:
        proxy = True


@track()
class OrganisationContact(models.Model):
    """An account acts for an organisation in a period."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("konto"),
        on_delete=models.CASCADE,
        related_name="contact_for",
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisasjon"), on_delete=models.CASCADE, related_name="contacts"
    )
    valid_from = models.DateField(_("fra"))
    valid_to = models.DateField(_("til og med"), null=True, blank=True)

    objects = OrganisationContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("kontaktperson")
        verbose_name_plural = _("kontaktpersoner")
        ordering = ["organisation", "valid_from", "pk"]
        constraints = [
            ends_after_start("organisation_contact_ends_after_start", _("Sluttdatoen er før startdatoen.")),
            ExclusionConstraint(
                name="organisation_contact_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}"


@track(personal=["name", "email"], exclude=["token_hash"])
class OrganisationInvitation(Invitation):
    """An invitation to act for an organisation, by a link that works once, for 14 days."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisasjon"), on_delete=models.CASCADE, related_name="invitations"
    )

    objects = OrganisationInvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"

    @property
    def language(self) -> str:
        """Who signed the organisation up is written to in the language of that form; of others nobody has said."""
        signed_up = OrganisationApplication.objects.filter(
            organisation=self.organisation_id, applicant_email=self.email
        )
        return signed_up.order_by("-pk").values_list("applicant_language", flat=True).first() or ""
