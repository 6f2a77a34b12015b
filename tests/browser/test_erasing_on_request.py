"""The Centre erases somebody who called, on a phone: finding by name, reading what goes and stays, one button."""

import pytest

from medvirkning import audit
from representatives.people.models import Affiliation, Person
from tests import factories
from tests.browser.portal import NARROW, Portal

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    settings.MEDVIRKNING_DEMO = True


def test_somebody_named_in_the_log_calls(portal: Portal):
    with audit.context(command="test"):
        person, body = factories.person(name="Kari Ørnåsmerket"), factories.organisation(name="Mental Helse")
        Affiliation.objects.create(person=person, organisation=body, valid_from=factories.LONG_AGO)
        factories.involvement(factories.assignment(), event_fields={"people": [person]})
    portal.be(factories.centre(name="Siv Senter"))
    page = portal.page
    page.set_viewport_size(NARROW)

    portal.open("/personer/slett/")
    portal.must_be_accessible()
    portal.must_fit_a_narrow_screen()
    page.get_by_label("Navn").fill("ørnås")
    page.get_by_role("button", name="Søk", exact=True).click()
    found = page.get_by_role("link", name="Kari Ørnåsmerket")
    found.wait_for()
    portal.must_be_accessible()
    portal.must_fit_a_narrow_screen()
    assert "rn" not in page.url.split("/personer/")[1]

    found.click()
    page.get_by_role("heading", name="Dette blir borte").wait_for()
    portal.must_be_accessible()
    portal.must_fit_a_narrow_screen()
    page.get_by_role("button", name="Slett personen").click()
    page.locator("[data-error-summary]").wait_for()
    portal.must_be_accessible()
    portal.must_fit_a_narrow_screen()
    page.get_by_label("Personen ber om å bli slettet").check()
    page.get_by_label("På telefon").check()
    page.get_by_label("Jeg har sjekket").check()
    page.get_by_role("button", name="Slett personen").click()
    page.locator("#messages [role=status]").wait_for()
    assert "Personen er slettet." in portal.text()
    assert "Ørnåsmerket" not in portal.text()
    portal.must_be_accessible()
    portal.must_fit_a_narrow_screen()
    assert Person.objects.get(pk=person.pk).name == ""
