"""A live worker is killed in the midst of an import and of a count: nothing is lost, nothing is there twice."""

import datetime
import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone

from medvirkning import audit
from medvirkning.jobs import services
from medvirkning.jobs.enums import JobState
from medvirkning.jobs.models import Job
from projects.departments.models import Department
from projects.register.services import LOCK
from projects.register.uploads import order_import, order_preview
from projects.shares import figures, pipeline
from projects.work.models import Touch, WorkItem
from projects.work.services.touch import DRAIN
from tests import factories
from tests.live_worker import LiveWorker, environment, own_broker, send, wait_until

DAY = datetime.date(2024, 5, 2)
RUN_JOB = "medvirkning.jobs.tasks.run_job"


def waits(where: str) -> bool:
    """Whether a process of this database waits for such a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
            f"WHERE d.datname = current_database() AND NOT l.granted AND {where}"
        )
        return bool(cursor.fetchone()[0])


def ordered_import(department: Department) -> Job:
    """A file that was checked, ordered to be imported."""
    rows = f"reference,title,kind,department_code\nW1,En,assignment,{department.code}\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("work_items.csv", rows)
    actor = factories.centre()
    with audit.context(command="test"):
        preview = order_preview(actor=actor, files=[SimpleUploadedFile("register.zip", packed.getvalue())])
        assert services.run_job(job_id=preview.pk)
        preview.refresh_from_db()
        return order_import(actor=actor, preview=preview, overwrite=False)


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_an_import_and_a_count(tmp_path: Path) -> None:
    department = factories.division()
    job = ordered_import(department)
    task = factories.standing_task(department=department, started_on=DAY)
    pipeline.drain()
    factories.involvement(task, started_on=DAY)
    with own_broker(tmp_path) as broker:
        env = environment(MEDVIRKNING_TEST_REDIS_URL=broker.url())
        worker = LiveWorker(env, tmp_path / "worker.log", queues="shares,files")
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                # Each gets as far as what it must wait for.
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", LOCK)
                cursor.execute("LOCK TABLE projects_countedwork IN SHARE MODE")
                send(env, (DRAIN, []), (RUN_JOB, [job.pk]))
                wait_until(lambda: waits("l.relation = 'projects_countedwork'::regclass"), 60)
                wait_until(lambda: waits(f"l.locktype = 'advisory' AND l.objid = {LOCK[1]}"), 60)
                worker.kill()
            job.refresh_from_db()
            assert (job.state, job.attempts) == (JobState.RUNNING, 1)
            assert not WorkItem.objects.filter(reference="W1").exists()
            assert Touch.objects.exists()
            # Long after, its silence is noticed.
            Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - datetime.timedelta(hours=1))
            wait_until(lambda: services.pick_up_jobs() == 1, 30)

            worker = LiveWorker(env, tmp_path / "worker.log", queues="shares,files")
            # A broker may deliver a message more than once.
            send(env, (RUN_JOB, [job.pk]), (DRAIN, []), (RUN_JOB, [job.pk]), (DRAIN, []))
            wait_until(lambda: Job.objects.get(pk=job.pk).state == JobState.SUCCEEDED, 60)
            wait_until(lambda: not Touch.objects.exists(), 60)
        finally:
            worker.kill()
    job.refresh_from_db()
    assert job.attempts == 2
    assert WorkItem.objects.get(reference="W1").history.count() == 1
    (row,) = figures.shares(DAY.year, department=department.code, kinds=["all"], scopes=["own"])
    assert (row.with_any, row.carried_out) == (1, 1)
    assert pipeline.compare().differences == 0
