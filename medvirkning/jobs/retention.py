"""How long finished jobs and their files are kept: each kind says so itself, 30 days by default."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from medvirkning.audit import erasers, retention
from medvirkning.jobs.models import Job
from medvirkning.jobs.services import delete_expired

retention.register(
    retention.RetentionRule(
        name="jobs",
        what=_("Ferdige jobber og filene deres"),
        days=0,
        find=Job.objects.expired_before,
        erase=delete_expired,
    )
)


def delete_with_files(rows: models.QuerySet) -> list[int]:
    """A person's jobs go, and the files with them."""
    delete_expired(rows)
    return []


erasers.register("jobs.Job.owner", delete_with_files, why="What a person ordered belongs to the person alone.")
