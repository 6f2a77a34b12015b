"""How a handler tells how far its job has come, while its own work waits for commit."""

import time
from collections.abc import Callable
from typing import Any

from django.core.files.base import File
from django.db import connection, connections
from django.utils import timezone
from django.utils.functional import Promise

from medvirkning.jobs.enums import JobState
from medvirkning.jobs.models import Job

INTERVAL = 0.5
# Session-level advisory locks of the portal's jobs: (this number, the job's key).
LOCK_SPACE = 4702


class JobCancelled(Exception):  # noqa: N818 - reads as what happened
    """The owner has cancelled the job; the handler's transaction is rolled back."""


class JobRefused(Exception):  # noqa: N818 - reads as what happened
    """The input was refused. `rows` names each fault, nothing has been written."""

    def __init__(self, message: str | Promise, rows: list[dict[str, Any]] | None = None) -> None:
        super().__init__(str(message))
        self.rows = rows or []


class Progress:
    """A job as its handler sees it.

    What it reports is written by a connection of its own, so that it shows while the handler's transaction is open.
    That connection also holds the advisory lock that tells that the worker lives: it goes with the process. Where
    the caller has a transaction open itself, its connection is used, for it may hold the job's row.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self._last = 0.0
        self.rows: list[dict[str, Any]] = []
        self._own = not connection.in_atomic_block
        self._side = connections.create_connection("default") if self._own else connection

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *exc: object) -> None:
        if self._own:
            self._side.close()

    def lock(self) -> bool:
        """Take the job's lock; False when another worker has it."""
        return bool(self._fetch("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, self.job.pk])[0])

    def unlock(self) -> None:
        """Give the lock back, where the connection lives on."""
        self._fetch("SELECT pg_advisory_unlock(%s, %s)", [LOCK_SPACE, self.job.pk])

    def report(self, done: int, total: int | None = None, message: str | Promise = "") -> None:
        """Tell how far it has come; written twice a second at most. Raises `JobCancelled` if the owner has."""
        now = time.monotonic()
        if now - self._last < INTERVAL and done != total:
            return
        self._last = now
        found = self._fetch(
            "UPDATE jobs_job SET done = least(%s, coalesce(%s, total, %s)), total = coalesce(%s, total),"
            " message = %s, beat_at = %s WHERE id = %s RETURNING state",
            [done, total, done, total, str(message), timezone.now(), self.job.pk],
        )
        if found is not None and found[0] == JobState.CANCELLED:
            raise JobCancelled

    def result(self, name: str, content: File) -> None:
        """Keep the file the owner will download."""
        self.job.result_file.save(name, content, save=False)

    def name_rows(self, rows: list[dict[str, Any]]) -> None:
        """What the owner is to see on the job's page of a job that goes well, row by row: the first few."""
        self.rows = rows

    def each(self, total: int, message: str | Promise = "") -> Callable[[int], None]:
        """A function to call with the number done; for loops."""
        return lambda done: self.report(done, total, message)

    def _fetch(self, sql: str, values: list[Any]) -> Any:
        with self._side.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone()


def lives(job: Job) -> bool:
    """Whether a worker holds the job's lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s"
            " AND objsubid = 2 AND granted AND database = (SELECT oid FROM pg_database WHERE datname ="
            " current_database()))",
            [LOCK_SPACE, job.pk],
        )
        return bool(cursor.fetchone()[0])
