"""Sending a task by its name after commit, whatever state the broker is in."""

import structlog
from django.db import transaction
from kombu.exceptions import OperationalError

from medvirkning.celery import app
from medvirkning.jobs.queues import Queue

logger = structlog.get_logger(__name__)


def enqueue(task_name: str, *args: object, queue: Queue | str | None = None, **kwargs: object) -> None:
    """Send a task to its queue once the running transaction has committed.

    A broker that is down is logged and nothing more: what the task would do is stored in the database, and the
    schedule picks it up later. Each task waits in its own queue unless `queue` names another.
    """
    transaction.on_commit(lambda: send(task_name, *args, queue=queue, **kwargs))


def send(task_name: str, *args: object, queue: Queue | str | None = None, **kwargs: object) -> bool:
    """Send at once; False when no broker answered."""
    options: dict[str, object] = {"queue": str(queue)} if queue is not None else {}
    try:
        # Named, for Celery's «current app» is another in each thread: the web server answers in threads.
        app.send_task(task_name, args=args, kwargs=kwargs, retry=False, **options)
    except (OperationalError, OSError) as error:
        logger.warning("task_not_sent", task=task_name, error=str(error))
        return False
    return True
