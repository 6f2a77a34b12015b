"""Somebody in the register on a phone: tells of oneself, withdraws and regrets, sees who looked, and goes."""

import datetime
import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from representatives.consents.enums import ConsentPurpose
from representatives.consents.models import Consent
from representatives.enrolments.reading import read_person
from representatives.people.models import Person
from representatives.profiles.models import Profile
from tests import factories, register_factories
from tests.browser.portal import NARROW, Portal

pytestmark = pytest.mark.browser

HOME = reverse("my_page:home")
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    settings.MEDVIRKNING_DEMO = True


def made_person() -> Person:
    """With a meeting to come, an answered input, somebody who looked, and consents that run out."""
    person = register_factories.person(name="Ánne Čeahkke O'Hara")
    body = register_factories.registered(name="Landsforeningen for prøver")
    register_factories.representative(of=body, who=person)
    work = factories.assignment(title="Veileder om sorg")
    past = factories.involvement(work, event=factories.event(people=[person], started_on=timezone.localdate() - DAY))
    factories.said(past, text="Skriv kortere", outcome="followed", reason="Det gjorde vi.", given_by=person)
    factories.involvement(work, event=factories.event(people=[person], started_on=timezone.localdate() + 5 * DAY))
    reader = factories.staff(name="Siri Saksbehandler")
    register_factories.disclosure(of=person, to=reader)
    with audit.context(actor=reader):
        read_person(reader, person, view="enrolments:person")
        Consent.objects.filter(person=person).update(expires_on=timezone.localdate() + 10 * DAY)
    return person


def test_on_a_phone(portal: Portal):
    person = made_person()
    portal.page.set_viewport_size(NARROW)
    portal.be(person.user)

    when_the_own_page_is_read(portal)
    when_the_person_tells_of_oneself(portal, person)
    when_a_period_is_added(portal, person)
    when_consents_are_confirmed_and_one_withdrawn(portal, person)
    then_it_is_seen_who_looked(portal)
    then_everything_is_taken_along(portal)
    when_all_is_erased(portal, person)


def when_the_own_page_is_read(portal: Portal) -> None:
    portal.open(HOME)
    text = portal.text()
    for words in ("Veileder om sorg", "Skriv kortere", "Det gjorde vi.", "Samtykkene dine", "Siri Saksbehandler"):
        assert words in text
    portal.must_be_accessible()


def when_the_person_tells_of_oneself(portal: Portal, person: Person) -> None:
    page = portal.page
    page.get_by_role("link", name=re.compile(r"Endre ?: Kontakt")).click()
    portal.must_be_accessible()
    page.get_by_role("radio", name="Telefon").check()
    page.get_by_role("button", name="Lagre").click()
    page.locator("[data-error-summary]").wait_for()
    portal.must_be_accessible()
    page.get_by_label("Telefon", exact=False).and_(page.locator("input[name=phone]")).fill("412 34 567")
    page.get_by_role("button", name="Lagre").click()
    page.wait_for_url(f"**{HOME}")
    page.get_by_role("link", name=re.compile(r"Endre ?: Om meg")).click()
    portal.must_be_accessible()
    page.get_by_role("radio", name="Pårørende").check()
    page.get_by_label("rus", exact=True).check()
    page.get_by_role("button", name="Lagre").click()
    page.wait_for_url(f"**{HOME}")
    for name in ("Hvordan jeg kan delta", "Bindinger"):
        page.get_by_role("link", name=re.compile(rf"Endre ?: {name}")).click()
        page.get_by_role("heading", level=1, name=name).wait_for()
        portal.must_be_accessible()
        page.get_by_role("link", name="Avbryt").click()
        page.wait_for_url(f"**{HOME}")
    told = Profile.objects.get(person=person)
    assert (told.phone, told.experience) == ("41234567", "carer")
    assert "rus" in told.themes


def when_a_period_is_added(portal: Portal, person: Person) -> None:
    page, today = portal.page, timezone.localdate()
    portal.open(reverse("my_page:availability"))
    portal.must_be_accessible()
    for _twice in range(2):
        page.get_by_label("Fra og med").fill(today.isoformat())
        page.get_by_label("Til og med").fill((today + 30 * DAY).isoformat())
        page.get_by_role("button", name="Legg til perioden").click()
        page.wait_for_load_state()
    assert "overlapper en du alt har lagt inn" in portal.text()
    portal.must_be_accessible()
    assert person.availability.count() == 1
    portal.open(reverse("my_page:training"))
    portal.must_be_accessible()


def when_consents_are_confirmed_and_one_withdrawn(portal: Portal, person: Person) -> None:
    page = portal.page
    portal.open(HOME)
    page.get_by_role("button", name="Bekreft samtykkene mine").click()
    page.locator("#messages [role=status]").wait_for()
    assert (
        Consent.objects.in_force().filter(person=person, expires_on__gt=timezone.localdate() + 300 * DAY).count() == 4
    )
    page.get_by_role("button", name=re.compile(r"Trekk samtykket ?: Bli vist")).click()
    page.get_by_role("button", name=re.compile(r"Samtykk på nytt ?: Bli vist")).wait_for()
    assert not Consent.objects.in_force().filter(person=person, purpose=ConsentPurpose.SHOWN).exists()
    portal.must_be_accessible()
    page.get_by_role("button", name=re.compile(r"Samtykk på nytt ?: Bli vist")).click()
    page.get_by_role("button", name=re.compile(r"Trekk samtykket ?: Bli vist")).wait_for()
    assert Consent.objects.in_force().filter(person=person, purpose=ConsentPurpose.SHOWN).exists()


def then_it_is_seen_who_looked(portal: Portal) -> None:
    portal.page.get_by_role("link", name="Se hvem som har sett noe").click()
    assert "Siri Saksbehandler" in portal.text()
    portal.must_be_accessible()


def then_everything_is_taken_along(portal: Portal) -> None:
    page = portal.page
    portal.open(reverse("my_page:data"))
    portal.must_be_accessible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Last ned for maskiner").click()
    told = json.loads(download.value.path().read_text())
    assert told["about_me"]["person"]["records"][0]["name"]["value"] == "Ánne Čeahkke O'Hara"
    with page.expect_download() as download:
        page.get_by_role("link", name="Last ned for å lese").click()
    assert "Veileder om sorg" in download.value.path().read_text()


def when_all_is_erased(portal: Portal, person: Person) -> None:
    page = portal.page
    portal.open(HOME)
    page.get_by_role("link", name="Slett opplysningene mine").click()
    portal.must_be_accessible()
    page.get_by_label("Skriv ordet for å bekrefte").fill("slett")
    page.get_by_role("button", name="Slett opplysningene mine").click()
    page.get_by_role("heading", name="Opplysningene dine er slettet").wait_for()
    portal.must_be_accessible()
    portal.open(HOME)
    assert "/accounts/login/" in portal.path
    assert Person.objects.get(pk=person.pk).name == ""


def test_the_centre_publishes_a_text(portal: Portal):
    portal.be(factories.centre())
    page = portal.page
    portal.open(reverse("consents:texts"))
    portal.must_be_accessible()
    page.get_by_role("link", name="Få historien min publisert").first.click()
    portal.must_be_accessible()
    page.get_by_role("link", name="Skriv en ny versjon").click()
    portal.must_be_accessible()
    page.get_by_label("Tekst på engelsk").fill("The directorate may publish my story.")
    page.get_by_role("button", name="Publiser teksten").click()
    page.locator("#messages [role=status]").wait_for()
    assert "Versjon 2" in portal.text()
    person = register_factories.person()
    register_factories.representative(who=person)
    portal.open(reverse("consents:person", args=[person.pk]))
    portal.must_be_accessible()
