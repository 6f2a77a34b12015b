"""Whatever happens to writers, workers and Redis, the stored figures equal a full count, without a nightly run."""

import datetime
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from medvirkning.local.places import CHECKOUT
from projects.shares import figures, pipeline
from projects.shares.models import CountDifference, CountedWork
from projects.work.models import Touch
from tests import factories
from tests.live_worker import environment, own_broker, wait_until
from tests.projects.shares.log_one import log
from tests.projects.shares.registers import random_register

DAY = datetime.date(2024, 5, 2)


def share_of(department):
    (row,) = figures.shares(DAY.year, department=department.code, kinds=["all"], scopes=["own"])
    return row.with_any, row.carried_out


def assert_equal_to_a_full_count():
    assert not Touch.objects.exists()
    found = pipeline.compare()
    assert found.differences == 0, list(CountDifference.objects.values("stored", "counted")[:3])


@pytest.mark.django_db
def test_one_logged_involvement_changes_the_stored_figures():
    department = factories.division()
    task = factories.standing_task(department=department, started_on=DAY)
    pipeline.drain()
    assert share_of(department) == (0, 1)
    log(task, factories.staff(of=department), DAY)
    pipeline.drain()
    assert share_of(department) == (1, 1)


@pytest.mark.django_db
def test_the_statements_of_a_change_do_not_depend_on_the_register():
    departments = random_register(1, items=5)
    task = factories.standing_task(department=departments[-1], started_on=DAY)

    def statements():
        factories.involvement(task, started_on=DAY)
        with CaptureQueriesContext(connection) as captured:
            assert pipeline.drain() == 1
        return len(captured)

    pipeline.drain()
    small = statements()
    for seed in (2, 3):
        random_register(seed, items=60)
    assert statements() == small


@pytest.mark.django_db(transaction=True)
def test_twenty_writers_on_one_department_and_one_item():
    department, actor = factories.division(), factories.staff()
    shared = factories.standing_task(department=department, started_on=DAY)
    own = [factories.standing_task(department=department, started_on=DAY) for _ in range(20)]
    done = threading.Event()
    faults: list[BaseException] = []

    def guarded(work, *args):
        try:
            work(*args)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    def write(item):
        for turn in range(2):
            log(shared, actor, DAY + datetime.timedelta(days=turn))
            log(item, actor, DAY + datetime.timedelta(days=turn))

    def drain_again_and_again():
        while not done.wait(0.02):
            pipeline.drain()

    # Every task twice, as a broker may deliver it.
    drains = [threading.Thread(target=guarded, args=(drain_again_and_again,)) for _ in range(4)]
    writers = [threading.Thread(target=guarded, args=(write, item)) for item in own]
    for thread in (*drains, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in drains:
        thread.join()
    assert not faults, faults
    pipeline.drain()
    assert share_of(department) == (21, 21)
    assert_equal_to_a_full_count()


@pytest.mark.django_db(transaction=True)
def test_a_drain_that_is_killed_half_way_loses_nothing():
    department = factories.division()
    tasks = [factories.standing_task(department=department, started_on=DAY) for _ in range(5)]
    pipeline.drain()
    for task in tasks:
        factories.involvement(task, started_on=DAY)
    waiting = Touch.objects.count()
    drain = "import django; django.setup(); from projects.shares import pipeline; pipeline.drain()"
    with transaction.atomic(), connection.cursor() as cursor:
        # It gets past the touches and the old sums, and no further.
        cursor.execute("LOCK TABLE projects_countedwork IN SHARE MODE")
        process = subprocess.Popen([sys.executable, "-c", drain], cwd=CHECKOUT, env=environment())

        def is_held_up():
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass",
                           ["projects_countedwork"])  # fmt: skip
            return cursor.fetchone()[0] > 0

        wait_until(is_held_up, 60)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    assert process.returncode == -signal.SIGKILL
    assert pipeline.drain() == waiting
    assert share_of(department) == (5, 5)
    assert_equal_to_a_full_count()


@contextmanager
def celery(env, log_file, tmp_path):
    """A worker and a scheduler, as `make run` starts them."""
    base = [sys.executable, "-m", "celery", "-A", "medvirkning"]
    commands = [
        [*base, "worker", "--loglevel=INFO", "--without-gossip", "--without-mingle", "--concurrency=1",
         "--queues=shares"],
        [*base, "beat", "--loglevel=INFO", "--pidfile=", f"--schedule={tmp_path / 'schedule'}"],
    ]  # fmt: skip
    with log_file.open("wb") as out:
        processes = [
            subprocess.Popen(command, cwd=CHECKOUT, env=env, stdout=out, stderr=subprocess.STDOUT)
            for command in commands
        ]
        try:
            wait_until(lambda: b"ready." in log_file.read_bytes(), 60)
            yield
        finally:
            for process in processes:
                process.kill()
                process.wait(20)


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_redis_down_and_back(tmp_path):
    department, actor = factories.division(), factories.staff()
    tasks = [factories.standing_task(department=department, started_on=DAY) for _ in range(3)]
    pipeline.drain()

    def log_elsewhere(task):
        subprocess.run(
            [sys.executable, "-m", "tests.projects.shares.log_one", str(task.pk), str(actor.pk), DAY.isoformat()],
            cwd=CHECKOUT, env=env, check=True, timeout=60,
        )  # fmt: skip

    with own_broker(tmp_path) as valkey:
        env = environment(MEDVIRKNING_TEST_REDIS_URL=valkey.url())
        with celery(env, tmp_path / "celery.log", tmp_path):
            log_elsewhere(tasks[0])
            wait_until(lambda: share_of(department) == (1, 3), 2)
            valkey.stop()
            log_elsewhere(tasks[1])
            assert share_of(department) == (1, 3)
            valkey.start()
            wait_until(lambda: share_of(department) == (2, 3), 10)
            log_elsewhere(tasks[2])
            wait_until(lambda: share_of(department) == (3, 3), 12)
    assert CountedWork.objects.filter(any_on__isnull=False, year=DAY.year).count() == 3
    pipeline.drain()
    assert_equal_to_a_full_count()
