"""The Centre enters a grant by words, judges it, and the organisation reads on a phone how it was judged."""

import pytest
from django.urls import reverse
from django.utils import timezone

from representatives.grants.models import Grant
from tests import factories, register_factories
from tests.browser.portal import NARROW, Portal

pytestmark = pytest.mark.browser
YEAR = timezone.localdate().year


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    settings.MEDVIRKNING_DEMO = True


def test_from_a_grant_to_what_the_organisation_reads(portal: Portal):
    scheme = register_factories.scheme(rules_from=2020, name="Tilskudd til brukerstyring")
    organisation = register_factories.registered(name="Foreningen Nord")
    register_factories.registered(name="Foreningen Sør")
    contact = register_factories.contact(of=organisation)

    portal.be(factories.centre(name="Siv Senter"))
    when_the_centre_enters_a_grant(portal, scheme.name)
    grant = Grant.objects.get()
    assert (grant.organisation, grant.amount) == (organisation, 250_000)
    when_the_centre_judges_it(portal)
    then_the_figures_lead_to_it(portal)

    portal.be(contact)
    portal.page.set_viewport_size(NARROW)
    then_the_organisation_reads_why(portal)


def when_the_centre_enters_a_grant(portal: Portal, scheme: str) -> None:
    page = portal.page
    portal.open(reverse("grants:list"))
    portal.must_be_accessible()
    page.get_by_role("link", name="Legg inn tilskudd").first.click()
    page.get_by_label("Ordning", exact=True).select_option(label=scheme)
    page.get_by_label("Tilskuddsår").fill(str(YEAR))
    page.get_by_label("Beløp i kroner").fill("250 000")
    page.get_by_role("radio", name="Organisasjon").check()
    page.get_by_role("textbox", name="Organisasjon", exact=False).first.fill("foreningen")
    page.get_by_role("button", name="Legg inn tilskuddet").click()
    choice = page.get_by_role("group", name="Hvilken organisasjon mener du?")
    choice.wait_for()
    portal.must_be_accessible()
    choice.get_by_label("Foreningen Nord").check()
    page.get_by_role("button", name="Legg inn tilskuddet").click()
    page.get_by_role("heading", name="Foreningen Nord", level=1).wait_for()
    portal.must_be_accessible()


def when_the_centre_judges_it(portal: Portal) -> None:
    page = portal.page
    page.get_by_role("link", name="Vurder kravet").click()
    portal.must_be_accessible()
    page.get_by_text("Delvis oppfylt", exact=True).click()
    page.get_by_role("button", name="Lagre vurderingen").click()
    page.locator("[data-error-summary]").wait_for()
    assert "Skriv hvorfor kravet ikke er oppfylt fullt ut." in portal.text()
    page.get_by_label("Begrunnelse").fill("Brukerne kom med først i juni.")
    page.get_by_role("button", name="Lagre vurderingen").click()
    page.get_by_text("Vurderingen er lagret.").wait_for()


def then_the_figures_lead_to_it(portal: Portal) -> None:
    page = portal.page
    portal.open(reverse("grants:requirement"))
    portal.must_be_accessible()
    assert "0,0" in portal.text()
    page.get_by_role("row", name="Tilskudd til brukerstyring").get_by_role("link", name="1", exact=True).first.click()
    page.get_by_role("link", name="Foreningen Nord").wait_for()


def then_the_organisation_reads_why(portal: Portal) -> None:
    page = portal.page
    portal.open(reverse("grants:list"))
    portal.must_be_accessible()
    page.get_by_role("link", name="Foreningen Nord").click()
    page.get_by_text("Brukerne kom med først i juni.").wait_for()
    assert "Brukere skal være med i styringen." in portal.text()
    portal.must_be_accessible()
    portal.must_fit_a_narrow_screen()
