"""The register that the tests of permissions share: one for each of their files."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.permissions.world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One for all tests of a file: what a test does in it, it undoes itself or by `undone`."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World()
        made.build()
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def undone(world: World) -> Iterator[None]:
    """What the test did is undone before the next comes."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
