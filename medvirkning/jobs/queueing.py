"""Sending a task by its name after commit, whatever state the broker is in."""

from dataclasses import dataclass

import structlog
from django.db import transaction
from kombu.exceptions import OperationalError

from medvirkning.audit.contexts import current
from medvirkning.celery import app
from medvirkning.jobs.queues import Queue

logger = structlog.get_logger(__name__)


def enqueue(task_name: str, *args: object, queue: Queue | str | None = None, **kwargs: object) -> None:
    """Send a task to its queue once the running transaction has committed, once however often it is asked for.

    A broker that is down is logged and nothing more: what the task would do is stored in the database, and the
    schedule picks it up later. Each task waits in its own queue unless `queue` names another.
    """
    sending = _Sending(task_name, args, queue, tuple(sorted(kwargs.items())))
    # Django forgets what a rolled back savepoint asked for, so what stands here will be sent with this transaction.
    if all(waiting[1] != sending for waiting in transaction.get_connection().run_on_commit):
        transaction.on_commit(sending)


@dataclass(frozen=True)
class _Sending:
    """A task to be sent; two that say the same are one."""

    task_name: str
    args: tuple[object, ...]
    queue: Queue | str | None
    kwargs: tuple[tuple[str, object], ...]

    def __call__(self) -> None:
        send(self.task_name, *self.args, queue=self.queue, **dict(self.kwargs))


def send(task_name: str, *args: object, queue: Queue | str | None = None, **kwargs: object) -> bool:
    """Send at once; False when no broker answered."""
    options: dict[str, object] = {"queue": str(queue)} if queue is not None else {}
    try:
        # Named, for Celery's «current app» is another in each thread: the web server answers in threads.
        app.send_task(task_name, args=args, kwargs=kwargs, retry=False, **options)
    except (OperationalError, OSError) as error:
        # A command needs no broker; there is nothing to warn of where none was to be expected.
        level = "debug" if "command" in (current() or {}) else "warning"
        getattr(logger, level)("task_not_sent", task=task_name, error=str(error))
        return False
    return True
