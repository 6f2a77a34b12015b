"""The pipeline's tasks, by the names under which they are sent."""

import datetime

import structlog
from celery import shared_task
from django.utils import timezone

from medvirkning.jobs.queues import Queue
from medvirkning.jobs.tasks import BaseTask
from projects.shares import pipeline
from projects.shares.models import CountRun
from projects.shares.notices import tell_of_differences

logger = structlog.get_logger(__name__)


@shared_task(
    base=BaseTask, name="projects.shares.tasks.drain", queue=Queue.SHARES, soft_time_limit=540, time_limit=600
)
def drain() -> int:
    """Count what was touched. Sent after each change and by beat every ten seconds; any number may run."""
    return pipeline.drain()


@shared_task(
    base=BaseTask, name="projects.shares.tasks.midnight", queue=Queue.SHARES, soft_time_limit=3300, time_limit=3600
)
def midnight() -> int:
    """Once a day, just after midnight in Oslo: touch what dates have passed, drain, and compare with a full count.

    Beat also sends it every hour; a day that is done is left alone, so a night that was missed is made up for.
    Returns the number of differences; it should be 0.
    """
    today = timezone.localdate()
    if CountRun.objects.filter(day=today).exists():
        return 0
    last = CountRun.objects.order_by("-day").values_list("day", flat=True).first()
    pipeline.touch_passed_dates(after=last or today - datetime.timedelta(days=1), today=today)
    pipeline.drain()
    found = pipeline.compare()
    CountRun.objects.get_or_create(
        day=today, defaults={"counted_rows": found.counted, "differences": found.differences}
    )
    if found.differences:
        logger.error("count_differences", day=str(today), differences=found.differences)
        tell_of_differences(today, found.differences)
    return found.differences
