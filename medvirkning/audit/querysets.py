"""Reading the access log and the list of erasures."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models


class AccessLogQuerySet(models.QuerySet[Any]):
    """Who looked at personal data."""

    def about(self, subject: models.Model) -> AccessLogQuerySet:
        """What was looked at of one person's record."""
        return self.filter(subject_model=subject._meta.label, subject_pk=subject.pk)

    def older_than(self, day: datetime.date) -> AccessLogQuerySet:
        return self.filter(at__date__lt=day)


class ErasureQuerySet(models.QuerySet[Any]):
    """What has been erased."""

    def since(self, moment: datetime.datetime) -> ErasureQuerySet:
        return self.filter(at__gte=moment)
