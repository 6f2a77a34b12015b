"""Every page of the portal × every role that may open it × three languages × two widths, in a real browser.

The addresses are read from the permission matrix, so that a new one is covered by its row there. A page has no
violation of WCAG 2.2 AA that axe finds, no sideways scroll at 320 px, its language, one main heading, a title that no
other page has, no text of another language and a silent console.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from medvirkning import audit
from medvirkning.accounts.models import User
from projects.departments.models import Department
from projects.shares import pipeline
from projects.work.models import WorkItem
from tests import factories
from tests.permissions.matrix import LISTS_OF_VALUES
from tests.permissions.roles import STAFF, VISITOR
from tests.permissions.world import World
from tests.trial.pages import Case, Looker, cases, response_of
from tests.trial.words import Foreign
from tests_services.slices import Ledger, Trial

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.timeout(3600)]

LANGUAGES = ("nb", "nn", "en")
# In `make test` so many pages a language.
SLICE = 3
FAULTS_TOLD = 60
# Steps of one errand, by which the library's own pages go; a title says which errand.
ONE_ERRAND = (
    {"account_reset_password", "account_reset_password_done"},
    {"account_change_password", "account_reset_password_from_key_done"},
    {"account_reauthenticate", "mfa_reauthenticate"},
)


@pytest.fixture(scope="module")
def world(browser: Browser, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The register of the matrix. The browser comes first: its event loop gives Django another connection."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            made = World()
            made.build()
            furnish(made)
            yield made
            transaction.set_rollback(True)
        connection.close()


def furnish(world: World) -> None:
    """Something in every table and figure, so that there is something to look at."""
    today = timezone.localdate()
    first = datetime.date(today.year, 1, 1)
    staff = world.account(STAFF)
    for number in range(6):
        item = factories.assignment(
            department=world.department if number % 2 else world.elsewhere,
            title=f"Utrede tilbudet til pårørende i region {number}",
            started_on=first,
            completed_on=today if number % 3 else None,
        )
        if number % 2:
            people = [factories.person(name="Kari Nordmann"), factories.person(name="Ola Hansen")]
            row = factories.involvement(item, started_on=first, logged_by=staff, event_fields={"people": people})
            factories.said(row, text="Skriv kortere.")
            factories.said(row, text="Spør de unge.", outcome="followed")
            factories.answer(row)
        factories.exemption(item, year=today.year, status="requested", requested_by=world.colleague)
    factories.involvement(world.work, started_on=today, logged_by=staff)
    factories.involvement(world.task, started_on=today, perspective="both", logged_by=staff)
    pipeline.drain()


@pytest.fixture
def looker(browser: Browser) -> Iterator[Looker]:
    made = Looker(browser)
    yield made
    made.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_for_everybody(trial: Trial, world: World, looker: Looker, language: str) -> None:
    ledger, foreign = trial.ledger(), Foreign(language)
    # By page and fault: the roles that meet it.
    faults: dict[str, list[str]] = defaultdict(list)
    for case in cases() if trial.whole else trial.random.sample(cases(), SLICE):
        key = f"{language} {case.id}"
        if key in ledger.cases:
            continue
        try:
            with transaction.atomic():
                speak(world, language)
                found = faults_of(case, world, looker, language, foreign, ledger)
                transaction.set_rollback(True)
        except Exception as error:  # one page that breaks is no reason to leave the others unseen
            found = [f"{type(error).__name__}: {str(error)[:300]}"]
        for fault in found:
            faults[f"{language} {case.act} {case.row.id}: {fault}"].append(case.role)
    looked = sum(bool(noted) and key.startswith(f"{language} ") for key, noted in ledger.cases.items())
    trial.row(f"pages without fault in {language}, each at 1280 and 320 px", looked)
    trial.row(f"faults found in {language}", len(faults), limit=0)
    told = "\n".join(f"{fault} ({', '.join(roles)})" for fault, roles in list(faults.items())[:FAULTS_TOLD])
    assert not faults, f"{len(faults)} faults:\n{told}"


def speak(world: World, language: str) -> None:
    with audit.context(command="test"):
        User.objects.all().update(language=language)


def faults_of(case: Case, world: World, looker: Looker, language: str, foreign: Foreign, ledger: Ledger) -> list[str]:
    """What is wrong with the page. One without fault is noted, by its title; so is what is no page."""
    client = world.client(case.role)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    key = f"{language} {case.id}"
    path, response = response_of(world, case, client)
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    # What is downloaded is no page either.
    is_page = is_page and "attachment" not in response.headers.get("Content-Disposition", "")
    # A part that is put into a page is no page.
    if not is_page or not response.content.lstrip().lower().startswith(b"<!doctype"):
        ledger.note(key)
        return []
    if response.status_code != case.status:
        return [f"{path} answers {response.status_code}"]
    seen, faults = looker.look(path, response, client)
    faults += plain_faults(seen, language)
    data = data_of(world) | (names_in_lists() if case.row.name.startswith("admin:") else set())
    faults += [f"text of another language: «{text}»" for text in foreign.among(seen["texts"], data=data)]
    if case.act == "read" and case.status == 200:
        faults += title_taken(case, seen["title"], language, ledger)
    if not faults:
        ledger.note(
            key, {"title": seen["title"], "role": case.role, "name": case.row.name, "read": case.act == "read"}
        )
    return faults


def plain_faults(seen: dict[str, Any], language: str) -> list[str]:
    faults = []
    if seen["language"] != language:
        faults.append(f"the page says that it is in «{seen['language']}»")
    if seen["headings"] != 1:
        faults.append(f"{seen['headings']} main headings")
    if not seen["title"]:
        faults.append("no title")
    return faults


def title_taken(case: Case, title: str, language: str, ledger: Ledger) -> list[str]:
    """Another address whose page has the same title, for the same role."""
    for key, noted in ledger.cases.items():
        if not noted or not noted["read"] or noted["title"] != title or noted["role"] != case.role:
            continue
        pair = {noted["name"], case.row.name}
        if key.startswith(f"{language} ") and len(pair) > 1 and pair not in ONE_ERRAND:
            return [f"the title «{title}» is also that of {noted['name']}"]
    return []


def names_in_lists() -> set[str]:
    """Lists of values show their names in all three languages."""
    models = [apps.get_model(*name.split("_")) for name in LISTS_OF_VALUES]
    names = ("name_nb", "name_nn", "name_en")
    return {name for model in models for row in model.objects.values_list(*names) for name in row}


def data_of(world: World) -> set[str]:
    """What the register holds, in the words of those who wrote it."""
    titles = set(WorkItem.objects.values_list("title", flat=True))
    names = set(User.objects.values_list("name", flat=True))
    for model in (Department, *(apps.get_model(*name.split("_")) for name in LISTS_OF_VALUES)):
        names |= set(model.objects.values_list("name_nb", flat=True))
    return titles | names | {"Jobb", "Kontroll", "Verdi", "Emne", "Tekst", VISITOR}
