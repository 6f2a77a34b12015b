"""The states of a job, and which follows which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """Where a job is."""

    QUEUED = "queued", _("I kø")
    RUNNING = "running", _("Pågår")
    SUCCEEDED = "succeeded", _("Ferdig")
    FAILED = "failed", _("Feilet")
    CANCELLED = "cancelled", _("Avbrutt")


FINISHED = frozenset({JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED})

# A running job whose worker was killed is queued again.
TRANSITIONS: dict[str, frozenset[str]] = {
    JobState.QUEUED: frozenset({JobState.RUNNING, JobState.CANCELLED, JobState.FAILED}),
    JobState.RUNNING: frozenset({JobState.QUEUED, JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED}),
    JobState.SUCCEEDED: frozenset(),
    JobState.FAILED: frozenset(),
    JobState.CANCELLED: frozenset(),
}
