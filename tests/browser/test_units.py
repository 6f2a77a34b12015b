"""A service registers itself on a phone, the Centre approves it, and its leader comes in by the link of a mail."""

import pytest
from django.urls import reverse

from advice.units.models import ServiceUnit
from tests import advice_factories, factories
from tests.advice.units.cases import ADDRESS, link_to
from tests.browser.portal import NARROW, Portal

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    settings.MEDVIRKNING_DEMO = True


def test_from_a_visitor_to_a_leader(portal: Portal):
    advice_factories.unit(name="Avdeling psykisk helse", owner_name="Bergen kommune", county="46")
    advice_factories.unit(name="Avdeling helse og omsorg", owner_name="Bergen kommune", county="46")
    centre = factories.centre(name="Siv Senter")

    when_a_visitor_registers_on_a_phone(portal)
    then_they_hear_what_happens_next(portal)
    unit = ServiceUnit.objects.waiting().get()
    assert unit.parent is not None

    portal.be(centre)
    when_the_centre_approves(portal, unit)
    portal.page.context.clear_cookies()

    when_the_leader_opens_the_link_and_makes_an_account(portal)
    then_they_lead_the_unit(portal, unit)


def when_a_visitor_registers_on_a_phone(portal: Portal) -> None:
    page = portal.page
    page.set_viewport_size(NARROW)
    portal.open("/")
    page.get_by_role("link", name="Registrer en tjeneste").first.click()
    portal.must_be_accessible()
    page.get_by_role("button", name="Send innmeldingen").click()
    page.locator("[data-error-summary]").wait_for()
    portal.must_be_accessible()
    page.get_by_label("Navnet på tjenesten").fill("Rus og psykisk helse")
    page.get_by_label("Kommune", exact=True).check()
    page.get_by_label("Navnet på kommunen eller helseforetaket").fill("Bergen kommune")
    page.get_by_label("Fylke").select_option(label="Vestland")
    page.get_by_label("Kommunal tjeneste for psykisk helse og rus").check()
    page.get_by_label("10–49 ansatte").check()
    page.get_by_label("Hører under").fill("avdeling")
    page.get_by_label("Navnet ditt").fill("Kari Søker")
    page.get_by_label("E-postadressen din på jobb").fill(ADDRESS)
    page.get_by_role("button", name="Send innmeldingen").click()
    choice = page.get_by_role("group", name="Hvilken enhet mener du?")
    choice.wait_for()
    portal.must_be_accessible()
    choice.get_by_label("Avdeling psykisk helse").check()
    page.get_by_role("button", name="Send innmeldingen").click()


def then_they_hear_what_happens_next(portal: Portal) -> None:
    portal.page.wait_for_url("**/takk/")
    assert "14 dager" in portal.text()
    portal.must_be_accessible()
    portal.page.set_viewport_size({"width": 1280, "height": 900})


def when_the_centre_approves(portal: Portal, unit: ServiceUnit) -> None:
    page = portal.page
    portal.open(reverse("units:list"))
    portal.must_be_accessible()
    page.get_by_role("link", name=unit.name).click()
    portal.must_be_accessible()
    page.get_by_role("link", name="Godkjenn eller avslå").click()
    portal.must_be_accessible()
    page.get_by_label("Godkjenn og send invitasjon").check()
    page.get_by_role("button", name="Lagre avgjørelsen").click()
    page.locator("#messages [role=status]").wait_for()
    assert "Godkjent" in portal.text(".detail-heading")
    assert ADDRESS in portal.text()
    portal.must_be_accessible()


def when_the_leader_opens_the_link_and_makes_an_account(portal: Portal) -> None:
    page = portal.page
    portal.open(link_to(ADDRESS))
    assert "Siv Senter inviterer deg" in portal.text()
    portal.must_be_accessible()
    page.get_by_label("Velg et passord").fill("et-ganske-langt-passord")
    page.get_by_role("button", name="Lag konto og ta imot").click()
    page.locator("#messages [role=status]").wait_for()


def then_they_lead_the_unit(portal: Portal, unit: ServiceUnit) -> None:
    assert portal.path.startswith("/egenvurdering/")
    portal.must_be_accessible()
    portal.open(unit.get_absolute_url())
    assert "Kari Søker" in portal.text()
    portal.must_be_accessible()
    portal.open(link_to(ADDRESS))
    assert "gjelder ikke lenger" in portal.text("h1")
    portal.must_be_accessible()
