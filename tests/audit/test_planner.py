"""No samples of what people wrote: the planner's statistics hold no name, before or after an erasure."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate

from medvirkning.audit import planner
from tests import factories, register_factories, traces

pytestmark = pytest.mark.django_db


def targets():
    """Column by column: how large a sample is taken."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, a.attname, COALESCE(a.attstattarget, -1) FROM pg_class c "
            "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 WHERE pg_table_is_visible(c.oid)"
        )
        return {(table, column): target for table, column, target in cursor.fetchall()}


def test_no_sample_is_taken_of_free_text_about_people():
    known = targets()
    assert {column for column in planner.columns() if known[column] != 0} == set()


def test_which_columns_that_is_follows_from_what_is_declared():
    found = planner.columns()
    assert {
        ("representatives_person", "name"),
        ("representatives_person", "sort_key"),
        ("representatives_personhistory", "payload"),
        ("representatives_personhistory", "salt"),
        ("representatives_profile", "phone"),
        ("representatives_profile", "accommodation_needs"),
        ("representatives_representative", "email"),
        ("projects_input", "text"),
        ("notifications_message", "text"),
        ("web_draft", "values"),
        ("jobs_job", "title"),
        ("django_session", "session_data"),
        ("usersessions_usersession", "ip"),
    } <= found


def test_what_is_chosen_from_lists_keeps_its_statistics():
    """Searches are planned by them."""
    known = targets()
    for column in ("county", "themes", "languages", "ways", "experience", "gender", "age_group", "person_id"):
        assert known["representatives_profile", column] != 0, column
    assert known["accounts_user", "id"] != 0


def test_every_exception_names_a_field_that_is_there():
    for name in planner._from_lists:
        label, field = name.rsplit(".", 1)
        assert apps.get_model(label)._meta.get_field(field)


def test_an_index_over_an_expression_has_no_samples_either():
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX for_the_test ON representatives_person (upper(name))")
        assert planner.stop_sampling() == 1
        cursor.execute("SELECT attstattarget FROM pg_attribute WHERE attrelid = 'for_the_test'::regclass")
        assert cursor.fetchone()[0] == 0


@pytest.fixture
def sampled(db):
    """A table that was analysed while samples of its names were still taken."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE representatives_person ALTER COLUMN name SET STATISTICS -1")
        for _each in range(2):
            factories.person(name="Kvistgard Lyngestad")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ANALYZE representatives_person")


@pytest.mark.usefixtures("sampled")
def test_samples_that_were_taken_before_go_or_are_named(caplog):
    """Before PostgreSQL 18 only its superuser takes samples away: there the log names the columns."""
    held = ["sample of representatives_person.name"]
    assert traces.in_samples("Kvistgard") == held
    assert planner.stop_sampling() == 1
    is_cleared = connection.pg_version >= planner.CAN_CLEAR
    assert traces.in_samples("Kvistgard") == ([] if is_cleared else held)
    assert ("representatives_person.name" in caplog.text) is not is_cleared
    assert planner.stop_sampling() == 0


@pytest.mark.usefixtures("sampled")
def test_a_server_that_can_take_none_away_names_the_columns(monkeypatch, caplog):
    monkeypatch.setattr(planner, "CAN_CLEAR", connection.pg_version + 1)
    assert planner.stop_sampling() == 1
    assert "representatives_person.name" in caplog.text
    assert planner.stop_sampling() == 0


def test_an_analysed_database_holds_nobody_in_its_samples():
    register_factories.person(name="Kvistgard Lyngestad", phone="90112233", county="55")
    register_factories.person(name="Kvistgard Lyngestad", phone="90112233", county="55")
    traces.take_samples()
    assert traces.in_samples("Kvistgard") == []
    assert traces.in_samples("90112233") == []
    assert "sample of representatives_profile.county" in traces.in_samples("55")


def test_every_migration_ends_with_it():
    uids = [receiver[0][0] for receiver in post_migrate.receivers]
    assert "audit.planner" in uids
