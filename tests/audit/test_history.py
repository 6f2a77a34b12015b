"""History: written by the database for every way of writing, refused without a context."""

import hashlib
import json

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import RoleGrant, User
from medvirkning.audit.contexts import NoContextError, current
from medvirkning.audit.history import history_of
from tests import factories

pytestmark = pytest.mark.django_db


def rows(obj):
    return list(obj.history.order_by("pgh_id").select_related("pgh_context"))


def test_a_write_without_a_context_is_refused():
    with pytest.raises(DatabaseError, match="without a context is refused"), transaction.atomic():
        User.objects.create(email="a@example.org", name="A")
    assert not User.objects.filter(email="a@example.org").exists()


def test_reading_and_untracked_changes_need_no_context():
    account = factories.user()
    assert User.objects.get(pk=account.pk) == account
    User.objects.filter(pk=account.pk).update(last_login=None, password="x")
    assert len(rows(account)) == 1


def test_every_way_of_writing_is_recorded():
    with audit.context(command="many"):
        one, two = User.objects.bulk_create(
            [User(email="one@example.org", name="One"), User(email="two@example.org", name="Two")]
        )
        User.objects.filter(pk__in=[one.pk, two.pk]).update(language="nn")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_user SET is_active = false WHERE id = %s", [one.pk])
        User.objects.filter(pk=two.pk).delete()
    assert [row.pgh_label for row in rows(one)] == ["insert", "update", "update"]
    assert [row.language for row in rows(one)] == ["nb", "nn", "nn"]
    assert [row.pgh_label for row in rows(two)] == ["insert", "update", "delete"]


def test_copy_needs_the_context_set_by_a_statement():
    def copy():
        columns = "email, name, language, is_active, created_at, password"
        with connection.cursor() as cursor, cursor.copy(f"COPY accounts_user ({columns}) FROM STDIN") as stream:
            stream.write_row(("copied@example.org", "Copied", "nb", True, "2026-01-01T00:00Z", "!"))

    with pytest.raises(psycopg.DatabaseError, match="without a context"), transaction.atomic():
        copy()
    with audit.context(command="copy"), transaction.atomic():
        audit.apply_context()
        copy()
    account = User.objects.get(email="copied@example.org")
    (row,) = rows(account)
    assert row.payload["name"] == "Copied"
    assert row.pgh_context.metadata["command"] == "copy"


def test_apply_context_without_a_context_says_so():
    with pytest.raises(NoContextError):
        audit.apply_context()


def test_personal_values_lie_in_the_payload_with_their_digest():
    account = factories.user(email="kari@example.org", name="Kari")
    (row,) = rows(account)
    assert row.payload == {"email": "kari@example.org", "name": "Kari"}
    assert not {"email", "name", "password", "name_sort"} & {field.name for field in type(row)._meta.fields}
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload::text FROM accounts_userhistory WHERE pgh_id = %s", [row.pgh_id])
        text = cursor.fetchone()[0]
    assert json.loads(text) == row.payload
    assert len(bytes(row.salt)) == 16
    assert bytes(row.digest) == hashlib.sha256(bytes(row.salt) + text.encode()).digest()


def test_equal_values_have_different_digests():
    account = factories.user()
    with audit.context(command="there and back"):
        User.objects.filter(pk=account.pk).update(language="en")
        User.objects.filter(pk=account.pk).update(language="nb")
    digests = [bytes(row.digest) for row in rows(account)]
    assert len(set(digests)) == 3


def test_a_model_without_personal_fields_has_no_payload():
    account = factories.user()
    with audit.context(command="grant"):
        grant = RoleGrant.objects.create(user=account, role=Role.STAFF, valid_from="2020-01-01")
    (row,) = rows(grant)
    assert (row.payload, row.salt, row.digest) == (None, None, None)
    assert row.role == Role.STAFF


def test_an_inner_context_has_its_own_words_and_ends():
    account = factories.user()
    with audit.context(actor=account, command="outer"):
        User.objects.filter(pk=account.pk).update(language="nn")
        with audit.context(reason="because"):
            User.objects.filter(pk=account.pk).update(language="en")
        User.objects.filter(pk=account.pk).update(language="nb")
    assert current() is None
    said = [row.pgh_context.metadata for row in rows(account)[1:]]
    assert said[0] == {"actor": account.pk, "command": "outer"}
    assert said[1] == {"actor": account.pk, "command": "outer", "reason": "because"}
    assert said[2] == said[0]


def test_history_rows_are_never_changed_or_deleted():
    account = factories.user()
    (row,) = rows(account)
    for act in (
        lambda: type(row).objects.filter(pk=row.pk).update(language="en"),
        lambda: type(row).objects.filter(pk=row.pk).update(payload={"name": "X"}),
        lambda: type(row).objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            act()


def test_a_request_is_a_context(signed_in):
    account = factories.staff()
    client = signed_in(account)
    client.post("/sprak/?next=/varsler/", {"switch_language_to": "en"})
    last = rows(account)[-1]
    assert last.language == "en"
    assert last.pgh_context.metadata["actor"] == account.pk
    assert last.pgh_context.metadata["url"] == "/sprak/"
    assert last.pgh_context.metadata["request"]


def test_history_of_tells_who_did_what():
    actor = factories.user(name="Lise Leder")
    account = factories.user(name="Kari", email="kari@example.org")
    with audit.context(actor=actor, reason="Nytt navn"):
        User.objects.filter(pk=account.pk).update(name="Kari Ny", language="nn")
    with audit.context(actor=actor):
        grant = RoleGrant.objects.create(user=account, role=Role.STAFF, valid_from="2020-02-03")
    latest, first = history_of(account)
    assert (latest.title, latest.who, latest.reason) == ("Endret", "Lise Leder", "Nytt navn")
    assert {(change.field, change.old, change.new) for change in latest.changes} == {
        ("Navn", "Kari", "Kari Ny"),
        ("Språk", "Bokmål", "Nynorsk"),
    }
    assert (first.title, first.who) == ("Opprettet", "Systemet")
    (entry,) = history_of(grant)
    told = {change.field: change.new for change in entry.changes}
    assert told["Konto"] == "Kari Ny"
    assert told["Rolle"] == "Ansatt"
    assert told["Fra og med"] == "3. februar 2020"


def test_history_of_can_leave_fields_out():
    account = factories.user()
    with audit.context(command="x"):
        User.objects.filter(pk=account.pk).update(name="Another")
    assert [entry.label for entry in history_of(account, fields=["language"])] == ["insert"]


def test_the_history_fragment_renders(rf):
    from django.template.loader import render_to_string

    account = factories.user(name="Ola")
    with audit.context(command="x"):
        User.objects.filter(pk=account.pk).update(name="Olav")
    html = render_to_string("audit/_history.html", {"entries": history_of(account)})
    assert "<del>Ola</del>" in html
    assert "<ins>Olav</ins>" in html
    assert "Ingen endringer" in render_to_string("audit/_history.html", {"entries": []})
