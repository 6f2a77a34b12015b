"""Who may open and do what, and comes across whose data: every address with every role, as `matrix` says."""

import os
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from medvirkning.accounts.middleware import WITHOUT_SECOND_FACTOR
from tests.permissions import document, matrix
from tests.permissions.marks import found_by, text_of
from tests.permissions.matrix import ROWS
from tests.permissions.roles import ADMINISTRATOR, CENTRE, ROLES, VISITOR
from tests.permissions.rows import AWAY, LOGIN, Row
from tests.permissions.world import World

pytestmark = pytest.mark.django_db


def addresses(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """The names of all addresses. One without a name gives its pattern, and so fails."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}" if pattern.name else str(pattern.pattern)


def every_address() -> set[str]:
    return set(addresses(get_resolver().url_patterns)) - matrix.OLD_ADDRESSES


def test_every_address_has_a_row():
    without = every_address() - {row.name for row in ROWS}
    assert not without, f"no row in tests/permissions/matrix.py: {sorted(without)}"


def test_every_row_has_an_address():
    gone = {row.name for row in ROWS} - every_address()
    assert not gone, f"no such address any more: {sorted(gone)}"


def test_no_row_stands_twice():
    ids = [row.id for row in ROWS]
    assert len(ids) == len(set(ids))


def outcome(response: HttpResponse) -> str:
    """What happened, in the words of the matrix."""
    if response.status_code in {301, 302}:
        return LOGIN if response.headers["Location"].startswith(reverse("account_login")) else AWAY
    return str(response.status_code)


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_who_gets_what(row: Row, world: World):
    found: dict[str, dict[str, str]] = {"GET": {}, "POST": {}}
    for role in ROLES:
        with transaction.atomic():
            arguments = world.subject(row.on, role) if row.on else ()
            address = reverse(row.name, args=arguments) if row.name != "api-unknown" else "/api/v1/finnes-ikke/"
            page, answer = world.client(role).get(address), world.client(role).post(address)
            found["GET"][role], found["POST"][role] = outcome(page), outcome(answer)
            assert not (marks := found_by(role, text_of(page) + text_of(answer))), f"{role} finds {marks} at {address}"
            transaction.set_rollback(True)
    assert found["GET"] == row.reading()
    assert row.takes(found["POST"]), found["POST"]


@pytest.mark.parametrize("role", [CENTRE, ADMINISTRATOR])
def test_without_a_second_factor_one_gets_nowhere(role: str, world: World):
    """Whatever is for those who are signed in leads to setting one up, or out."""
    with transaction.atomic():
        Authenticator.objects.filter(user=world.account(role)).delete()
        client = world.client(role)
        rows = [row for row in ROWS if row.reading()[VISITOR] == LOGIN]
        for row in [row for row in rows if not row.name.startswith(WITHOUT_SECOND_FACTOR)]:
            with transaction.atomic():
                response = client.get(reverse(row.name, args=world.subject(row.on, role) if row.on else ()))
                assert response.status_code == 302, row.id
                assert response.headers["Location"] == reverse("mfa_activate_totp"), row.id
                transaction.set_rollback(True)
        transaction.set_rollback(True)


def test_the_document_says_what_the_matrix_says():
    if os.environ.get("MEDVIRKNING_WRITE_PERMISSIONS"):
        document.PATH.write_text(document.written())
    assert document.PATH.read_text() == document.written(), "run it with MEDVIRKNING_WRITE_PERMISSIONS=1"
