"""Reading self-assessments: a unit's for its leaders, those above and the Centre; a department's for staff."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from advice.assessments.enums import ActionState, AssessmentState
from advice.units.querysets import units_led
from medvirkning.accounts.enums import Role

if TYPE_CHECKING:
    from advice.assessments.models import (  # noqa: F401 - named in the types of the querysets
        Assessment,
        AssessmentAction,
        AssessmentTemplate,
        Evidence,
        ScoreInvitation,
    )


def _within_reach(user: Any, prefix: str = "") -> Q:
    """Departments' assessments are open to staff and the Centre; units' to the Centre and their leaders."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    led = Q(**{f"{prefix}unit__lineage__overlap": units_led(user)})
    if user.has_role(Role.CENTRE):
        return Q()
    if user.has_role(Role.STAFF):
        return led | Q(**{f"{prefix}department__isnull": False})
    return led


class AssessmentTemplateQuerySet(models.QuerySet["AssessmentTemplate"]):
    def visible_to(self, user: Any) -> Self:
        """What is asked is no secret."""
        return self

    def newest(self) -> Self:
        return self.order_by("edition", "-number")


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(_within_reach(user))

    def approved(self) -> Self:
        """Those that count in the overview."""
        return self.filter(state=AssessmentState.APPROVED)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(_within_reach(user, "answer__assessment__"))


class ScoreInvitationQuerySet(models.QuerySet["ScoreInvitation"]):
    def expired_before(self, day: datetime.date) -> Self:
        return self.filter(expires_at__date__lt=day)


class AssessmentActionQuerySet(models.QuerySet["AssessmentAction"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(_within_reach(user))

    def open(self) -> Self:
        return self.filter(state__in=[ActionState.PLANNED, ActionState.ONGOING])
