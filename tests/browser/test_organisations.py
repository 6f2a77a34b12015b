"""An organisation signs up on a phone, is returned with a reason, mended by the link, approved, and has a contact."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from representatives.organisations.models import Organisation, OrganisationApplication
from tests import factories, register_factories
from tests.browser.portal import NARROW, Portal
from tests.representatives.organisations.cases import ADDRESS, NUMBER, link_to
from tests.representatives.organisations.entity_register import FakeRegister, running

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    settings.MEDVIRKNING_DEMO = True


@pytest.fixture
def entity_register(settings, monkeypatch) -> Iterator[FakeRegister]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as register:
        settings.MEDVIRKNING_ENTITY_REGISTER_URL = register.address
        yield register


def test_from_a_visitor_to_a_contact(portal: Portal, entity_register: FakeRegister):
    entity_register.has(NUMBER, "NÆRLYS BRUKERFORENING")
    register_factories.registered(name="Paraplyen", kind="umbrella")
    factories.organisation(name="Nærlys brukerforening", organisation_number=NUMBER)
    centre = factories.centre(name="Siv Senter")

    when_a_visitor_signs_up_on_a_phone(portal)
    then_they_hear_what_happens_next(portal)

    portal.be(centre)
    when_the_centre_returns_it(portal)
    portal.page.context.clear_cookies()

    when_it_is_mended_by_the_link(portal)
    portal.be(centre)
    when_the_centre_approves(portal)
    portal.page.context.clear_cookies()

    organisation = Organisation.objects.get(organisation_number=NUMBER)
    when_the_contact_opens_the_link_and_makes_an_account(portal)
    then_they_act_for_the_organisation(portal, organisation)


def when_a_visitor_signs_up_on_a_phone(portal: Portal) -> None:
    page = portal.page
    page.set_viewport_size(NARROW)
    portal.open("/")
    page.get_by_role("link", name="Meld inn en organisasjon").first.click()
    portal.must_be_accessible()
    page.get_by_label("Organisasjonsnummer", exact=True).fill("810000008")
    page.get_by_role("button", name="Gå videre").click()
    page.locator("[data-error-summary]").wait_for()
    portal.must_be_accessible()
    page.get_by_label("Organisasjonsnummer", exact=True).fill("810 000 007")
    page.get_by_role("button", name="Gå videre").click()
    page.wait_for_url("**/opplysninger/**")
    portal.must_be_accessible()
    assert page.get_by_label("Navnet på organisasjonen").input_value() == "NÆRLYS BRUKERFORENING"
    page.get_by_label("Navnet på organisasjonen").fill("Nærlys brukerforening")
    page.get_by_role("button", name="Send innmeldingen").click()
    page.locator("[data-error-summary]").wait_for()
    portal.must_be_accessible()
    page.get_by_label("Brukerorganisasjon", exact=True).check()
    for criterion in ("er demokratisk", "bygd på medlemmer", "drives av brukere", "en del av kjernevirksomheten"):
        page.get_by_label(criterion).check()
    page.get_by_role("combobox", name="Paraplyorganisasjon").select_option(label="Paraplyen")
    page.get_by_label("Troms", exact=True).check()
    page.get_by_label("Navnet ditt").fill("Kari Søker")
    page.get_by_label("E-postadressen din").fill(ADDRESS)
    page.get_by_role("button", name="Send innmeldingen").click()


def then_they_hear_what_happens_next(portal: Portal) -> None:
    portal.page.wait_for_url("**/takk/")
    assert "14 dager" in portal.text()
    portal.must_be_accessible()
    portal.page.set_viewport_size({"width": 1280, "height": 900})


def when_the_centre_returns_it(portal: Portal) -> None:
    page = portal.page
    portal.open(reverse("organisations:applications"))
    portal.must_be_accessible()
    page.get_by_role("link", name="Nærlys brukerforening").click()
    assert "NÆRLYS BRUKERFORENING" in portal.text()
    portal.must_be_accessible()
    page.get_by_label("Send tilbake med det som mangler").check()
    page.get_by_label("Begrunnelse").fill("Fortell hvem dere er til for.")
    page.get_by_role("button", name="Lagre avgjørelsen").click()
    page.locator("#messages [role=status]").wait_for()
    assert "Sendt tilbake" in portal.text(".detail-heading")
    portal.must_be_accessible()


def when_it_is_mended_by_the_link(portal: Portal) -> None:
    page = portal.page
    page.set_viewport_size(NARROW)
    portal.open(link_to(ADDRESS))
    assert "Fortell hvem dere er til for." in portal.text()
    portal.must_be_accessible()
    page.get_by_label("Kort om organisasjonen").fill("Vi er til for alle som har vært der.")
    page.get_by_role("button", name="Send inn på nytt").click()
    page.wait_for_url("**/takk/")
    portal.open(link_to(ADDRESS))
    assert "Lenken er brukt" in portal.text()
    portal.must_be_accessible()
    page.set_viewport_size({"width": 1280, "height": 900})


def when_the_centre_approves(portal: Portal) -> None:
    page = portal.page
    portal.open(OrganisationApplication.objects.get().get_absolute_url())
    assert "Vi er til for alle som har vært der." in portal.text()
    portal.must_be_accessible()
    page.get_by_label("Godkjenn, og inviter den som meldte inn").check()
    page.get_by_role("button", name="Lagre avgjørelsen").click()
    page.locator("#messages [role=status]").wait_for()
    assert "I registeret" in portal.text(".detail-heading")
    portal.must_be_accessible()


def when_the_contact_opens_the_link_and_makes_an_account(portal: Portal) -> None:
    page = portal.page
    portal.open(link_to(ADDRESS))
    assert "Siv Senter inviterer deg" in portal.text()
    portal.must_be_accessible()
    page.get_by_label("Velg et passord").fill("et-ganske-langt-passord")
    page.get_by_role("button", name="Lag konto og ta imot").click()
    page.locator("#messages [role=status]").wait_for()


def then_they_act_for_the_organisation(portal: Portal, organisation: Organisation) -> None:
    page = portal.page
    assert portal.path == organisation.get_absolute_url()
    assert "Kari Søker" in portal.text()
    portal.must_be_accessible()
    for act in ("edit", "confirm", "invite"):
        portal.open(reverse(f"organisations:{act}", args=[organisation.pk]))
        portal.must_be_accessible()
    page.get_by_role("link", name="Organisasjoner").first.click()
    assert portal.row_count() == 1
    portal.must_be_accessible()
