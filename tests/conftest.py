"""Guards that hold for every test, and the fixtures that all rooms use. Rows are built by `tests.factories`."""

import gc
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.db.models.sql.compiler import SQLCompiler
from django.template.base import Variable
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from medvirkning import audit
from medvirkning.accounts.models import User
from medvirkning.web import fictitious
from tests import guards
from tests_services import schema


@pytest.fixture(scope="session")
def tables_laid_out(django_db_blocker: DjangoDbBlocker) -> ExitStack:
    """Open while the test database is made, see `tests_services.schema`."""
    making = ExitStack()
    with django_db_blocker.unblock():
        making.enter_context(schema.laid_out())
    return making


@pytest.fixture(scope="session")
def django_db_setup(
    tables_laid_out: ExitStack, django_db_blocker: DjangoDbBlocker, django_db_setup: None
) -> Iterator[None]:
    """Close every connection before the database is dropped.

    A browser's event loop gives Django another connection than the one of before; Django closes that of the moment.
    """
    with django_db_blocker.unblock():
        tables_laid_out.close()
    yield
    # By type: asking a lazy object for its class would wake it.
    for stray in [one for one in gc.get_objects() if issubclass(type(one), psycopg.Connection) and not one.closed]:
        stray.close()


@pytest.fixture(autouse=True)
def _templates_show_only_what_is_defined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Variable, "resolve", guards.resolve_or_fail)


@pytest.fixture(autouse=True)
def _unordered_lists_come_at_random(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SQLCompiler, "_order_by_pairs", guards.order_at_random)


@pytest.fixture(autouse=True)
def _pages_know_that_data_is_real(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked once a minute in each process: whoever counts queries would find one more now and then."""
    monkeypatch.setattr(fictitious, "_kept", (time.monotonic(), False))


@pytest.fixture(autouse=True)
def _cache_is_empty(settings: Any) -> None:
    """A prefix of its own for each test; flushing the server would take the queues with it."""
    settings.CACHES = {alias: {**values, "KEY_PREFIX": uuid.uuid4().hex} for alias, values in settings.CACHES.items()}


@pytest.fixture(autouse=True)
def _each_test_begins_in_bokmaal() -> None:
    """A request leaves the language of its reader active in the process."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _history_context_ends_with_its_block() -> Iterator[None]:
    with connection.execute_wrapper(guards.forget_context):
        yield


@pytest.fixture
def client() -> guards.GuardedClient:
    """A visitor. Pages are looked through, hooks of commit run."""
    return guards.GuardedClient()


@pytest.fixture
def signed_in() -> Callable[[User], guards.GuardedClient]:
    """Gives a client of its own for an account: `signed_in(factories.staff())`. It knows its `account`."""

    def sign_in(account: User) -> guards.GuardedClient:
        client = guards.GuardedClient()
        client.force_login(account)
        client.account = account
        return client

    return sign_in


@pytest.fixture
def history_context() -> Iterator[None]:
    """For tests that write rows or call services by themselves; asked for by name, so that nothing hides behind it."""
    with audit.context(command="test"):
        yield
