from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, Upper
from django.utils.translation import gettext_lazy as _

from medvirkning.audit import track
from medvirkning.web.concurrency import VersionedModel
from medvirkning.web.precision import precision_field
from medvirkning.web.sorting import sort_key_field
from medvirkning.web.value_lists import ValueListItem
from projects.departments.models import Department
from projects.work.enums import DecisionStatus, WorkKind, WorkStatus
from projects.work.querysets import DecisionQuerySet, WorkItemQuerySet
from representatives.subjects.models import SubjectArea

__all__ = [
    "CommissionSource",
    "Contribution",
    "Exemption",
    "ExemptionReason",
    "NotPerformed",
    "ProductType",
    "Responsibility",
    "Touch",
    "WorkItem",
    "WorkItemSubject",
    "WorkItemTeamMember",
]


@track()
class ProductType(ValueListItem):
    class Meta(ValueListItem.Meta):
        verbose_name = _("produkttype")
        verbose_name_plural = _("produkttyper")


@track()
class CommissionSource(ValueListItem):
    class Meta(ValueListItem.Meta):
        verbose_name = _("bestiller")
        verbose_name_plural = _("bestillere")


@track()
class ExemptionReason(ValueListItem):
    """Reasons for an exemption and for a standing task not performed."""

    class Meta(ValueListItem.Meta):
        verbose_name = _("begrunnelse for unntak")
        verbose_name_plural = _("begrunnelser for unntak")


@track(exclude=["sort_key", "search"])
class WorkItem(VersionedModel):
    """An assignment, with a commission, a deadline and a completion, or a standing task that recurs every year."""

    reference = models.CharField(_("referanse"), max_length=60, unique=True)
    title = models.CharField(_("tittel"), max_length=300)
    kind = models.CharField(_("slag"), max_length=13, choices=WorkKind.choices)
    product_type = models.ForeignKey(
        ProductType, verbose_name=_("produkttype"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    subject_areas = models.ManyToManyField(SubjectArea, verbose_name=_("fagområder"), blank=True, related_name="+")
    source = models.ForeignKey(
        CommissionSource,
        verbose_name=_("bestilt gjennom"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    commissioned_on = models.DateField(_("bestilt"), null=True, blank=True)
    commissioned_on_precision = precision_field()
    started_on = models.DateField(_("startet"), null=True, blank=True)
    started_on_precision = precision_field()
    due_on = models.DateField(_("frist"), null=True, blank=True)
    due_on_precision = precision_field()
    completed_on = models.DateField(_("fullført"), null=True, blank=True)
    completed_on_precision = precision_field()
    ended_on = models.DateField(_("siste virkedag"), null=True, blank=True)
    ended_on_precision = precision_field()
    status = models.CharField(_("status"), max_length=10, choices=WorkStatus.choices, default=WorkStatus.PLANNED)
    cancelled_on = models.DateField(_("bortfalt"), null=True, blank=True)
    cancel_reason = models.CharField(_("hvorfor arbeidet falt bort"), max_length=500, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ansvarlig"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="responsible_for",
    )
    note = models.TextField(_("merknad"), blank=True)
    data_source = models.CharField(_("kilde"), max_length=300, blank=True)
    restricted = models.BooleanField(
        _("skjermet"),
        default=False,
        help_text=_("Bare teamet og lederne ser arbeidet. Det teller i tallene; andre ser «Skjermet»."),
    )
    team = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("team"), blank=True, related_name="team_work_items"
    )
    imported_version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    sort_key = sort_key_field("title")
    search = models.GeneratedField(
        expression=SearchVector("title", "reference", "note", config="norwegian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = WorkItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("arbeid")
        verbose_name_plural = _("oppdrag og faste oppgaver")
        ordering = ["sort_key", "id"]
        constraints = [
            models.CheckConstraint(
                name="completion_belongs_to_assignments",
                condition=Q(completed_on=None) | Q(kind=WorkKind.ASSIGNMENT),
                violation_error_message=_("En fast oppgave fullføres ikke. Oppgi siste virkedag i stedet."),
            ),
            models.CheckConstraint(
                name="end_belongs_to_standing_tasks",
                condition=Q(ended_on=None) | Q(kind=WorkKind.STANDING_TASK),
                violation_error_message=_("Et oppdrag har ingen siste virkedag. Oppgi når det ble fullført."),
            ),
            models.CheckConstraint(
                name="completed_has_a_date",
                condition=~Q(status=WorkStatus.COMPLETED) | Q(completed_on__isnull=False) | Q(ended_on__isnull=False),
                violation_error_message=_("Oppgi datoen da arbeidet ble fullført."),
            ),
            models.CheckConstraint(
                name="completion_date_means_completed",
                condition=Q(completed_on=None) | Q(status__in=[WorkStatus.COMPLETED, WorkStatus.CANCELLED]),
                violation_error_message=_("Arbeidet har en fullført-dato, men statusen sier noe annet."),
            ),
            models.CheckConstraint(
                name="work_ends_after_start",
                condition=(Q(completed_on=None) | Q(started_on=None) | Q(completed_on__gte=F("started_on")))
                & (Q(ended_on=None) | Q(started_on=None) | Q(ended_on__gte=F("started_on"))),
                violation_error_message=_("Sluttdatoen er før startdatoen."),
            ),
        ]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="work_in_order"),
            models.Index(fields=["due_on"], name="work_by_deadline", condition=Q(completed_on=None)),
            GinIndex(fields=["search"], name="work_search"),
            GinIndex(OpClass(F("title"), name="gin_trgm_ops"), name="work_title_trigrams"),
            # «icontains» asks for the upper case.
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="work_title_parts"),
            GinIndex(OpClass(Upper("reference"), name="gin_trgm_ops"), name="work_reference_parts"),
        ]

    def __str__(self) -> str:
        return self.title


@track(of="workitem")
class WorkItemSubject(WorkItem.subject_areas.through):  # type: ignore[name-defined]
    """That an item is about a subject area: the link itself, so that its history is kept (docs/adr/0092)."""

    class Meta:
        proxy = True
        verbose_name = _("fagområder")


@track(of="workitem")
class WorkItemTeamMember(WorkItem.team.through):  # type: ignore[name-defined]
    """That an account is on an item's team, with its history."""

    class Meta:
        proxy = True
        verbose_name = _("team")


@track(of="work_item")
class Responsibility(models.Model):
    """A department answers for a work item from a date; the first one (no date) holds for all earlier dates too."""

    work_item = models.ForeignKey(
        WorkItem, verbose_name=_("arbeid"), on_delete=models.CASCADE, related_name="responsibilities"
    )
    department = models.ForeignKey(
        Department, verbose_name=_("enhet"), on_delete=models.PROTECT, related_name="responsibilities"
    )
    from_date = models.DateField(_("fra"), null=True, blank=True)

    class Meta:
        verbose_name = _("ansvar")
        verbose_name_plural = _("ansvar")
        ordering = [F("from_date").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["work_item", "from_date"],
                name="one_department_answers_at_a_time",
                nulls_distinct=False,
                violation_error_message=_("Arbeidet skifter alt enhet den dagen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.work_item}: {self.department}"


@track(of="work_item")
class Contribution(models.Model):
    """Another department contributes to a work item in a period: its staff edit and log, outside every share."""

    work_item = models.ForeignKey(
        WorkItem, verbose_name=_("arbeid"), on_delete=models.CASCADE, related_name="contributions"
    )
    department = models.ForeignKey(
        Department, verbose_name=_("enhet"), on_delete=models.PROTECT, related_name="contributions"
    )
    valid_from = models.DateField(_("fra"), null=True, blank=True)
    valid_to = models.DateField(_("til og med"), null=True, blank=True)

    class Meta:
        verbose_name = _("bidrag")
        verbose_name_plural = _("bidrag")
        constraints = [
            models.UniqueConstraint(fields=["work_item", "department"], name="contributes_once"),
            models.CheckConstraint(
                name="contribution_ends_after_start",
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("Sluttdatoen er før startdatoen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department}: {self.work_item}"


class Decision(VersionedModel):
    """Something asked for about a work item and a year, decided by a leader who neither asked nor is responsible."""

    work_item = models.ForeignKey(WorkItem, verbose_name=_("arbeid"), on_delete=models.CASCADE)
    year = models.PositiveSmallIntegerField(_("år"))
    reason = models.ForeignKey(
        ExemptionReason, verbose_name=_("begrunnelse"), on_delete=models.PROTECT, related_name="+"
    )
    reason_text = models.TextField(_("utdyping"), blank=True)
    status = models.CharField(
        _("status"), max_length=9, choices=DecisionStatus.choices, default=DecisionStatus.REQUESTED
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("ønsket av"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    requested_on = models.DateField(_("ønsket"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("avgjort av"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_on = models.DateField(_("avgjort"), null=True, blank=True)
    decision_text = models.TextField(_("begrunnelse for avgjørelsen"), blank=True)
    imported_version = models.PositiveIntegerField(null=True, blank=True, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.work_item}, {self.year}"


@track(of="work_item")
class Exemption(Decision):
    """Involvement is not relevant for the work item in the year."""

    class Meta:
        verbose_name = _("unntak")
        verbose_name_plural = _("unntak")
        default_related_name = "exemptions"
        constraints = [
            models.UniqueConstraint(
                fields=["work_item", "year"],
                name="one_exemption_a_year",
                violation_error_message=_("Det er alt bedt om unntak for året."),
            ),
        ]


@track(of="work_item")
class NotPerformed(Decision):
    """A standing task was not performed in the year; until a leader has approved it, the task counts."""

    class Meta:
        verbose_name = _("ikke gjennomført")
        verbose_name_plural = _("ikke gjennomført")
        default_related_name = "not_performed"
        constraints = [
            models.UniqueConstraint(
                fields=["work_item", "year"],
                name="one_not_performed_a_year",
                violation_error_message=_("Oppgaven er alt meldt som ikke gjennomført i året."),
            ),
        ]


class Touch(models.Model):
    """A work item whose counts may have changed. Append only, in the transaction of the change; drained by shares."""

    work_item = models.ForeignKey(
        WorkItem, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.work_item_id}"
