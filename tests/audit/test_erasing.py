"""Erasing: the count stays, the name goes, the chain still verifies."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import ApiToken
from medvirkning.accounts.services import create_token, grant_role
from medvirkning.audit import erasers, retention
from medvirkning.audit.history import history_of
from medvirkning.audit.models import AccessLog
from medvirkning.audit.services import erase_person, log_access
from medvirkning.jobs.models import Job
from medvirkning.web.models import Draft
from tests import factories

pytestmark = pytest.mark.django_db


def test_every_relation_to_a_person_has_an_eraser():
    assert erasers.missing() == []


def test_a_relation_without_an_eraser_is_found(monkeypatch):
    without = {name: eraser for name, eraser in erasers._erasers.items() if name != "web.draft.user"}
    monkeypatch.setattr(erasers, "_erasers", without)
    assert "web.Draft.user" in erasers.missing()


def test_every_eraser_stands_for_a_relation_that_exists():
    known = {name.lower() for model in erasers.people() for name in erasers.relations(model)}
    assert set(erasers._erasers) <= known


def test_an_erased_account_leaves_a_number_and_no_name():
    account = factories.user(name="Kari Nordmann", email="kari@example.org")
    centre = factories.centre()
    with audit.context(actor=centre):
        grant = grant_role(actor=centre, user=account, role=Role.STAFF)
    Draft.objects.create(user=account, form_key="x", values={"a": ["b"]})
    digests = [bytes(row.digest) for row in account.history.order_by("pgh_id")]

    with audit.context(actor=centre):
        erasure = erase_person(actor=centre, person=account, rule="asked")

    account.refresh_from_db()
    assert account.name == ""
    assert "kari" not in account.email
    assert not account.is_active
    assert not account.has_usable_password()
    assert not Draft.objects.filter(user=account).exists()
    assert grant.user_id == account.pk
    rows = list(account.history.order_by("pgh_id"))
    assert [row.payload for row in rows] == [None] * len(rows)
    assert [bytes(row.digest) for row in rows][: len(digests)] == digests
    assert erasure.history_rows == len(rows)
    assert erasure.actor_pk == centre.pk
    assert "Kari" not in str(history_of(account))


def test_access_is_logged_per_person():
    reader, subject = factories.centre(), factories.user()
    with audit.context(actor=reader, request="abc"):
        log_access(actor=reader, subjects=[subject], access_class="special", view="representatives:profile")
    (row,) = AccessLog.objects.about(subject)
    assert (row.actor, row.access_class, row.request_id) == (reader, "special", "abc")


def test_retention_erases_what_has_expired_and_nothing_else(capsys, history_context):
    today = timezone.localdate()
    account = factories.user()
    old, fresh = Draft.objects.create(user=account, form_key="old"), Draft.objects.create(user=account, form_key="new")
    Draft.objects.filter(pk=old.pk).update(updated_at=factories.days_ago(32))
    gone, _secret = create_token(actor=None, name="gone", scopes=["shares:read"])
    kept, _secret = create_token(actor=None, name="kept", scopes=["shares:read"], expires_on=today)
    ApiToken.objects.filter(pk=gone.pk).update(expires_on=today - datetime.timedelta(days=31))
    job = Job.objects.create(
        kind="x",
        owner=account,
        title="x",
        state="succeeded",
        finished_at=timezone.now(),
        expires_on=today - datetime.timedelta(days=1),
    )

    call_command("erase_expired", "--simulate")
    told = dict(line.split("\t")[::2] for line in capsys.readouterr().out.splitlines())
    assert (told["drafts"], told["api_tokens"], told["jobs"]) == ("1", "1", "1")
    assert Draft.objects.count() == 2

    call_command("erase_expired")
    assert list(Draft.objects.all()) == [fresh]
    assert list(ApiToken.objects.all()) == [kept]
    assert not Job.objects.filter(pk=job.pk).exists()
    assert all(result.found == 0 for result in retention.erase_expired(simulate=True))


def test_an_installation_sets_its_own_days(settings):
    settings.MEDVIRKNING_RETENTION_DAYS = {"drafts": 7}
    (rule,) = [rule for rule in retention.rules() if rule.name == "drafts"]
    assert rule.days_kept == 7


def test_an_erased_person_still_counts():
    person = factories.person(name="Ola Nordmann")
    event = factories.event(people=[person])
    with audit.context(command="test"):
        erase_person(actor=None, person=person, rule="asked")
    person.refresh_from_db()
    assert (person.name, person.user) == ("", None)
    assert event.people.filter(person=person).exists()
    assert not person.history.filter(payload__isnull=False).exists()
