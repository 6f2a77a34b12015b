"""What becomes of self-assessments when an account is erased."""

from typing import Any

from django.db import models

from advice.assessments import retention  # noqa: F401 - registers its rules
from advice.assessments.models import Assessment
from medvirkning.audit import erasers

DONE = "The assessment stands; the name behind the key is gone."


def _nameless(act: str) -> erasers.Act:
    """The name goes out of the frozen record: the one thing of it that ever changes."""

    def forget(rows: models.QuerySet[Any, Any]) -> list[int]:
        for assessment in rows.filter(record__isnull=False):
            assessment.record[act] = {**assessment.record.get(act, {}), "by": ""}
            Assessment._base_manager.filter(pk=assessment.pk).update(record=assessment.record)
        return []

    return forget


for relation in (
    "AssessmentTemplate.adopted_by",
    "Assessment.started_by",
    "Evidence.added_by",
    "ScoreInvitation.invited_by",
    "AssessmentAction.added_by",
):
    erasers.register(f"advice.{relation}", erasers.keep, why=DONE)
erasers.register("advice.Assessment.submitted_by", _nameless("submitted"), why=DONE)
erasers.register("advice.Assessment.approved_by", _nameless("approved"), why=DONE)
