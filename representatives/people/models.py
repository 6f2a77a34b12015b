from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from medvirkning.audit import track
from medvirkning.audit.enums import AccessClass
from medvirkning.web.concurrency import VersionedModel
from medvirkning.web.periods import days, ends_after_start
from medvirkning.web.sorting import sort_key_field
from representatives.organisations.models import Organisation
from representatives.people.querysets import DisclosureQuerySet, PersonQuerySet

__all__ = ["Affiliation", "Disclosure", "Person"]


@track(personal=["name"], exclude=["sort_key"])
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
    # Named in the log, where staff choose among people. Who is in the register alone has no name for staff, so that
    # whoever adds a person for the log says so; the people from before there was a register were all the log's.
    is_in_log = models.BooleanField(_("navngitt i loggen"), default=False, db_default=True, editable=False)
    sort_key = sort_key_field("name")

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("personer")
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        """The name, or that it was erased: who took part stays, and the figures with it."""
        return self.name or gettext("Slettet person")


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
            ends_after_start("affiliation_ends_after_start", _("Sluttdatoen er før startdatoen.")),
            ExclusionConstraint(
                name="affiliation_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Personen hører alt til organisasjonen i perioden."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"


@track()
class Disclosure(models.Model):
    """An account may see one class of a person's data in a period, for a reason: nominated to the account's request.

    Written by the room that nominates; every reading of a person asks these rows and nothing else (architecture,
    «Who may import whom»). It opens nothing where the person's consent is gone.
    """

    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="disclosures")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("konto"),
        on_delete=models.CASCADE,
        related_name="disclosures",
    )
    access_class = models.CharField(_("klasse"), max_length=10, choices=AccessClass.choices)
    # A key of what it rests on, such as «nomination:17»: never a name.
    reason = models.CharField(_("grunnlag"), max_length=100)
    valid_from = models.DateField(_("fra"))
    valid_to = models.DateField(_("til og med"), null=True, blank=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("innsyn i persondata")
        verbose_name_plural = _("innsyn i persondata")
        ordering = ["person", "valid_from", "pk"]
        constraints = [
            ends_after_start("disclosure_ends_after_start", _("Sluttdatoen er før startdatoen.")),
            models.UniqueConstraint(
                name="disclosure_once_by_reason", fields=["person", "account", "access_class", "reason"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_access_class_display()}, {self.reason}"
