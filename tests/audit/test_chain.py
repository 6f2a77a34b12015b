"""The daily chain: finds what was changed, added or taken away, and survives erasing."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.models import User
from medvirkning.audit import chain
from medvirkning.audit.models import DailyChain
from medvirkning.audit.services import erase_person
from tests import factories
from tests.history_days import backdate

# A transaction of its own each time: the rows are dated by the database's clock.
pytestmark = pytest.mark.django_db(transaction=True)

COLUMNS = "id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context_id, language, is_active, created_at"


@pytest.fixture
def account():
    """An account with two history rows, three days old."""
    account = factories.user(name="Kari")
    with audit.context(command="change"):
        User.objects.filter(pk=account.pk).update(language="nn")
    backdate(3)
    return account


@pytest.fixture
def sealed(account):
    """Its days are sealed."""
    assert chain.seal_missing_days() == 3
    return account


def tamper(sql: str) -> None:
    """Change a history as one could who owns the database."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_userhistory DISABLE TRIGGER USER")
        cursor.execute(sql)
        cursor.execute("ALTER TABLE accounts_userhistory ENABLE TRIGGER USER")


def test_an_untouched_history_verifies(sealed):
    assert list(chain.verify()) == []
    assert DailyChain.objects.earliest("day").count >= 2
    call_command("verify_chain")


def test_a_day_is_sealed_once_and_not_before_it_is_over(sealed):
    assert chain.seal_missing_days() == 0
    with pytest.raises(chain.DayNotOverError):
        chain.seal_day(day=timezone.localdate())


def test_missed_days_are_made_up_for(account):
    first, *_rest = list(chain.unsealed_days())
    chain.seal_day(day=first)
    assert chain.seal_missing_days() == 2
    assert list(chain.verify()) == []


def test_a_day_that_was_left_out_is_found(sealed):
    days = list(DailyChain.objects.order_by("day"))
    days[1].delete()
    assert [fault.what for fault in chain.verify()] == [
        "the day is not sealed",
        "the link to the day before is broken",
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE accounts_userhistory SET language = 'en' WHERE pgh_label = 'update'",
        "DELETE FROM accounts_userhistory WHERE pgh_label = 'update'",
        "UPDATE accounts_userhistory SET digest = sha256('x') WHERE pgh_label = 'update'",
        f"INSERT INTO accounts_userhistory ({COLUMNS}) SELECT {COLUMNS} FROM accounts_userhistory LIMIT 1",
    ],
)
def test_tampering_is_found(sealed, sql):
    tamper(sql)
    assert [fault.what for fault in chain.verify()] != []
    with pytest.raises(CommandError):
        call_command("verify_chain")


def test_changed_personal_values_are_found(sealed):
    tamper('UPDATE accounts_userhistory SET payload = payload || \'{"name": "Ola"}\'')
    assert any("personal values" in fault.what for fault in chain.verify())


def test_a_changed_link_is_found(sealed):
    DailyChain.objects.filter(pk=DailyChain.objects.earliest("day").pk).update(hash=bytes(32))
    assert len([fault.what for fault in chain.verify()]) == 2


def test_erasing_leaves_the_chain_whole(sealed):
    with audit.context(command="erase"):
        erase_person(actor=None, person=sealed, rule="asked")
    assert sealed.history.filter(payload__isnull=False).count() == 0
    assert list(chain.verify()) == []


def test_a_column_that_came_later_changes_nothing(sealed):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_userhistory ADD COLUMN came_later integer DEFAULT 1")
    try:
        assert list(chain.verify()) == []
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE accounts_userhistory DROP COLUMN came_later")
