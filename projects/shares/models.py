from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from medvirkning.audit import track
from medvirkning.web.concurrency import VersionedModel
from projects.departments.models import Department
from projects.shares.enums import STORED_COUNTS, Dimension, Headline
from projects.shares.querysets import (
    CountDifferenceQuerySet,
    CountedWorkQuerySet,
    CountRunQuerySet,
    DepartmentShareQuerySet,
    ShareByQuerySet,
)
from projects.work.enums import WorkKind
from projects.work.models import WorkItem

__all__ = ["CountDifference", "CountRun", "CountedWork", "DepartmentShare", "RuleVersion", "ShareBy", "Target"]


@track()
class RuleVersion(models.Model):
    """A version of the counting rule, in force from a 1 January; earlier years keep theirs.

    The first version holds for all earlier years too. The first year of a later version is counted by both.
    """

    number = models.PositiveSmallIntegerField(_("versjon"), primary_key=True)
    from_year = models.PositiveSmallIntegerField(_("gjelder fra og med år"), unique=True)
    headline = models.CharField(_("hovedtall"), max_length=9, choices=Headline.choices, default=Headline.ANY)
    least_degree = models.PositiveSmallIntegerField(_("laveste grad som teller"), default=1)
    counts_unknown_degree = models.BooleanField(_("ukjent grad teller"), default=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(_("begrunnelse"), blank=True)

    class Meta:
        verbose_name = _("regelversjon")
        verbose_name_plural = _("regelversjoner")
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.number)


class CountedWork(models.Model):
    """One work item in one year by one rule version, with the date on which each measure came to hold.

    Empty means that the measure does not hold. Exempt, insight only and unknown degree only are read from
    `exempted_on`, `beyond_insight_on` and `known_degree_on` together with `any_on` (see `rule.MEASURES`), so that
    every figure can be read for any day to date.
    """

    work_item = models.ForeignKey(WorkItem, on_delete=models.CASCADE, db_constraint=False, related_name="counted")
    year = models.PositiveSmallIntegerField()
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    kind = models.CharField(max_length=13, choices=WorkKind.choices)
    carried_out_on = models.DateField(null=True)
    any_on = models.DateField(null=True)
    user_on = models.DateField(null=True)
    carer_on = models.DateField(null=True)
    both_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)
    representation_on = models.DateField(null=True)
    beyond_insight_on = models.DateField(null=True)
    known_degree_on = models.DateField(null=True)
    early_on = models.DateField(null=True)
    systematic_on = models.DateField(null=True)
    exempted_on = models.DateField(null=True)
    not_performed_on = models.DateField(null=True)
    cancelled_on = models.DateField(null=True)
    overdue_on = models.DateField(null=True)
    could_be_asked_on = models.DateField(null=True)
    asked_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    product_type = models.CharField(max_length=60, null=True)
    first_phase = models.CharField(max_length=14, null=True)
    highest_degree = models.PositiveSmallIntegerField(null=True)
    subjects = ArrayField(models.CharField(max_length=60), default=list)
    forms = ArrayField(models.CharField(max_length=60), default=list)
    capacities = ArrayField(models.CharField(max_length=14), default=list)

    objects = CountedWorkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work_item", "year", "rule_version"], name="counted_once_a_year"),
        ]
        indexes = [models.Index(fields=["department", "year", "rule_version", "kind"], name="counted_by_department")]

    def __str__(self) -> str:
        return f"{self.work_item_id}, {self.year}"


class DepartmentShare(models.Model):
    """A department's own counts in a year, by kind and rule version. Totals are sums over the tree when read."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, db_constraint=False, related_name="shares")
    year = models.PositiveSmallIntegerField()
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    kind = models.CharField(max_length=13, choices=WorkKind.choices)
    computed_at = models.DateTimeField(db_default=Now())

    objects = DepartmentShareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["department", "year", "rule_version", "kind"], name="one_share_a_department_year_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department_id}, {self.year}"


for _name in STORED_COUNTS:
    DepartmentShare.add_to_class(_name, models.IntegerField(default=0))


class ShareBy(models.Model):
    """A department's own counts by one more dimension. Work with several values counts in each: no sum is made."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    year = models.PositiveSmallIntegerField()
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    kind = models.CharField(max_length=13, choices=WorkKind.choices)
    quarter = models.PositiveSmallIntegerField()
    dimension = models.CharField(max_length=20, choices=Dimension.choices)
    value = models.CharField(max_length=60)
    carried_out = models.IntegerField(default=0)
    with_any = models.IntegerField(default=0)
    with_both = models.IntegerField(default=0)

    objects = ShareByQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["department", "year", "rule_version", "kind", "quarter", "dimension", "value"],
                name="one_share_by_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dimension} {self.value}, {self.year}"


class CountDifference(models.Model):
    """The nightly full count found something else than what was stored. It was mended; somebody must learn why."""

    found_at = models.DateTimeField(db_default=Now())
    work_item = models.ForeignKey(WorkItem, null=True, on_delete=models.SET_NULL, related_name="+")
    department = models.ForeignKey(Department, null=True, on_delete=models.SET_NULL, related_name="+")
    year = models.PositiveSmallIntegerField()
    stored = models.JSONField(null=True)
    counted = models.JSONField(null=True)

    objects = CountDifferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("avvik i tellingen")
        verbose_name_plural = _("avvik i tellingen")
        ordering = ["-found_at", "-id"]

    def __str__(self) -> str:
        return f"{self.work_item_id}, {self.year}"


class CountRun(models.Model):
    """A full comparison that was carried through for a day. A day that was missed is made up for."""

    day = models.DateField(unique=True)
    finished_at = models.DateTimeField(db_default=Now())
    counted_rows = models.PositiveIntegerField()
    differences = models.PositiveIntegerField()

    objects = CountRunQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.day}"


@track()
class Target(VersionedModel):
    """The share a department aims at in a year, in per cent; set by its leader."""

    department = models.ForeignKey(
        Department, verbose_name=_("enhet"), on_delete=models.PROTECT, related_name="targets"
    )
    year = models.PositiveSmallIntegerField(_("år"))
    per_cent = models.DecimalField(_("måltall i prosent"), max_digits=4, decimal_places=1)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("måltall")
        verbose_name_plural = _("måltall")
        constraints = [
            models.UniqueConstraint(fields=["department", "year"], name="one_target_a_year"),
            models.CheckConstraint(
                name="target_is_a_percentage",
                condition=models.Q(per_cent__gte=0, per_cent__lte=100),
                violation_error_message=_("Måltallet må være mellom 0 og 100 prosent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department}, {self.year}"
