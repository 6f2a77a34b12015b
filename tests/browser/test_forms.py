"""Forms lose nothing: an expired session, a change of language, faults that lead to their fields; narrow screens."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from tests import factories
from tests.browser.portal import Portal, plain
from tests.browser.register import Register

pytestmark = pytest.mark.browser

TYPED = "De vil ha kortere tekster, og færre brev."


def test_what_was_typed_outlives_the_session(portal: Portal, register: Register):
    given_the_quick_log(portal, register)
    portal.page.get_by_label("Hva kom fram").fill(TYPED)
    when_the_session_ends_and_they_save(portal)
    assert portal.path.startswith("/accounts/login/")
    when_they_sign_in_again(portal, register)
    assert portal.path == log_of(register)
    assert portal.page.get_by_label("Hva kom fram").input_value() == TYPED
    assert "Vi tok vare på det du skrev." in portal.text()


def test_the_language_switch_keeps_page_and_text(portal: Portal, register: Register):
    given_the_quick_log(portal, register)
    portal.page.get_by_label("Hva kom fram").fill(TYPED)
    portal.page.locator("summary").filter(has_text="Språk").first.click()
    portal.page.get_by_role("button", name="Nynorsk").first.click()
    portal.page.wait_for_function("document.documentElement.lang === 'nn'")
    assert portal.path == log_of(register)
    assert portal.page.locator("textarea[name=summary]").input_value() == TYPED


def test_faults_are_told_and_lead_to_their_fields(portal: Portal, register: Register):
    given_the_quick_log(portal, register)
    portal.page.get_by_role("button", name="Registrer", exact=True).click()
    portal.page.locator("[data-error-summary]").wait_for()
    assert portal.page.title().startswith("Feil:")
    assert portal.focused().get_attribute("data-error-summary") is not None
    portal.must_be_accessible()

    link = portal.page.locator("[data-error-summary] a").first
    field = (link.get_attribute("href") or "").removeprefix("#")
    link.click()
    assert portal.focused().get_attribute("id") == field


def test_every_page_of_the_menus_is_accessible_and_narrow(portal: Portal, register: Register):
    """The pages that the journey doesn't meet."""
    portal.be(register.leader)
    reference = register.task.reference
    pages = [
        reverse("work:list"), reverse("work:create"), reverse("departments:list"), reverse("work:decisions"),
        reverse("departments:detail", args=[register.department.code]), reverse("departments:deputies"),
        reverse("work:edit", args=[reference]), reverse("work:status", args=[reference]),
        reverse("involvement:list", args=[reference]), reverse("involvement:plan", args=[reference]),
        reverse("involvement:inputs", args=[reference]), reverse("work:history", args=[reference]),
        reverse("insight:dashboard"), reverse("insight:method"), reverse("activities:activities-2023"),
        f"{reverse('search:search')}?q=rus", reverse("jobs:list"), reverse("notifications:choices"),
        reverse("front:privacy"), reverse("front:accessibility"), "/finnes-ikke/",
    ]  # fmt: skip
    for address in pages:
        portal.open(address)
        assert plain(portal.text("h1")), address
        portal.must_be_accessible()


def given_the_quick_log(portal: Portal, register: Register) -> None:
    portal.be(register.staff)
    portal.open(log_of(register))


def when_the_session_ends_and_they_save(portal: Portal) -> None:
    Session.objects.all().delete()
    portal.page.get_by_role("button", name="Registrer", exact=True).click()
    portal.page.wait_for_url("**/accounts/login/**")


def when_they_sign_in_again(portal: Portal, register: Register) -> None:
    portal.page.get_by_label("E-post").fill(register.staff.email)
    portal.page.get_by_label("Passord").fill(factories.PASSWORD)
    portal.page.get_by_role("button", name="Logg inn", exact=True).click()
    portal.page.wait_for_url("**/medvirkning/ny/**")


def log_of(register: Register) -> str:
    return reverse("involvement:log", args=[register.task.reference])
