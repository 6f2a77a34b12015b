"""The base of every task, and the tasks that belong to no room: jobs, retention, the daily chain."""

import functools
from typing import Any

import structlog
from celery import Celery, Task, shared_task
from django.core.exceptions import ImproperlyConfigured

from medvirkning.audit import chain, context, erasure_list, retention
from medvirkning.jobs import services
from medvirkning.jobs.queues import Queue
from medvirkning.jobs.signs import show_sign

logger = structlog.get_logger(__name__)


class BaseTask(Task):
    """A task of the portal: names its queue and its time limits, opens a history context, and may be run twice."""

    acks_late = True
    reject_on_worker_lost = True
    ignore_result = True
    waits_in: Queue | None = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """`queue=` is said at the task and used by `jobs.routing`: Celery's own attribute of that name goes away."""
        super().__init_subclass__(**kwargs)
        if "queue" in cls.__dict__:
            cls.waits_in = Queue(cls.__dict__["queue"])
            del cls.queue

    @classmethod
    def on_bound(cls, app: Celery) -> None:
        missing = [name for name in ("waits_in", "time_limit", "soft_time_limit") if not getattr(cls, name, None)]
        if missing:
            raise ImproperlyConfigured(f"The task {cls.name} doesn't name its {', '.join(missing)}")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        number = structlog.contextvars.get_contextvars().get("request_id")
        with context(task=self.name, request=number):
            return super().__call__(*args, **kwargs)


task = functools.partial(shared_task, base=BaseTask)


@task(queue=Queue.FILES, soft_time_limit=85 * 60, time_limit=90 * 60)
def run_job(job_id: int) -> None:
    """Do one job."""
    services.run_job(job_id=job_id)


@task(queue=Queue.DEFAULT, soft_time_limit=50, time_limit=60)
def pick_up_jobs() -> None:
    """Start again what a killed worker or a lost broker left behind, and show that this worker lives."""
    show_sign()
    sent = services.pick_up_jobs()
    if sent:
        logger.warning("jobs_picked_up", count=sent)


@task(queue=Queue.NIGHT, soft_time_limit=55 * 60, time_limit=60 * 60)
def seal_history() -> None:
    """Seal the days that are over in the daily chain."""
    chain.seal_missing_days()


@task(queue=Queue.NIGHT, soft_time_limit=55 * 60, time_limit=60 * 60)
def erase_expired() -> None:
    """Erase what is no longer to be kept; then see that the list without names has all that was erased."""
    try:
        retention.erase_expired()
    finally:
        erasure_list.catch_up()
