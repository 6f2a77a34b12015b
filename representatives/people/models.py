from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from medvirkning.audit import track
from medvirkning.web.concurrency import VersionedModel
from representatives.organisations.models import Organisation
from representatives.people.querysets import PersonQuerySet

__all__ = ["Affiliation", "Person"]


@track(personal=["name"])
class Person(VersionedModel):
    """Somebody who takes part. The log needs the name alone; the register adds what the person chooses to give."""

    name = models.CharField(_("navn"), max_length=300)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("konto"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="person",
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("personer")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


@track()
class Affiliation(models.Model):
    """A person belongs to an organisation in a period; only then may the log name them together."""

    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisasjon"), on_delete=models.PROTECT, related_name="affiliations"
    )
    valid_from = models.DateField(_("fra"))
    valid_to = models.DateField(_("til og med"), null=True, blank=True)

    class Meta:
        verbose_name = _("tilknytning")
        verbose_name_plural = _("tilknytninger")
        constraints = [
            models.CheckConstraint(
                name="affiliation_ends_after_start",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("Sluttdatoen er før startdatoen."),
            ),
            ExclusionConstraint(
                name="affiliation_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (
                        Func("valid_from", "valid_to", models.Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("Personen hører alt til organisasjonen i perioden."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"
