"""Reading jobs."""

from __future__ import annotations

import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from medvirkning.jobs.enums import JobState


class JobQuerySet(models.QuerySet[Any]):
    """Long work."""

    def visible_to(self, user: Any) -> JobQuerySet:
        """Files and imports are for the one who asked for them."""
        return self.filter(owner_id=user.pk)

    def silent_since(self, moment: datetime.datetime) -> JobQuerySet:
        """Running, but without a sign of life since then: the worker was killed."""
        return self.filter(state=JobState.RUNNING, beat_at__lt=moment)

    def left_waiting_since(self, moment: datetime.datetime) -> JobQuerySet:
        """Queued for so long that the message must have been lost with the broker."""
        return self.filter(state=JobState.QUEUED, queued_at__lt=moment)

    def expired_before(self, day: datetime.date) -> JobQuerySet:
        """Finished, and no longer to be kept."""
        return self.filter(expires_on__lt=day)

    def recent(self) -> JobQuerySet:
        """Not expired, newest first."""
        today = timezone.localdate()
        return self.filter(models.Q(expires_on__isnull=True) | models.Q(expires_on__gte=today)).order_by(
            "-created_at", "-pk"
        )


def jobs_of(user: Any) -> JobQuerySet:
    """The jobs a person may see."""
    rows: JobQuerySet = apps.get_model("jobs.Job").objects.visible_to(user)
    return rows
