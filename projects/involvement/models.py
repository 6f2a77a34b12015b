import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from medvirkning.audit import track
from medvirkning.web.concurrency import VersionedModel
from medvirkning.web.precision import precision_field
from medvirkning.web.value_lists import ValueListItem
from projects.involvement.enums import (
    ANSWERED,
    Answer,
    Capacity,
    Confirmation,
    Degree,
    InvolvementState,
    Level,
    OutcomeKind,
    Perspective,
    Phase,
)
from projects.involvement.querysets import InputQuerySet, InvolvementQuerySet
from projects.work.models import WorkItem
from representatives.organisations.models import Organisation
from representatives.people.models import Person

__all__ = [
    "Event",
    "EventOrganisation",
    "EventPerson",
    "Input",
    "Involvement",
    "InvolvementConfirmation",
    "InvolvementForm",
    "Outcome",
]


@track()
class InvolvementForm(ValueListItem):
    class Meta(ValueListItem.Meta):
        verbose_name = _("form")
        verbose_name_plural = _("former")


@track()
class Event(VersionedModel):
    """What took place: dates, form, people, organisations and counts. One meeting may serve several work items.

    `started_on` and `ended_on` are the first and last day, both included; a date known to the month or year only
    begins on its first and ends on its last day. No end given means one day. `capacities` gathers the capacities of
    the people, the organisations and the counted group, in which they took part.
    """

    started_on = models.DateField(_("fra"))
    started_on_precision = precision_field()
    ended_on = models.DateField(_("til og med"))
    ended_on_precision = precision_field()
    form = models.ForeignKey(InvolvementForm, verbose_name=_("form"), on_delete=models.PROTECT, related_name="+")
    users_count = models.PositiveIntegerField(_("antall brukere"), null=True, blank=True)
    carers_count = models.PositiveIntegerField(_("antall pårørende"), null=True, blank=True)
    organisations_count = models.PositiveIntegerField(_("antall organisasjoner"), null=True, blank=True)
    people_unknown = models.BooleanField(_("deltakerne er ikke kjent"), default=False, editable=False)
    group_capacity = models.CharField(
        _("rolle for gruppen"), max_length=14, choices=Capacity.choices, default=Capacity.UNKNOWN
    )
    hours = models.DecimalField(_("timer"), max_digits=7, decimal_places=1, null=True, blank=True)
    capacities = ArrayField(models.CharField(max_length=14, choices=Capacity.choices), default=list, editable=False)
    # Each January the owner of a group that goes on says whether it met in the year passed.
    met_in_year = models.PositiveSmallIntegerField(_("møttes sist i"), null=True, blank=True, editable=False)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("registrert av"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("hendelse")
        verbose_name_plural = _("hendelser")
        ordering = ["-started_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_start",
                condition=Q(ended_on__gte=F("started_on")),
                violation_error_message=_("Sluttdatoen er før startdatoen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form}, {self.started_on:%d.%m.%Y}"


@track(of="event")
class EventPerson(models.Model):
    """Somebody took part in an event, for the organisation and in the capacity that held on the day."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="events")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisasjon"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    capacity = models.CharField(_("rolle"), max_length=14, choices=Capacity.choices, default=Capacity.UNKNOWN)

    class Meta:
        verbose_name = _("deltaker")
        verbose_name_plural = _("deltakere")
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="person_once_in_an_event")]

    def __str__(self) -> str:
        return f"{self.person}"


@track(of="event")
class EventOrganisation(models.Model):
    """An organisation took part in an event, with nobody named."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="organisations")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisasjon"), on_delete=models.PROTECT, related_name="events"
    )
    capacity = models.CharField(_("rolle"), max_length=14, choices=Capacity.choices, default=Capacity.UNKNOWN)

    class Meta:
        verbose_name = _("deltakende organisasjon")
        verbose_name_plural = _("deltakende organisasjoner")
        constraints = [models.UniqueConstraint(fields=["event", "organisation"], name="organisation_once_in_an_event")]

    def __str__(self) -> str:
        return f"{self.organisation}"


@track()
class Involvement(VersionedModel):
    """What an event meant for one work item."""

    event = models.ForeignKey(Event, verbose_name=_("hendelse"), on_delete=models.PROTECT, related_name="involvements")
    work_item = models.ForeignKey(
        WorkItem, verbose_name=_("arbeid"), on_delete=models.PROTECT, related_name="involvements"
    )
    external_id = models.CharField(max_length=120, null=True, blank=True, unique=True, editable=False)
    phases = ArrayField(models.CharField(max_length=14, choices=Phase.choices), verbose_name=_("faser"))
    perspective = models.CharField(_("perspektiv"), max_length=5, choices=Perspective.choices, null=True, blank=True)
    youth = models.BooleanField(_("barn og unge"), default=False)
    degree = models.PositiveSmallIntegerField(_("grad"), choices=Degree.choices, null=True, blank=True)
    # Where it took place; files have no such column, so it is empty there: not stated.
    level = models.CharField(_("nivå"), max_length=10, choices=Level.choices, null=True, blank=True)
    whole_process = models.BooleanField(_("i hele prosessen"), null=True, blank=True)
    purpose = models.TextField(_("formål"), blank=True)
    summary = models.TextField(_("hva kom fram"), blank=True)
    state = models.CharField(
        _("tilstand"), max_length=10, choices=InvolvementState.choices, default=InvolvementState.DRAFT
    )
    annul_reason = models.CharField(_("hvorfor annullert"), max_length=500, blank=True)
    confirmation = models.CharField(
        _("bekreftelse"), max_length=16, choices=Confirmation.choices, default=Confirmation.NOT_ASKED, editable=False
    )
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("registrert av"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="logged_involvements",
    )
    logged_at = models.DateTimeField(_("registrert"), auto_now_add=True)
    imported_version = models.PositiveIntegerField(null=True, blank=True, editable=False)

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        verbose_name = _("medvirkning")
        verbose_name_plural = _("medvirkning")
        ordering = ["-event__started_on", "-id"]
        constraints = [
            # What was annulled may be logged anew.
            models.UniqueConstraint(
                fields=["event", "work_item"],
                name="event_once_for_a_work_item",
                condition=~Q(state=InvolvementState.ANNULLED.value),
            ),
            models.CheckConstraint(
                name="involvement_has_phases",
                condition=Q(phases__len__gte=1),
                violation_error_message=_("Velg minst én fase."),
            ),
            models.CheckConstraint(
                name="degree_is_known_to_the_scale", condition=Q(degree=None) | Q(degree__in=Degree.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.work_item}: {self.event}"


@track(personal=["comment", "set_aside_reason"])
class InvolvementConfirmation(models.Model):
    """One person's answer to whether the involvement took place as logged. The latest answer stands."""

    involvement = models.ForeignKey(Involvement, on_delete=models.CASCADE, related_name="confirmations")
    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("spurt"))
    answer = models.CharField(_("svar"), max_length=6, choices=Answer.choices, null=True, blank=True)
    answered_at = models.DateTimeField(_("svart"), null=True, blank=True)
    comment = models.TextField(_("kommentar"), blank=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_aside_reason = models.CharField(_("hvorfor svaret er satt til side"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("bekreftelse")
        verbose_name_plural = _("bekreftelser")
        constraints = [
            models.UniqueConstraint(fields=["involvement", "person"], name="person_asked_once_of_an_involvement"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.involvement}"


@track(personal=["text"])
class Input(VersionedModel):
    """Something somebody said in an involvement, and what became of it so far."""

    involvement = models.ForeignKey(Involvement, on_delete=models.PROTECT, related_name="inputs")
    text = models.TextField(_("innspill"))
    given_by = models.ForeignKey(
        Person, verbose_name=_("gitt av"), null=True, blank=True, on_delete=models.SET_NULL, related_name="inputs"
    )
    given_for = models.ForeignKey(
        Organisation,
        verbose_name=_("på vegne av"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="inputs",
    )
    given_on = models.DateField(_("gitt"))
    outcome = models.CharField(
        _("utfall"), max_length=19, choices=OutcomeKind.choices, null=True, blank=True, editable=False
    )

    objects = InputQuerySet.as_manager()

    class Meta:
        verbose_name = _("innspill")
        verbose_name_plural = _("innspill")
        ordering = ["given_on", "id"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_answered(self) -> bool:
        """Answered is any outcome other than «til vurdering»; a reason is demanded with it."""
        return self.outcome in ANSWERED

    def waited_days(self, today: datetime.date) -> int:
        return (today - self.given_on).days


@track()
class Outcome(models.Model):
    """A step in what became of an input. Rows are only added; the latest stands and is copied to the input."""

    input = models.ForeignKey(Input, on_delete=models.CASCADE, related_name="outcomes")
    outcome = models.CharField(_("utfall"), max_length=19, choices=OutcomeKind.choices)
    reason = models.TextField(_("begrunnelse"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("svart av"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("svart"), auto_now_add=True)

    class Meta:
        verbose_name = _("utfall")
        verbose_name_plural = _("utfall")
        ordering = ["-decided_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="outcome_has_a_reason",
                condition=Q(outcome=OutcomeKind.CONSIDERED) | ~Q(reason=""),
                violation_error_message=_("Skriv en begrunnelse for utfallet."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()
