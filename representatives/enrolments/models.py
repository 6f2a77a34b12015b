from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
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
from representatives.enrolments.enums import HAS_PERSON, HELD, OVER_UNANSWERED, EnrolmentState
from representatives.enrolments.querysets import (
    RUNS_OUT_WITHIN,
    ExperienceConsultantQuerySet,
    RepresentativeQuerySet,
)
from representatives.organisations.models import Organisation
from representatives.people.models import Person

__all__ = ["Enrolment", "ExperienceConsultant", "Representative"]

PERSONAL = ["name", "email", "phone"]
SECRET = ["token_hash", "language"]


class Enrolment(Invitation, VersionedModel):
    """Somebody is entered by a body, and is in the register once the person has said yes.

    Until then the row holds a name and one contact and nothing else, and there is no person: nobody is matched with
    anybody before the one who owns the address has opened the link. Once answered, name and contact are the person's
    own, and go from here; from when, until when and as what is entered after the yes, and the post begins with it
    (docs/adr/0202). The link is good for 14 days, and the row for 30 (domain, «unaccepted profile 30 days»). A no is
    a withdrawal of the link by the person: `withdrawn_at`.
    """

    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
    )
    name = models.CharField(_("navn"), max_length=200, blank=True)
    # One of the two until the person has answered.
    email = models.EmailField(_("e-postadresse"), blank=True)
    phone = models.CharField(_("mobilnummer"), max_length=20, blank=True)
    language = models.CharField(_("språk"), max_length=2, choices=Language.choices, default=Language.NB)
    state = models.CharField(
        _("tilstand"), max_length=9, choices=EnrolmentState.choices, default=EnrolmentState.INVITED, editable=False
    )

    # What stands in addresses for the kind of post.
    slug: ClassVar[str]
    if TYPE_CHECKING:
        # Of each kind, under names of its own.
        organisation_id: int
        valid_from: Any
        valid_to: Any

    class Meta:
        abstract = True
        ordering = ["-invited_at", "-pk"]

    def __str__(self) -> str:
        return str(self.person or self.name)

    def get_absolute_url(self) -> str:
        return reverse("enrolments:person", args=[self.organisation_id, self.slug, self.pk])

    @property
    def goes_on(self) -> bool:
        """The person has said yes and it is not over, today or from a day to come."""
        return self.state in HELD and not self.is_past

    @property
    def holds_today(self) -> bool:
        """It has begun and is not over: the organisation sees what the person has told."""
        has_begun = self.valid_from is not None and self.valid_from <= timezone.localdate()
        return self.state == EnrolmentState.ACCEPTED and has_begun and not self.is_past

    @property
    def lacks_terms(self) -> bool:
        """The person has said yes, and from when to when hasn't been entered yet."""
        return self.state == EnrolmentState.AGREED

    @property
    def is_past(self) -> bool:
        return self.valid_to is not None and self.valid_to < timezone.localdate()

    @property
    def runs_out_soon(self) -> bool:
        return self.goes_on and self.valid_to is not None and self.valid_to <= timezone.localdate() + RUNS_OUT_WITHIN


def _constraints(name: str, *, unknown: Q, known: Q) -> list[models.BaseConstraint]:
    """What holds of every enrolment. `unknown` and `known`: nothing, and enough, is said of what the post is."""
    waits = Q(state=EnrolmentState.INVITED.value)
    one_contact = (~Q(email="") & Q(phone="")) | (Q(email="") & ~Q(phone=""))
    has_person = Q(state__in=_values(HAS_PERSON))
    without_terms = Q(state__in=_values((EnrolmentState.INVITED, *OVER_UNANSWERED, EnrolmentState.AGREED)))
    starts = Q(state=EnrolmentState.ACCEPTED.value)
    return [
        models.CheckConstraint(
            name=f"{name}_invited_by_one_contact",
            condition=~waits | (~Q(name="") & one_contact),
            violation_error_message=_("Oppgi navn, og enten e-postadresse eller mobilnummer."),
        ),
        models.CheckConstraint(
            name=f"{name}_person_once_accepted",
            condition=(has_person & Q(person__isnull=False, name="", email="", phone=""))
            | (~has_person & Q(person=None)),
        ),
        models.CheckConstraint(
            name=f"{name}_terms_after_the_yes",
            condition=~without_terms | (unknown & Q(valid_from=None, valid_to=None)),
        ),
        models.CheckConstraint(name=f"{name}_terms_once_it_begins", condition=~starts | (known & ~Q(valid_from=None))),
        ends_after_start(f"{name}_ends_after_start", _("Sluttdatoen er før startdatoen.")),
        ExclusionConstraint(
            name=f"{name}_once_at_a_time",
            expressions=[
                ("person", RangeOperators.EQUAL),
                ("organisation", RangeOperators.EQUAL),
                (days(), RangeOperators.OVERLAPS),
            ],
            condition=starts,
            violation_error_message=_("Personen har dette alt i perioden."),
        ),
        models.UniqueConstraint(
            name=f"{name}_invited_once_by_email",
            fields=["organisation", "email"],
            condition=waits & ~Q(email=""),
            violation_error_message=_("Denne personen er alt invitert. Send invitasjonen på nytt i stedet."),
        ),
    ]


def _values(states: tuple[EnrolmentState, ...]) -> list[str]:
    return [state.value for state in states]


@track(personal=[*PERSONAL, "mandate"], exclude=SECRET)
class Representative(Enrolment):
    """A person with a mandate to represent an organisation, in a period (glossary: brukerrepresentant)."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisasjon"), on_delete=models.PROTECT, related_name="representatives"
    )
    mandate = models.TextField(_("mandat"), blank=True)
    valid_from = models.DateField(_("mandatet gjelder fra"), null=True, blank=True)
    valid_to = models.DateField(_("til og med"), null=True, blank=True)

    slug = "representant"
    objects = RepresentativeQuerySet.as_manager()

    class Meta(Enrolment.Meta):
        verbose_name = _("representant")
        verbose_name_plural = _("representanter")
        constraints = _constraints("representative", unknown=Q(mandate=""), known=~Q(valid_to=None))
        indexes = [models.Index(fields=["organisation", "state"], name="representative_of")]


@track(personal=[*PERSONAL, "position", "percentage"], exclude=SECRET)
class ExperienceConsultant(Enrolment):
    """A person employed for the own experience (glossary: erfaringskonsulent). `organisation` is the employer."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("arbeidsgiver"), on_delete=models.PROTECT, related_name="consultants"
    )
    position = models.CharField(_("stilling"), max_length=200, blank=True)
    percentage = models.PositiveSmallIntegerField(
        _("stillingsprosent"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    valid_from = models.DateField(_("ansatt fra"), null=True, blank=True)
    # Empty in one that has begun: no end is known.
    valid_to = models.DateField(_("til og med"), null=True, blank=True)

    slug = "erfaringskonsulent"
    objects = ExperienceConsultantQuerySet.as_manager()

    class Meta(Enrolment.Meta):
        verbose_name = _("erfaringskonsulent")
        verbose_name_plural = _("erfaringskonsulenter")
        constraints = [
            *_constraints(
                "consultant",
                unknown=Q(position="", percentage=None),
                known=~Q(position="") & ~Q(percentage=None),
            ),
            models.CheckConstraint(
                name="consultant_percentage_of_a_post",
                condition=Q(percentage__gte=1, percentage__lte=100),
                violation_error_message=_("Stillingsprosenten er mellom 1 og 100."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="consultant_of")]
