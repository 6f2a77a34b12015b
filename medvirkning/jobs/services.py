"""Starting, running and ending jobs."""

import datetime
from functools import partial
from typing import Any

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from medvirkning.audit import context
from medvirkning.jobs.enums import FINISHED, JobState
from medvirkning.jobs.kinds import kind_of
from medvirkning.jobs.models import Job
from medvirkning.jobs.progress import JobCancelled, JobRefused, Progress, lives
from medvirkning.jobs.queueing import enqueue

logger = structlog.get_logger(__name__)

RUN_TASK = "medvirkning.jobs.tasks.run_job"
MAX_ATTEMPTS = 3
MAX_ERROR_ROWS = 1000
# A worker is asked for its lock only after this silence; a message is sent again after the other.
SILENCE = datetime.timedelta(seconds=30)
LOST_AFTER = datetime.timedelta(seconds=60)


class JobFinishedError(ValueError):
    """The job has ended and can't be cancelled any more."""


@transaction.atomic
def start_job(
    *,
    actor: Any,
    kind: str,
    title: str | Promise,
    parameters: dict[str, Any] | None = None,
    input_file: File | None = None,
) -> Job:
    """Order a piece of long work; it starts after commit, or when the broker is back."""
    job = Job(kind=kind, owner=actor, title=str(title), parameters=parameters or {})
    if input_file is not None:
        job.input_file.save(input_file.name or "input", input_file, save=False)
    job.save(force_insert=True)
    enqueue(RUN_TASK, job.pk, queue=kind_of(kind).queue)
    return job


def cancel_job(*, actor: Any, job: Job) -> None:
    """End a job that is no longer wanted; a running one stops at its next report and writes nothing."""
    changed = (
        Job.objects.filter(pk=job.pk)
        .exclude(state__in=FINISHED)
        .update(state=JobState.CANCELLED, finished_at=timezone.now(), expires_on=_expiry(job))
    )
    if not changed:
        raise JobFinishedError(str(job.pk))


def run_job(*, job_id: int) -> bool:
    """Do a queued job. Doubled messages do no harm: one worker gets it. Gives whether this call did it."""
    job = Job.objects.filter(pk=job_id).first()
    if job is None:
        return False
    with Progress(job) as progress:
        if not progress.lock():
            return False
        try:
            if not _claim(job):
                return False
            _handle(job, progress)
        finally:
            progress.unlock()
            for stored in (job.input_file, job.result_file):
                if stored:
                    stored.close()
    return True


def _claim(job: Job) -> bool:
    now = timezone.now()
    claimed = Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        started_at=now,
        beat_at=now,
        attempts=job.attempts + 1,
        done=0,
        error_rows=[],
        message="",
    )
    if claimed:
        job.refresh_from_db()
    return bool(claimed)


def _handle(job: Job, progress: Progress) -> None:
    kind = kind_of(job.kind)
    log = logger.bind(job=job.pk, kind=job.kind)
    with override(job.owner.language), context(actor=job.owner, job=job.pk):
        try:
            kind.handler(progress)
        except JobCancelled:
            log.info("job_cancelled")
        except JobRefused as refusal:
            _end(job, JobState.FAILED, message=str(refusal), rows=refusal.rows)
        except SoftTimeLimitExceeded:
            log.exception("job_took_too_long")
            _end(job, JobState.FAILED, message=_("Det tok for lang tid og ble stoppet. Ingenting er lagret."))
        except Exception:
            log.exception("job_failed")
            _end(job, JobState.FAILED, message=_("Noe gikk galt hos oss. Prøv igjen, eller meld fra til senteret."))
        else:
            _end(job, JobState.SUCCEEDED, message=job.message, rows=progress.rows)


def _end(job: Job, state: JobState, *, message: str, rows: list[dict[str, Any]] | None = None) -> None:
    """Write how it ended; a job cancelled in the meantime stays cancelled."""
    stored = Job.objects.select_for_update(of=("self",)).filter(pk=job.pk, state=JobState.RUNNING)
    with transaction.atomic():
        current = stored.first()
        if current is None:
            return
        current.state = state
        current.message = message
        # As pairs: the database would put the columns of an object in an order of its own.
        current.error_rows = [list(row.items()) for row in (rows or [])[:MAX_ERROR_ROWS]]
        current.result_file = job.result_file
        current.finished_at = timezone.now()
        current.expires_on = _expiry(job)
        if state == JobState.SUCCEEDED and current.total is not None:
            current.done = current.total
        current.save()


def _expiry(job: Job) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=kind_of(job.kind).days_kept)


def pick_up_jobs() -> int:
    """Start again what a killed worker left, and what the broker lost. Gives how many were sent."""
    now = timezone.now()
    sent = 0
    for job in Job.objects.silent_since(now - SILENCE):
        if lives(job):
            continue
        if job.attempts >= MAX_ATTEMPTS:
            _end(job, JobState.FAILED, message=_("Arbeidet ble avbrutt flere ganger og er stoppet."))
            continue
        with transaction.atomic():
            freed = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts).update(
                state=JobState.QUEUED, queued_at=now, done=0
            )
            if freed:
                sent += 1
                enqueue(RUN_TASK, job.pk, queue=kind_of(job.kind).queue)
    for job in Job.objects.left_waiting_since(now - LOST_AFTER):
        with transaction.atomic():
            if Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(queued_at=now):
                sent += 1
                enqueue(RUN_TASK, job.pk, queue=kind_of(job.kind).queue)
    return sent


def delete_expired(rows: Any) -> int:
    """Delete finished jobs together with their files. A file goes once its row is gone for good."""
    done = 0
    for job in rows.iterator(chunk_size=500):
        files = [(stored.storage, stored.name) for stored in (job.input_file, job.result_file) if stored]
        with transaction.atomic():
            job.delete()
            for storage, name in files:
                transaction.on_commit(partial(storage.delete, name))
        done += 1
    return done
