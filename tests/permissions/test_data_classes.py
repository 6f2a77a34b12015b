"""Nobody comes across personal data that isn't for them: downloads, the search, the API, and after a withdrawal.

The pages themselves are searched by `test_matrix`, as each role opens them.
"""

import datetime
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts import services as accounts
from medvirkning.accounts.enums import Scope
from medvirkning.web.views import ListView
from representatives.consents.enums import ConsentPurpose
from representatives.consents.models import Consent
from representatives.consents.services import withdraw
from representatives.people.models import Person
from tests.guards import GuardedClient
from tests.permissions.marks import MARKS, OPEN_TO, Mark, found_by, text_of
from tests.permissions.matrix import AREAS, ROWS
from tests.permissions.roles import CENTRE, CONTACT, MACHINE, REPRESENTATIVE, ROLES, VISITOR
from tests.permissions.rows import Row
from tests.permissions.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undone")]
REGISTER = [row for area, rows in AREAS.items() if area.startswith("Register") for row in rows]
OPENED = "200"


@pytest.fixture
def person(world: World) -> Person:
    return Person.objects.get(user=world.account(REPRESENTATIVE))


def address_of(row: Row, world: World, role: str) -> str:
    return reverse(row.name, args=world.subject(row.on, role) if row.on else ())


def is_list(address: str) -> bool:
    view = getattr(resolve(address).func, "view_class", None)
    return view is not None and issubclass(view, ListView)


@pytest.mark.parametrize("role", ROLES)
def test_no_download_says_too_much(role: str, world: World):
    """The same rows feed every format, so one of them is read."""
    downloaded = 0
    for row in [one for one in ROWS if one.reading()[role] == OPENED and one.name != "api-unknown"]:
        with transaction.atomic():
            address = address_of(row, world, role)
            if is_list(address):
                response = world.client(role).get(address, {"format": "csv"})
                assert not found_by(role, text_of(response)), address
                downloaded += 1
            transaction.set_rollback(True)
    assert downloaded or role in (VISITOR, MACHINE)


@pytest.mark.parametrize("role", [role for role in ROLES if role not in (VISITOR, MACHINE)])
@pytest.mark.parametrize("mark", MARKS, ids=lambda one: one.field)
def test_the_search_finds_nobody_for_others(role: str, mark: Mark, world: World):
    """The words themselves stand on the page again, so what is looked for is the other marks, and hits."""
    response = world.client(role).get(reverse("search:search"), {"q": mark.text})
    others = [field for field in found_by(role, text_of(response)) if field != mark.field]
    assert not others
    hits = [hit for group in response.context["groups"] for hit in group.hits]
    assert not hits or role in mark.roles, hits


def test_no_scope_of_the_api_gives_people(world: World, person: Person):
    """A token with every scope reads every address without finding a mark of the person."""
    with audit.context(command="test"):
        token = accounts.create_token(actor=None, name="Alt", scopes=Scope.values)[1]
    client = GuardedClient(headers={"authorization": f"Bearer {token}"})
    read = 0
    for row in [one for one in ROWS if one.reading()[MACHINE] == OPENED or "api" in one.name]:
        with transaction.atomic():
            address = "/api/v1/finnes-ikke/" if row.name == "api-unknown" else address_of(row, world, MACHINE)
            text = text_of(client.get(address))
            assert not [one.field for one in MARKS if one.field != "other_organisation" and one.text in text], address
            read += 1
            transaction.set_rollback(True)
    assert read


def _withdrawn(world: World, person: Person) -> None:
    with audit.context(command="test"):
        withdraw(actor=person.user, person=person, purpose=ConsentPurpose.REGISTER)


def _expired(world: World, person: Person) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    with audit.context(command="test"):
        Consent.objects.filter(person=person).update(expires_on=yesterday)


@pytest.mark.parametrize("leave", [_withdrawn, _expired])
@pytest.mark.parametrize("role", [CENTRE, CONTACT])
def test_who_has_left_is_gone_at_once(role: str, leave: Callable[[World, Person], None], world: World, person: Person):
    """From every page and download of the register, for those who saw everything a moment ago."""
    client = world.client(role)
    seen = _marks_seen(client, role, world)
    assert {"name", "phone", "accommodation_needs"} <= seen
    leave(world, person)
    assert not _marks_seen(client, role, world) - {"other_organisation"}


def _marks_seen(client: Client, role: str, world: World) -> set[str]:
    """The marks on the pages of the register that the role opens. What an address is about is made and undone."""
    seen: set[str] = set()
    for row in [one for one in REGISTER if role in OPEN_TO and one.reading()[role] != "404"]:
        with transaction.atomic():
            address = address_of(row, world, role)
            pages = [client.get(address)]
            if is_list(address) and pages[0].status_code == 200:
                pages.append(client.get(address, {"format": "csv"}))
            seen |= {one.field for page in pages for one in MARKS if one.text in text_of(page)}
            transaction.set_rollback(True)
    return seen
