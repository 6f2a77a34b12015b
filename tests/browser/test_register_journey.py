"""The register's journey: an organisation signs up, its people answer, and staff find somebody.

As a new organisation: sign up, be approved, add three people (one withdraws, one never answers); as one of them
accept, say when one can take part, and see who looked; as staff find two people for a theme in Troms by a date.
"""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.models import User
from medvirkning.audit import retention
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.models import Representative
from representatives.geography.enums import County
from representatives.organisations.models import Organisation, OrganisationApplication
from representatives.people.models import Person
from representatives.profiles.models import Profile
from tests import factories, register_factories
from tests.browser.portal import NARROW, Portal
from tests.representatives.enrolments.cases import link_to
from tests.representatives.organisations import cases as sign_up

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 900}
DAY = datetime.timedelta(days=1)
PASSWORD = "et-ganske-langt-passord"
RITA, WENCHE, NILS = "rita@post.example", "wenche@post.example", "nils@post.example"
NAMES = {RITA: "Ríttá O'Čeahkke", WENCHE: "Wenche Vil-Ikke", NILS: "Nils Nølende"}
THEME = "rus"


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    settings.MEDVIRKNING_DEMO = True


def test_from_a_new_organisation_to_people_that_staff_find(portal: Portal):
    centre, staff = factories.centre(name="Siv Senter"), factories.staff(name="Stian Stab")
    somebody_from_another_organisation()

    when_an_organisation_signs_up_on_a_phone(portal)
    portal.be(centre)
    when_the_centre_approves(portal)
    signed_out(portal)
    when_the_contact_comes_in(portal)
    contact, organisation = User.objects.get(email=sign_up.ADDRESS), Organisation.objects.get(applications__gt=0)
    when_three_people_are_entered(portal, organisation)

    signed_out(portal)
    when_one_says_yes_on_a_phone(portal)
    when_she_tells_of_herself(portal)
    signed_out(portal)
    when_another_says_yes_and_withdraws(portal)
    when_the_third_never_answers()

    portal.be(contact)
    when_her_mandate_is_entered(portal, organisation)
    then_the_organisation_sees_one_person(portal, organisation)
    rita = Person.objects.get(user__email=RITA)
    portal.be(rita.user)
    then_she_sees_who_looked(portal)

    portal.be(staff)
    then_staff_find_two_people(portal)


def somebody_from_another_organisation() -> None:
    """Whom staff may find besides."""
    other = register_factories.person(name="Anders Annen", themes=[THEME], county=County.TROMS)
    register_factories.representative(of=register_factories.registered(name="Fjellforeningen"), who=other)
    register_factories.available(who=other, first=timezone.localdate(), last=timezone.localdate() + 60 * DAY)


def signed_out(portal: Portal) -> None:
    portal.page.context.clear_cookies()


def accessible_on_both(portal: Portal) -> None:
    """By axe, on a screen and on a phone; the phone stays."""
    for size in (WIDE, NARROW):
        portal.page.set_viewport_size(size)
        portal.must_be_accessible()


def when_an_organisation_signs_up_on_a_phone(portal: Portal) -> None:
    page = portal.page
    page.set_viewport_size(NARROW)
    portal.open(reverse("organisations:register"))
    page.locator("input[name=organisation_number]").fill(sign_up.NUMBER)
    page.get_by_role("button", name="Gå videre").click()
    page.wait_for_url("**/opplysninger/**")
    accessible_on_both(portal)
    page.locator("input[name=name]").fill("Nærlys brukerforening")
    page.locator("input[name=kind][value=user]").check()
    for name in ("is_democratic", "is_member_based", "is_run_by_users", "involvement_is_core"):
        page.locator(f"input[name={name}]").check()
    page.get_by_label("Troms", exact=True).check()
    page.get_by_label("Navnet ditt").fill("Kari Søker")
    page.get_by_label("E-postadressen din").fill(sign_up.ADDRESS)
    page.get_by_role("button", name="Send innmeldingen").click()
    page.wait_for_url("**/takk/")
    portal.must_be_accessible()


def when_the_centre_approves(portal: Portal) -> None:
    page = portal.page
    page.set_viewport_size(WIDE)
    portal.open(reverse("organisations:application", args=[OrganisationApplication.objects.get().pk]))
    page.get_by_label("Godkjenn, og inviter den som meldte inn").check()
    page.get_by_role("button", name="Lagre avgjørelsen").click()
    page.locator("#messages [role=status]").wait_for()


def when_the_contact_comes_in(portal: Portal) -> None:
    page = portal.page
    portal.open(sign_up.link_to())
    page.get_by_label("Velg et passord").fill(PASSWORD)
    page.get_by_role("button", name="Lag konto").click()
    page.locator("#messages [role=status]").wait_for()


def when_three_people_are_entered(portal: Portal, organisation: Organisation) -> None:
    page = portal.page
    portal.open(organisation.get_absolute_url())
    accessible_on_both(portal)
    page.get_by_role("link", name="Inviter en representant").click()
    accessible_on_both(portal)
    page.get_by_role("button", name="Send invitasjonen").click()
    page.locator("[data-error-summary]").wait_for()
    accessible_on_both(portal)
    for address, name in NAMES.items():
        portal.open(reverse("enrolments:enter", args=[organisation.pk, Representative.slug]))
        page.get_by_label("Navn", exact=True).fill(name)
        page.get_by_label("E-postadresse").fill(address)
        page.get_by_role("button", name="Send invitasjonen").click()
        page.locator("#messages [role=status]").wait_for()
        assert name in portal.text()
    accessible_on_both(portal)
    page.get_by_role("link", name=NAMES[NILS]).click()
    assert "Venter på svar" in portal.text()
    accessible_on_both(portal)


def say_yes(portal: Portal, address: str, *, shown: bool) -> None:
    page = portal.page
    portal.open(link_to(address))
    assert "Nærlys brukerforening vil ha deg i registeret" in portal.text()
    accessible_on_both(portal)
    page.get_by_label("Jeg vil stå i registeret").check()
    if shown:
        page.get_by_label("Ansatte kan finne meg").check()
    page.get_by_label("Velg et passord").fill(PASSWORD)
    page.get_by_role("button", name="Lag konto og si ja").click()
    page.wait_for_url(f"**{reverse('my_page:home')}")
    assert "Nærlys brukerforening" in portal.text()
    accessible_on_both(portal)


def when_one_says_yes_on_a_phone(portal: Portal) -> None:
    say_yes(portal, RITA, shown=True)
    person = Person.objects.get(user__email=RITA)
    assert person.name == NAMES[RITA]


def when_she_tells_of_herself(portal: Portal) -> None:
    page, today = portal.page, timezone.localdate()
    portal.open(reverse("my_page:about"))
    page.get_by_label(THEME, exact=True).check()
    page.get_by_role("button", name="Lagre").click()
    page.wait_for_url(f"**{reverse('my_page:home')}")
    portal.open(reverse("my_page:taking-part"))
    page.locator("select[name=county]").select_option(label="Troms")
    page.get_by_role("button", name="Lagre").click()
    page.wait_for_url(f"**{reverse('my_page:home')}")
    portal.open(reverse("my_page:availability"))
    page.get_by_label("Fra og med").fill(today.isoformat())
    page.get_by_label("Til og med").fill((today + 30 * DAY).isoformat())
    page.get_by_role("button", name="Legg til perioden").click()
    page.wait_for_load_state()
    profile = Profile.objects.get(person__user__email=RITA)
    assert (profile.county, profile.themes) == (County.TROMS, [THEME])


def when_her_mandate_is_entered(portal: Portal, organisation: Organisation) -> None:
    page = portal.page
    portal.open("/")
    assert "har 1 person som har sagt ja" in portal.text()
    accessible_on_both(portal)
    portal.open(organisation.get_absolute_url())
    page.get_by_role("link", name=NAMES[RITA]).click()
    assert RITA not in portal.text()
    accessible_on_both(portal)
    page.get_by_role("link", name="Skriv inn mandatet").click()
    page.locator("input[name=valid_to]").fill((timezone.localdate() + 700 * DAY).isoformat())
    accessible_on_both(portal)
    page.get_by_role("button", name="Lagre mandatet").click()
    page.locator("#messages [role=status]").wait_for()


def when_another_says_yes_and_withdraws(portal: Portal) -> None:
    say_yes(portal, WENCHE, shown=False)
    portal.page.get_by_role("button", name=re.compile(r"Trekk samtykket ?: Stå i registeret")).click()
    portal.page.locator("#messages [role=status]").wait_for()
    accessible_on_both(portal)


def when_the_third_never_answers() -> None:
    """Thirty days pass, and the night's erasing comes."""
    waiting = Representative.objects.get(email=NILS)
    with audit.context(command="test"):
        Representative.objects.filter(pk=waiting.pk).update(invited_at=factories.days_ago(31))
        retention.erase_expired()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.name) == (EnrolmentState.LAPSED, "")


def then_the_organisation_sees_one_person(portal: Portal, organisation: Organisation) -> None:
    page = portal.page
    portal.open(organisation.get_absolute_url())
    text = portal.text()
    assert NAMES[RITA] in text
    for gone in (WENCHE, NILS):
        assert NAMES[gone] not in text
    accessible_on_both(portal)
    page.get_by_role("link", name=NAMES[RITA]).click()
    assert RITA in portal.text()
    assert THEME in portal.text()
    accessible_on_both(portal)
    portal.open(reverse("enrolments:list", args=[organisation.pk, Representative.slug]))
    assert NAMES[WENCHE] not in portal.text()
    accessible_on_both(portal)


def then_she_sees_who_looked(portal: Portal) -> None:
    portal.open(reverse("my_page:home"))
    assert "Kari Søker" in portal.text()
    accessible_on_both(portal)


def then_staff_find_two_people(portal: Portal) -> None:
    day = (timezone.localdate() + 10 * DAY).isoformat()
    portal.open(f"{reverse('finding:list')}?tema={THEME}&fylke={County.TROMS}&fra={day}")
    assert portal.page.locator("#list-result tbody tr").count() == 2
    text = portal.text()
    for name in (NAMES[RITA], "Anders Annen", RITA):
        assert name not in text
    accessible_on_both(portal)
