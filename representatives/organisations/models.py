from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medvirkning.audit import track
from medvirkning.web.concurrency import VersionedModel
from medvirkning.web.sorting import sort_key_field
from representatives.organisations.enums import WITHOUT_NUMBER, OrganisationKind
from representatives.organisations.querysets import OrganisationQuerySet
from representatives.subjects.models import SubjectArea

__all__ = ["Organisation"]


@track(exclude=["sort_key"])
class Organisation(VersionedModel):
    """A user or carer organisation, or another body that takes part. Kept to a minimum for the log."""

    name = models.CharField(_("navn"), max_length=300)
    # Empty is unknown: by file only (docs/adr/0042). Whoever adds one in the portal chooses a kind.
    kind = models.CharField(_("slag"), max_length=12, choices=OrganisationKind.choices, blank=True)
    organisation_number = models.CharField(_("organisasjonsnummer"), max_length=9, null=True, blank=True, unique=True)
    external_id = models.CharField(_("egen kode"), max_length=60, null=True, blank=True, unique=True)
    umbrella = models.ForeignKey(
        "self", verbose_name=_("paraply"), null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )
    subject_areas = models.ManyToManyField(SubjectArea, verbose_name=_("fagområder"), blank=True)
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
                condition=Q(organisation_number=None) | Q(organisation_number__regex=r"^\d{9}$"),
                violation_error_message=_("Organisasjonsnummeret har ni siffer."),
            ),
        ]
        indexes = [models.Index(fields=["sort_key", "id"], name="organisation_in_order")]

    def __str__(self) -> str:
        return self.name
