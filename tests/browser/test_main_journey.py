"""The main journey: log involvement by keyboard, watch the share change, find the records, approve an exemption."""

import re
import time
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from projects.involvement.models import Involvement
from projects.shares.models import DepartmentShare
from tests import factories
from tests.browser.portal import NARROW, Portal
from tests.browser.register import Register

pytestmark = [pytest.mark.browser, pytest.mark.worker]

# From commit to the stored figure, with a worker running.
WITHIN_SECONDS = 2
# How long a test waits before it says that nothing comes.
PATIENCE = 20


def test_logging_by_keyboard_changes_the_share(portal: Portal, register: Register, worker: None):
    given_a_visitor_at_the_first_page(portal)
    when_staff_signs_in_by_keyboard(portal, register)
    then_the_task_waits_for_them(portal, register)
    given_the_share(portal, register, share="25,0 %", sentence="1 av 4")

    when_they_log_involvement_by_keyboard(portal, register)
    then_the_share_becomes(portal, register, share="50,0 %", sentence="2 av 4")
    then_it_came_at_once(register)
    when_the_number_is_clicked_there_are_as_many_records(portal, records=2)


def test_approving_an_exemption_changes_the_second_rate(portal: Portal, register: Register, worker: None):
    portal.be(register.leader)
    given_the_share(portal, register, share="25,0 %", sentence="1 av 4")
    assert portal.shares()["less"] == ""

    when_the_leader_approves(portal, register)
    wait_until(portal, register, lambda shown: shown["less"] == "33,3 %")
    assert portal.shares()["share"] == "25,0 %"
    portal.must_be_accessible()


def test_the_quick_log_by_keyboard_on_a_phone(portal: Portal, register: Register):
    """From an empty form to «og en til», and no click too many makes one too many."""
    factories.organisation(name="Erfaring rus")
    portal.be(register.staff)
    portal.page.set_viewport_size(NARROW)
    portal.open(reverse("involvement:log", args=[register.task.reference]))

    when_they_press_enter_in_an_empty_form(portal)
    then_all_faults_are_told_and_the_first_is_a_press_away(portal)
    when_they_search_by_keyboard_the_focus_is_on_the_first_hit(portal)
    when_they_fill_in_the_rest_by_keyboard(portal)
    portal.tab_to("Registrer, og en til")
    portal.activate()
    assert "Skjemaet er klart for en til." in portal.text()
    assert portal.page.locator("input[name=people]:checked").count() == 1
    portal.must_be_accessible()

    portal.page.get_by_role("button", name="Registrer", exact=True).dblclick()
    # The second click breaks off the first one's answer, so the address is looked at, not the way there.
    expect(portal.page).to_have_url(
        re.compile(f"{re.escape(reverse('work:detail', args=[register.task.reference]))}$")
    )
    assert Involvement.objects.filter(work_item=register.task).count() == 2


def given_a_visitor_at_the_first_page(portal: Portal) -> None:
    portal.open("/")
    portal.must_be_accessible()


def when_staff_signs_in_by_keyboard(portal: Portal, register: Register) -> None:
    portal.tab_to("Logg inn")
    portal.activate()
    portal.must_be_accessible()
    portal.tab_to("E-post")
    portal.type(register.staff.email)
    portal.tab_to("Passord")
    portal.type(factories.PASSWORD)
    portal.activate()
    assert portal.path == "/"


def then_the_task_waits_for_them(portal: Portal, register: Register) -> None:
    assert register.task.title in portal.text()
    portal.must_be_accessible()


def given_the_share(portal: Portal, register: Register, *, share: str, sentence: str) -> None:
    portal.open(dashboard(register))
    shown = portal.shares()
    assert shown["share"] == share
    assert sentence in shown["sentence"]
    portal.must_be_accessible()


def when_they_log_involvement_by_keyboard(portal: Portal, register: Register) -> None:
    """From «Mitt arbeid», with Tab, letters, Space and Enter; the date of today is set."""
    portal.open("/")
    portal.tab_to(f"Registrer medvirkning: {register.task.title}")
    portal.activate()
    portal.must_be_accessible()
    portal.tab_to("Form")
    portal.type("Dialog")
    portal.tab_to("Fase")
    portal.type("Utredning")
    portal.tab_to("Antall brukere")
    portal.type("4")
    portal.tab_to("Hvem snakket de for")
    portal.type("Brukere")
    portal.tab_to("De var med som")
    portal.type("Seg selv")
    portal.tab_to("Konsultasjon")
    portal.press("Space", "ArrowDown")
    portal.tab_to("Hva kom fram")
    portal.type("De vil ha kortere tekster.")
    portal.tab_to("Registrer")
    portal.activate()
    assert portal.path == reverse("work:detail", args=[register.task.reference])
    assert "Medvirkningen er registrert." in portal.text()
    portal.must_be_accessible()


def when_they_press_enter_in_an_empty_form(portal: Portal) -> None:
    portal.tab_to("Når")
    portal.activate()
    portal.page.locator("[data-error-summary]:focus").wait_for()


def then_all_faults_are_told_and_the_first_is_a_press_away(portal: Portal) -> None:
    told = portal.text("[data-error-summary]")
    for field in (
        "Form",
        "Fase",
        "Hvem var med",
        "Hvem snakket de for",
        "De var med som",
        "Hvor mye kunne de påvirke?",
    ):
        assert field in told
    assert "Kladden er lagret kl." in portal.text(".saved-note")
    portal.must_be_accessible()
    portal.press("Tab", "Enter")
    assert portal.focused().get_attribute("id") == "id_form"


def when_they_search_by_keyboard_the_focus_is_on_the_first_hit(portal: Portal) -> None:
    portal.type("Dialog")
    portal.tab_to("Fase")
    portal.type("Utredning")
    portal.tab_to("Noen andre")
    portal.type("erfaring rus")
    portal.activate()
    assert portal.focused().get_attribute("name") == "people"
    portal.press("Space")


def when_they_fill_in_the_rest_by_keyboard(portal: Portal) -> None:
    portal.tab_to("Hvem snakket de for")
    portal.type("Brukere")
    portal.tab_to("De var med som")
    portal.type("Erfarings")
    portal.tab_to("Konsultasjon")
    portal.press("Space", "ArrowDown")


def then_the_share_becomes(portal: Portal, register: Register, *, share: str, sentence: str) -> None:
    wait_until(portal, register, lambda shown: shown["share"] == share)
    assert sentence in portal.shares()["sentence"]


def then_it_came_at_once(register: Register) -> None:
    """By the database's own clock: from what was logged to the figure."""
    logged = Involvement.objects.get(work_item=register.task)
    assert logged.degree == 2
    stored = DepartmentShare.objects.filter(department=register.department).latest("computed_at")
    assert (stored.computed_at - logged.logged_at).total_seconds() < WITHIN_SECONDS


def when_the_number_is_clicked_there_are_as_many_records(portal: Portal, *, records: int) -> None:
    portal.page.locator(".hero .big a").click()
    portal.page.wait_for_url("**/arbeid/**")
    assert portal.row_count() == records
    portal.must_be_accessible()


def when_the_leader_approves(portal: Portal, register: Register) -> None:
    portal.open("/")
    portal.page.get_by_role("link", name="Avgjør").first.click()
    portal.page.wait_for_url("**/unntak/**")
    portal.must_be_accessible()
    portal.page.get_by_role("button", name="Godkjenn").click()
    portal.page.get_by_text("Godkjent.").first.wait_for()


def dashboard(register: Register) -> str:
    return reverse("insight:department", args=[register.department.code])


def wait_until(portal: Portal, register: Register, holds: Callable[[dict[str, str]], bool]) -> None:
    """Look at the dashboard again and again, as a person would."""
    deadline = time.monotonic() + PATIENCE
    portal.open(dashboard(register))
    while not holds(portal.shares()):
        assert time.monotonic() < deadline, portal.shares()
        portal.open(dashboard(register))
