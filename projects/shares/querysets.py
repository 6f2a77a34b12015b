from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Q, Subquery
from django.db.models.functions import Coalesce

from projects.departments.reach import reach_of

if TYPE_CHECKING:
    from medvirkning.accounts.models import User


class ByYearQuerySet(models.QuerySet):
    """Rows of a year counted by a rule version."""

    def visible_to(self, user: "User") -> Self:
        """Staff and the Centre see every department's figures."""
        reach = reach_of(user)
        return self if reach.is_staff or reach.is_centre else self.none()

    def of_year(self, year: int, rule_version: int | None = None) -> Self:
        """Rows of the year by a rule version, the one in force unless told."""
        if rule_version is not None:
            return self.filter(year=year, rule_version=rule_version)
        versions = apps.get_model("projects", "RuleVersion")._default_manager
        in_force = versions.filter(from_year__lte=year).order_by("-number").values("number")[:1]
        first = versions.order_by("number").values("number")[:1]
        return self.filter(year=year, rule_version=Coalesce(Subquery(in_force), Subquery(first)))

    def below(self, *codes: str) -> Self:
        """The departments and all below them (`total`)."""
        return self.filter(department__lineage__overlap=list(codes))


class CountedWorkQuerySet(ByYearQuerySet):
    def holding(self, condition: Q) -> Self:
        """Rows for which a measure of `rule.MEASURES` holds."""
        return self.filter(condition)


class DepartmentShareQuerySet(ByYearQuerySet):
    pass


class ShareByQuerySet(ByYearQuerySet):
    pass


class CountDifferenceQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> Self:
        """Who looks after the count sees what the control found: the Centre and administrators."""
        return self if user.has_perm("shares.see_control") else self.none()


class CountRunQuerySet(models.QuerySet):
    def latest_day(self) -> Self:
        """The latest control first."""
        return self.order_by("-day")
