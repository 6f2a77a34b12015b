import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from medvirkning.audit import track
from medvirkning.web.concurrency import VersionedModel
from medvirkning.web.sorting import sort_key_field
from projects.departments.enums import MemberRole
from projects.departments.querysets import DepartmentQuerySet, DeputyQuerySet, MembershipQuerySet

__all__ = ["Department", "Deputy", "Membership"]


def validity() -> Func:
    """The period of a dated row, both days included, no end meaning for ever."""
    return Func("valid_from", "valid_to", Value("[]"), function="daterange")


@track(exclude=["sort_key"])
class Department(VersionedModel):
    """A unit of the directorate in a dated tree: it never moves and is never deleted, but closed and succeeded.

    `lineage` holds the codes from the root down to the department itself; codes never change, so it is written once,
    and totals are sums over departments whose lineage contains a code. «Ikke oppgitt» lies outside the tree: it has
    no share and no reminders.
    """

    code = models.CharField(_("kode"), max_length=60, unique=True)
    name_nb = models.CharField(_("navn"), max_length=200)
    name_nn = models.CharField(_("navn på nynorsk"), max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("hører under"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    lineage = ArrayField(models.CharField(max_length=60), editable=False)
    outside_tree = models.BooleanField(_("utenfor treet"), default=False, editable=False)
    valid_from = models.DateField(_("opprettet"))
    valid_to = models.DateField(_("lagt ned, siste dag"), null=True, blank=True)
    successors = models.ManyToManyField("self", symmetrical=False, related_name="predecessors", blank=True)
    imported_version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    sort_key = sort_key_field("name_nb")

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enhet")
        verbose_name_plural = _("enheter")
        ordering = ["sort_key", "id"]
        constraints = [
            models.CheckConstraint(
                name="department_closes_after_opening",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("Enheten kan ikke være lagt ned før den ble opprettet."),
            ),
            ExclusionConstraint(
                name="one_directorate_at_a_time",
                expressions=[(validity(), RangeOperators.OVERLAPS)],
                condition=Q(parent=None, outside_tree=False),
                violation_error_message=_("Det finnes alt en øverste enhet i perioden."),
            ),
        ]
        indexes = [GinIndex(fields=["lineage"], name="department_lineage")]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="never_moves", fields=["code", "parent", "lineage", "outside_tree"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's written Norwegian; departments have no English name, but «Ikke oppgitt» has."""
        if self.outside_tree:
            return gettext(self.name_nb)
        return (self.name_nn if get_language() == "nn" else "") or self.name_nb

    @property
    def depth(self) -> int:
        """0 for the directorate, 1 for its divisions."""
        return len(self.lineage) - 1


@track()
class Membership(models.Model):
    """An account works in a department in a period, as staff or as its leader."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("konto"), on_delete=models.CASCADE, related_name="memberships"
    )
    department = models.ForeignKey(
        Department, verbose_name=_("enhet"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("rolle"), max_length=6, choices=MemberRole.choices, default=MemberRole.STAFF)
    valid_from = models.DateField(_("fra"), null=True, blank=True)
    valid_to = models.DateField(_("til og med"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("medlemskap")
        verbose_name_plural = _("medlemskap")
        constraints = [
            models.UniqueConstraint(fields=["user", "department"], name="member_once_of_a_department"),
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("Sluttdatoen er før startdatoen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.department}"


@track()
class Deputy(models.Model):
    """Somebody decides in a leader's place in a period (exemptions and not performed)."""

    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("leder"), on_delete=models.CASCADE, related_name="deputies"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("stedfortreder"), on_delete=models.CASCADE, related_name="deputising"
    )
    valid_from = models.DateField(_("fra"))
    valid_to = models.DateField(_("til og med"))

    objects = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name = _("stedfortreder")
        verbose_name_plural = _("stedfortredere")
        constraints = [
            models.CheckConstraint(
                name="deputy_ends_after_start",
                condition=Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("Sluttdatoen er før startdatoen."),
            ),
            models.CheckConstraint(
                name="deputy_is_another",
                condition=~Q(leader=F("deputy")),
                violation_error_message=_("Velg en annen enn deg selv som stedfortreder."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} for {self.leader}"
