"""Reading the implementation: the plan is public, the network's names are for staff."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from medvirkning.accounts.enums import Role

if TYPE_CHECKING:
    from advice.implementation.models import (  # noqa: F401 - named in the types of the querysets
        ImplementationActivity,
        NetworkMember,
        PlanGoal,
    )


class PlanGoalQuerySet(models.QuerySet["PlanGoal"]):
    def visible_to(self, user: Any) -> Self:
        """The plan is public."""
        return self


class ImplementationActivityQuerySet(models.QuerySet["ImplementationActivity"]):
    def visible_to(self, user: Any) -> Self:
        """Staff and the Centre see all activities, others those in the open calendar."""
        if user.is_authenticated and user.has_role(Role.STAFF, Role.CENTRE):
            return self
        return self.filter(is_public=True)


class NetworkMemberQuerySet(models.QuerySet["NetworkMember"]):
    def visible_to(self, user: Any) -> Self:
        """Names are for staff and the Centre."""
        return self if user.is_authenticated and user.has_role(Role.STAFF, Role.CENTRE) else self.none()

    def in_force(self, on: datetime.date | None = None) -> Self:
        """Members on a day (today), both ends included."""
        day = on or timezone.localdate()
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def left_before(self, day: datetime.date) -> Self:
        return self.filter(valid_to__lt=day)
