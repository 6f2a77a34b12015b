"""Jobs: progress, results, faults, and a worker that was killed."""

import datetime
import threading

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from medvirkning.jobs import kinds, services
from medvirkning.jobs.enums import TRANSITIONS, JobState
from medvirkning.jobs.models import Job
from medvirkning.jobs.progress import JobRefused, Progress
from tests import factories

KIND = "test.kind"


@pytest.fixture
def kind(monkeypatch):
    """Registers a handler under `test.kind`."""
    registered = dict(kinds._kinds)
    monkeypatch.setattr(kinds, "_kinds", registered)

    def register(handler):
        registered[KIND] = kinds.JobKind(name=KIND, label="Prøve", handler=handler, days_kept=3)

    return register


def start(owner=None, **values):
    return services.start_job(actor=owner or factories.staff(), kind=KIND, title="En prøve", **values)


def run(job):
    done = services.run_job(job_id=job.pk)
    job.refresh_from_db()
    return done


@pytest.fixture
def sent(monkeypatch):
    messages = []
    monkeypatch.setattr("medvirkning.jobs.queueing.send", lambda name, *args, **kwargs: messages.append((name, *args)))
    return messages


@pytest.mark.django_db
def test_a_job_is_sent_after_commit_and_done(kind, sent, django_capture_on_commit_callbacks, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    def handler(progress):
        assert progress.job.input_file.read() == b"a;b"
        progress.report(2, 2, "To rader")
        progress.result("svar.csv", ContentFile(b"c;d"))

    kind(handler)
    with django_capture_on_commit_callbacks(execute=True):
        job = start(parameters={"year": 2024}, input_file=ContentFile(b"a;b", name="inn.csv"))
        assert sent == []
    assert sent == [(services.RUN_TASK, job.pk)]
    assert run(job)
    assert (job.state, job.done, job.total, job.attempts) == (JobState.SUCCEEDED, 2, 2, 1)
    with job.result_file.open() as result:
        assert result.read() == b"c;d"
    assert job.expires_on == timezone.localdate() + datetime.timedelta(days=3)
    assert job.percent == 100


@pytest.mark.django_db
def test_a_doubled_message_does_no_harm(kind):
    times = []
    kind(lambda progress: times.append(1))
    job = start()
    assert run(job)
    assert not run(job)
    assert not services.run_job(job_id=10**9)
    assert times == [1]


@pytest.mark.django_db
def test_refused_input_names_each_fault(kind):
    def handler(progress):
        raise JobRefused("Fila ble avvist.", [{"fil": "users.csv", "linje": 3, "hvorfor": "ukjent rolle"}])

    kind(handler)
    job = start()
    run(job)
    assert (job.state, job.message) == (JobState.FAILED, "Fila ble avvist.")
    assert job.error_columns == ["fil", "linje", "hvorfor"]
    assert job.error_table == [["users.csv", 3, "ukjent rolle"]]


@pytest.mark.django_db
def test_a_fault_of_ours_is_told_without_its_details(kind):
    def handler(progress):
        raise RuntimeError("secret detail")

    kind(handler)
    job = start()
    run(job)
    assert job.state == JobState.FAILED
    assert "secret" not in job.message
    assert job.finished_at


@pytest.mark.django_db
def test_a_handler_works_in_its_owners_name_and_language(kind):
    from django.utils import translation

    from medvirkning.audit.contexts import current

    seen = {}
    kind(lambda progress: seen.update(current() | {"language": translation.get_language()}))
    owner = factories.staff(language="nn")
    job = start(owner)
    run(job)
    assert (seen["actor"], seen["job"], seen["language"]) == (owner.pk, job.pk, "nn")


@pytest.mark.django_db
def test_a_cancelled_job_is_not_started_and_stays_cancelled(kind):
    kind(lambda progress: None)
    job = start()
    services.cancel_job(actor=job.owner, job=job)
    assert not run(job)
    assert job.state == JobState.CANCELLED
    with pytest.raises(services.JobFinishedError):
        services.cancel_job(actor=job.owner, job=job)


@pytest.mark.django_db(transaction=True)
def test_progress_shows_while_the_handlers_transaction_is_open(kind):
    from django.db import transaction

    from medvirkning.web.models import Draft

    seen = []

    def handler(progress):
        with transaction.atomic():
            Draft.objects.create(user=progress.job.owner, form_key="written")
            progress.report(5, 10, "Halvveis")
            watcher = threading.Thread(target=watch)
            watcher.start()
            watcher.join()
            services.cancel_job(actor=None, job=Job.objects.get(pk=progress.job.pk))

    def watch():
        seen.append(Job.objects.values_list("done", "total", "message", "state").get())
        connection.close()

    kind(handler)
    job = start()
    run(job)
    assert seen == [(5, 10, "Halvveis", JobState.RUNNING)]


@pytest.mark.django_db(transaction=True)
def test_cancelling_rolls_the_work_back(kind):
    from django.db import transaction

    from medvirkning.web.models import Draft

    def cancel(job):
        services.cancel_job(actor=None, job=job)
        connection.close()

    def handler(progress):
        with transaction.atomic():
            Draft.objects.create(user=progress.job.owner, form_key="written")
            other = threading.Thread(target=cancel, args=[progress.job])
            other.start()
            other.join()
            progress.report(10, 10)

    kind(handler)
    job = start()
    run(job)
    assert job.state == JobState.CANCELLED
    assert not Draft.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_only_one_worker_gets_a_job(kind):
    started, together = [], threading.Barrier(4)

    def handler(progress):
        started.append(1)

    def work(job):
        together.wait()
        services.run_job(job_id=job.pk)
        connection.close()

    kind(handler)
    job = start()
    workers = [threading.Thread(target=work, args=[job]) for _number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert started == [1]


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_was_killed_is_picked_up_again(kind, sent):
    kind(lambda progress: None)
    job = start()
    sent.clear()
    silent = timezone.now() - datetime.timedelta(minutes=5)
    Job.objects.filter(pk=job.pk).update(state="running", started_at=silent, beat_at=silent, attempts=1)

    # As long as a worker holds its lock, it lives, however silent.
    with Progress(job) as progress:
        assert progress.lock()
        assert services.pick_up_jobs() == 0
        # The server takes a moment to notice that a connection is gone.
        progress.unlock()
    assert services.pick_up_jobs() == 1
    assert sent == [(services.RUN_TASK, job.pk)]
    assert run(job)
    assert (job.state, job.attempts) == (JobState.SUCCEEDED, 2)


@pytest.mark.django_db
def test_a_job_that_kills_its_workers_is_given_up(kind, sent):
    kind(lambda progress: None)
    job = start()
    silent = timezone.now() - datetime.timedelta(minutes=5)
    Job.objects.filter(pk=job.pk).update(state="running", beat_at=silent, attempts=services.MAX_ATTEMPTS)
    assert services.pick_up_jobs() == 0
    job.refresh_from_db()
    assert job.state == JobState.FAILED


@pytest.mark.django_db(transaction=True)
def test_a_message_that_was_lost_is_sent_again(kind, sent):
    kind(lambda progress: None)
    job = start()
    sent.clear()
    assert services.pick_up_jobs() == 0
    Job.objects.filter(pk=job.pk).update(queued_at=timezone.now() - datetime.timedelta(minutes=5))
    assert services.pick_up_jobs() == 1
    assert services.pick_up_jobs() == 0
    assert sent == [(services.RUN_TASK, job.pk)]


def test_every_state_has_its_followers():
    assert set(TRANSITIONS) == set(JobState)


@pytest.mark.django_db
def test_my_files_are_mine(signed_in, kind, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    def handler(progress):
        progress.result("svar.csv", ContentFile(b"c;d"))

    kind(handler)
    owner = factories.staff()
    job = start(owner)
    mine, other = signed_in(owner), signed_in(factories.staff())

    page = mine.get("/mine-filer/")
    assert "En prøve" in page.text
    assert 'hx-trigger="every 3s"' in page.text
    detail = f"/mine-filer/{job.key}/"
    assert "Avbryt jobben" in mine.get(detail).text
    fragment = mine.get(detail, headers={"HX-Request": "true"}).text
    assert fragment.lstrip().startswith('<div id="job-status"')
    assert mine.get(f"{detail}resultat/").status_code == 404

    run(job)
    page = mine.get(detail)
    assert "Last ned resultatet" in page.text
    assert "hx-trigger" not in page.text.split('id="job-status"')[1].split(">")[0]
    response = mine.get(f"{detail}resultat/")
    assert b"".join(response.streaming_content) == b"c;d"
    assert 'filename="svar.csv"' in response.headers["Content-Disposition"]

    for address in (detail, f"{detail}resultat/"):
        assert other.get(address).status_code == 404
    assert other.post(f"{detail}avbryt/").status_code == 404
    assert "En prøve" not in other.get("/mine-filer/").text


@pytest.mark.django_db
def test_faults_are_shown_row_by_row(signed_in, kind):
    def handler(progress):
        raise JobRefused("Avvist", [{"linje": 3, "hvorfor": "<b>ukjent</b>"}, {"linje": 4, "kolonne": "role"}])

    kind(handler)
    job = start()
    run(job)
    text = signed_in(job.owner).get(f"/mine-filer/{job.key}/").text
    assert "2 feil" in text
    assert "&lt;b&gt;ukjent" in text
    assert text.count('<th scope="col"') == 3


@pytest.mark.django_db
def test_cancelling_on_the_page(signed_in, kind):
    kind(lambda progress: None)
    job = start()
    client = signed_in(job.owner)
    client.post(f"/mine-filer/{job.key}/avbryt/")
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert "alt ferdig" in client.post(f"/mine-filer/{job.key}/avbryt/", follow=True).text
