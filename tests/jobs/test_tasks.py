"""Every task names its queue and its time limits; a broker that is down is no reason to fail."""

import threading

import pytest
from celery import Celery
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from medvirkning.audit.contexts import current
from medvirkning.celery import app
from medvirkning.jobs import enqueue
from medvirkning.jobs.queueing import send
from medvirkning.jobs.queues import Queue
from medvirkning.jobs.routing import route
from medvirkning.jobs.tasks import BaseTask


def own_tasks():
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}


def test_every_task_names_its_queue_and_time_limits():
    tasks = own_tasks()
    assert {"medvirkning.jobs.tasks.run_job", "medvirkning.notifications.tasks.send_outbox"} <= set(tasks)
    visibility = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    for name, task in tasks.items():
        assert isinstance(task, BaseTask), name
        assert task.waits_in in Queue, name
        assert task.soft_time_limit < task.time_limit < visibility, name
        assert task.acks_late, name
        assert route(name, (), {}, {}) == {"queue": str(task.waits_in)}, name
        assert task.__doc__, name


def test_every_queue_says_what_waits_in_it():
    source = __import__("inspect").getsource(Queue)
    for queue in Queue:
        assert source.split(f'{queue.name} = "{queue}"')[1].strip().startswith('"""')


def test_every_scheduled_task_exists_and_waits_in_its_own_queue():
    tasks = own_tasks()
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert entry["options"]["queue"] == str(tasks[entry["task"]].waits_in)


def test_a_task_without_limits_is_refused():
    other = Celery("other", set_as_current=False)

    def work():
        """Nothing."""

    with pytest.raises(ImproperlyConfigured, match="time_limit"):
        other._task_from_fun(work, base=BaseTask, queue=Queue.NIGHT, name="lazy")


def test_a_task_runs_in_a_context_of_its_own():
    seen = []
    other = Celery("other", set_as_current=False)

    def work():
        seen.append(current())

    task = other._task_from_fun(work, base=BaseTask, queue=Queue.NIGHT, name="seen", soft_time_limit=1, time_limit=2)
    task()
    assert seen[0]["task"] == "seen"
    assert current() is None


@pytest.mark.django_db
def test_nothing_is_sent_before_commit_or_after_a_rollback(monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr(
        "medvirkning.jobs.queueing.send", lambda name, *args, **kwargs: sent.append((name, args, kwargs))
    )
    with django_capture_on_commit_callbacks(execute=True) as hooks:
        enqueue("a.task", 1, queue=Queue.SHARES, two=2)
        with transaction.atomic():
            enqueue("rolled.back")
            transaction.set_rollback(True)
    assert len(hooks) == 1
    assert sent == [("a.task", (1,), {"queue": Queue.SHARES, "two": 2})]


@pytest.mark.django_db
def test_what_is_asked_for_twice_in_a_transaction_is_sent_once(monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr("medvirkning.jobs.queueing.send", lambda name, *args, **kwargs: sent.append((name, args)))
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            enqueue("a.task", 1)
            transaction.set_rollback(True)
        enqueue("a.task", 1)
        enqueue("a.task", 1)
        enqueue("a.task", 2)
    assert sent == [("a.task", (1,)), ("a.task", (2,))]


def test_a_broker_that_is_down_is_swallowed(monkeypatch):
    def fail(*args, **kwargs):
        from kombu.exceptions import OperationalError

        raise OperationalError("no broker")

    monkeypatch.setattr(app, "send_task", fail)
    assert send("medvirkning.jobs.tasks.pick_up_jobs") is False


def test_sending_reaches_the_broker():
    assert send("medvirkning.jobs.tasks.pick_up_jobs") is True


def test_sending_reaches_the_broker_from_every_thread():
    """The web server answers in threads, and Celery's «current app» may be another one there."""
    sent = []
    thread = threading.Thread(target=lambda: sent.append(send("medvirkning.jobs.tasks.pick_up_jobs")))
    thread.start()
    thread.join()
    assert sent == [True]
