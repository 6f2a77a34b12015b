import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from advice.catalogue.models import Advice, Edition
from advice.implementation.enums import ActivityState, ArenaKind, GoalState
from advice.implementation.querysets import ImplementationActivityQuerySet, NetworkMemberQuerySet, PlanGoalQuerySet
from medvirkning.audit import track
from medvirkning.web.concurrency import VersionedModel
from representatives.organisations.models import Organisation

__all__ = ["ActivityPiece", "ImplementationActivity", "NetworkMember", "PlanGoal"]


@track()
class PlanGoal(VersionedModel):
    """A part of the implementation plan, in a period of years."""

    edition = models.ForeignKey(Edition, verbose_name=_("utgave"), on_delete=models.PROTECT, related_name="plan")
    position = models.PositiveSmallIntegerField(_("plass"), default=1000)
    title = models.CharField(_("hva"), max_length=300)
    description = models.TextField(_("beskrivelse"), blank=True)
    from_year = models.PositiveSmallIntegerField(_("fra år"))
    to_year = models.PositiveSmallIntegerField(_("til og med år"))
    responsible = models.CharField(_("hvem har ansvaret"), max_length=300, blank=True)
    state = models.CharField(_("tilstand"), max_length=10, choices=GoalState.choices, default=GoalState.PLANNED)
    done_on = models.DateField(_("gjort"), null=True, blank=True)
    source = models.CharField(_("kilde"), max_length=300, blank=True)

    objects = PlanGoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("del av planen")
        verbose_name_plural = _("planen")
        ordering = ["from_year", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="plan_ends_after_start",
                condition=Q(to_year__gte=F("from_year")),
                violation_error_message=_("Sluttåret er før startåret."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('implementation:plan')}#del-{self.pk}"


@track()
class ImplementationActivity(VersionedModel):
    """Something done to make the advice known and used: where, by whom, about which pieces, whom it reached."""

    # What calendars know it by: it outlives a move to another address.
    calendar_uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, verbose_name=_("utgave"), on_delete=models.PROTECT, related_name="activities")
    goal = models.ForeignKey(
        PlanGoal,
        verbose_name=_("del av planen"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="activities",
    )
    title = models.CharField(_("tittel"), max_length=300)
    description = models.TextField(_("beskrivelse"), blank=True)
    arena = models.CharField(_("arena"), max_length=15, choices=ArenaKind.choices)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("arrangør fra registeret"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    organiser_name = models.CharField(_("arrangør"), max_length=300, blank=True)
    starts_on = models.DateField(_("dato"))
    ends_on = models.DateField(_("til og med"), null=True, blank=True)
    place = models.CharField(_("sted"), max_length=300, blank=True)
    url = models.URLField(_("nettside"), max_length=500, blank=True)
    pieces = models.ManyToManyField(Advice, verbose_name=_("råd"), blank=True, related_name="activities")
    state = models.CharField(_("tilstand"), max_length=9, choices=ActivityState.choices, default=ActivityState.PLANNED)
    # Empty is unknown.
    reached = models.PositiveIntegerField(_("antall nådd"), null=True, blank=True)
    cancel_reason = models.CharField(_("hvorfor den er avlyst"), max_length=300, blank=True)
    is_public = models.BooleanField(_("vis i den åpne kalenderen"), default=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lagt inn av"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    updated_at = models.DateTimeField(_("sist endret"), auto_now=True)

    objects = ImplementationActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("aktivitet")
        verbose_name_plural = _("aktiviteter")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="activity_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Sluttdatoen er før startdatoen."),
            ),
            models.CheckConstraint(
                name="activity_reached_people_when_held",
                condition=Q(reached=None) | Q(state=ActivityState.HELD),
                violation_error_message=_("Bare en aktivitet som er gjennomført, har nådd noen."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("implementation:activity", args=[self.pk])

    @property
    def last_day(self) -> datetime.date:
        return self.ends_on or self.starts_on

    @property
    def body(self) -> str:
        """Who holds it: by the register's name, else as it was written; empty is unknown."""
        return self.organisation.name if self.organisation else self.organiser_name


@track(of="implementationactivity")
class ActivityPiece(ImplementationActivity.pieces.through):  # type: ignore[name-defined]
    """Which pieces of advice an activity covers, with their history."""

    class Meta:
        proxy = True


@track(personal=["name", "email"])
class NetworkMember(VersionedModel):
    """A member of the implementation network. Outside the staff only the organisation is shown."""

    edition = models.ForeignKey(Edition, verbose_name=_("utgave"), on_delete=models.PROTECT, related_name="network")
    name = models.CharField(_("navn"), max_length=200)
    role = models.CharField(_("rolle"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisasjon fra registeret"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    organisation_name = models.CharField(_("organisasjon"), max_length=300, blank=True)
    email = models.EmailField(_("e-post"), blank=True)
    valid_from = models.DateField(_("med fra"))
    valid_to = models.DateField(_("til og med"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = NetworkMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("medlem av nettverket")
        verbose_name_plural = _("nettverket")
        ordering = ["organisation_name", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="network_member_leaves_after_joining",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("Sluttdatoen er før startdatoen."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("Slettet navn"))

    def get_absolute_url(self) -> str:
        return reverse("implementation:network")

    @property
    def body(self) -> str:
        """For whom: by the register's name, else as it was written."""
        return self.organisation.name if self.organisation else self.organisation_name
