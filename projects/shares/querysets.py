from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from projects.departments.reach import reach_of

if TYPE_CHECKING:
    from medvirkning.accounts.models import User


class ByYearQuerySet(models.QuerySet):
    """Rows of a year counted by a rule version."""

    def visible_to(self, user: "User") -> Self:
        """Staff and the Centre see every department's figures."""
        reach = reach_of(user)
        return self if reach.is_staff or reach.is_centre else self.none()

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
