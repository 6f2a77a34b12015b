"""Deadlines of actions: remembered a week before, and when they have passed; once each."""

import datetime

from django.db.models import F
from django.utils import timezone

from advice.assessments import notices
from advice.assessments.models import AssessmentAction

AHEAD = datetime.timedelta(days=7)
# A deadline that passed longer ago is not told of: a job that stood still for weeks fills nobody's mailbox.
LATE = datetime.timedelta(days=14)


def remind_of_deadlines(today: datetime.date | None = None) -> int:
    """Mail the leaders of units whose actions near their deadline or have passed it. Gives how many mails."""
    day = today or timezone.localdate()
    rows = AssessmentAction.objects.open().select_related("unit", "department", "advice").order_by("due_on", "pk")
    # What was agreed within the week is fresh in mind.
    soon = rows.filter(due_on__gte=day, due_on__lte=day + AHEAD, added_at__date__lte=F("due_on") - AHEAD)
    late = rows.filter(due_on__lt=day, due_on__gte=day - LATE)
    told = sum(notices.remind_of_action(action, is_late=False) for action in soon)
    return told + sum(notices.remind_of_action(action, is_late=True) for action in late)
