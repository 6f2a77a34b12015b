from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medvirkning.audit import track
from medvirkning.web.concurrency import VersionedModel
from medvirkning.web.periods import days, ends_after_start
from medvirkning.web.value_lists import ValueListItem
from representatives.geography.enums import County
from representatives.organisations.models import Organisation
from representatives.people.models import Person
from representatives.profiles.enums import (
    AgeGroup,
    ContactChoice,
    Experience,
    Gender,
    TrainingKind,
    WayOfTakingPart,
)
from representatives.profiles.querysets import (
    AvailabilityQuerySet,
    ProfileQuerySet,
    TrainingRecordQuerySet,
)

__all__ = ["AvailabilityPeriod", "Profile", "SpokenLanguage", "TrainingRecord"]

HOURS_IN_A_MONTH = 160


@track()
class SpokenLanguage(ValueListItem):
    """A language that somebody can take part in."""

    class Meta(ValueListItem.Meta):
        verbose_name = _("språk")
        verbose_name_plural = _("språk")


# What the class of personal data is called in the table of domain.md, field by field.
PERSONAL_FIELDS = ("phone", "postal_address", "contact_by")
SPECIAL_FIELDS = ("gender", "age_group", "experience", "themes", "accommodation_needs")


@track(
    personal=[
        *PERSONAL_FIELDS,
        *SPECIAL_FIELDS,
        "county",
        "languages",
        "ways",
        "hours_a_month",
        "interests",
        "interests_declared_on",
    ]
)
class Profile(VersionedModel):
    """What a person in the register has chosen to tell. All of it is the person's own to give, and goes with it.

    Themes are kept as their codes: a table of its own would leave in its history what somebody had experience of.
    """

    person = models.OneToOneField(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="profile")
    # Personal: contact data beside the account's address.
    phone = models.CharField(_("telefon"), max_length=20, blank=True)
    postal_address = models.TextField(_("postadresse"), blank=True)
    contact_by = models.CharField(
        _("kontakt meg på"), max_length=6, choices=ContactChoice.choices, default=ContactChoice.MAIL
    )
    # Special.
    gender = models.CharField(_("kjønn"), max_length=5, choices=Gender.choices, blank=True)
    age_group = models.CharField(_("aldersgruppe"), max_length=8, choices=AgeGroup.choices, blank=True)
    experience = models.CharField(_("perspektiv"), max_length=5, choices=Experience.choices, blank=True)
    themes = ArrayField(models.CharField(max_length=60), verbose_name=_("temaer"), default=list, blank=True)
    accommodation_needs = models.TextField(_("behov for tilrettelegging"), blank=True)
    # What staff may filter by and see of somebody without a name.
    county = models.CharField(_("fylke"), max_length=2, choices=County.choices, blank=True)
    languages = ArrayField(models.CharField(max_length=60), verbose_name=_("språk"), default=list, blank=True)
    ways = ArrayField(
        models.CharField(max_length=8, choices=WayOfTakingPart.choices),
        verbose_name=_("måter å delta på"),
        default=list,
        blank=True,
    )
    hours_a_month = models.PositiveSmallIntegerField(
        _("timer i måneden"), null=True, blank=True, validators=[MaxValueValidator(HOURS_IN_A_MONTH)]
    )
    # Conflicts of interest: what was declared, and when. Nothing declared is unknown, not none.
    interests = models.TextField(_("bindinger og interesser"), blank=True)
    interests_declared_on = models.DateField(_("oppgitt"), null=True, blank=True)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profil")
        verbose_name_plural = _("profiler")
        constraints = [
            models.CheckConstraint(
                name="profile_hours_fit_a_month",
                condition=Q(hours_a_month=None) | Q(hours_a_month__lte=HOURS_IN_A_MONTH),
                violation_error_message=_("Så mange timer er det ikke i en måned."),
            ),
        ]
        indexes = [
            GinIndex(fields=["themes"], name="profile_themes"),
            models.Index(fields=["county"], name="profile_county"),
        ]

    def __str__(self) -> str:
        return str(self.person)


@track()
class AvailabilityPeriod(models.Model):
    """Days on which a person can take part."""

    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="availability")
    valid_from = models.DateField(_("fra"))
    valid_to = models.DateField(_("til og med"))

    objects = AvailabilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilgjengelig periode")
        verbose_name_plural = _("tilgjengelige perioder")
        ordering = ["person", "valid_from"]
        constraints = [
            ends_after_start("availability_ends_after_start", _("Sluttdatoen er før startdatoen.")),
            ExclusionConstraint(
                name="availability_once_at_a_time",
                expressions=[("person", RangeOperators.EQUAL), (days(), RangeOperators.OVERLAPS)],
                violation_error_message=_("Perioden overlapper en du alt har lagt inn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from}–{self.valid_to}"


@track(personal=["title"])
class TrainingRecord(models.Model):
    """That a person has taken a training."""

    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="training")
    kind = models.CharField(_("opplæring"), max_length=12, choices=TrainingKind.choices)
    title = models.CharField(_("hva opplæringen heter"), max_length=200, blank=True)
    # Unknown where empty.
    completed_on = models.DateField(_("fullført"), null=True, blank=True)
    # Who says so: the organisation, or the person where empty.
    stated_by = models.ForeignKey(
        Organisation,
        verbose_name=_("oppgitt av"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("skrevet inn av"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = TrainingRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("gjennomført opplæring")
        verbose_name_plural = _("gjennomført opplæring")
        ordering = ["person", "-completed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="training_named_unless_known",
                condition=Q(kind__in=[TrainingKind.CARER_MODULE.value, TrainingKind.WEB_COURSE.value]) | ~Q(title=""),
                violation_error_message=_("Skriv hva opplæringen heter."),
            ),
            models.UniqueConstraint(
                name="training_known_kind_once",
                fields=["person", "kind"],
                condition=Q(kind__in=[TrainingKind.CARER_MODULE.value, TrainingKind.WEB_COURSE.value]),
                violation_error_message=_("Denne opplæringen står der alt."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()
