"""A youth panel: one applies on a phone, is taken in, the guardian agrees, and a meeting is logged on two items."""

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from projects.panels.models import MeetingEvent
from representatives.consents.services import withdraw
from representatives.panels.enums import MeetingState, PanelKind
from representatives.panels.models import Panel, PanelMeeting, PanelMember
from tests import factories, register_factories
from tests.browser.portal import NARROW, Portal
from tests.representatives.panels.cases import ADDRESS, GUARDIAN, link_to, minor_year

pytestmark = pytest.mark.browser
WIDE = {"width": 1280, "height": 900}


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    settings.MEDVIRKNING_DEMO = True


def test_a_youth_panel_from_recruitment_to_the_log(portal: Portal):
    today = timezone.localdate()
    staff = factories.staff(name="Liv Leder")
    panel = register_factories.panel(
        run_by=staff,
        kind=PanelKind.YOUTH,
        name="Unge stemmer",
        recruits_from=today,
        recruits_to=today,
        recruitment_text="Vil du gi råd om helsetjenester for unge?",
    )
    for title in ("Råd om søvn for unge", "Veileder om søvn"):
        factories.assignment(title=title)

    when_somebody_applies_on_a_phone(portal)
    portal.page.set_viewport_size(WIDE)
    when_who_runs_it_takes_the_applicant_in(portal, staff, panel)
    when_the_young_person_says_yes(portal)
    when_the_guardian_agrees(portal)
    then_the_member_sees_the_own_page(portal, panel)
    when_a_meeting_is_held_and_logged(portal, staff, panel)
    then_who_withdraws_is_told_so(portal)
    event = MeetingEvent.objects.get().event
    assert event.involvements.count() == 2
    assert event.users_count == 5


def when_somebody_applies_on_a_phone(portal: Portal) -> None:
    page = portal.page
    page.set_viewport_size(NARROW)
    portal.open("/")
    page.get_by_role("link", name="Bli med i et panel").click()
    portal.must_be_accessible()
    page.get_by_role("link", name="Unge stemmer").click()
    portal.must_be_accessible()
    page.get_by_role("button", name="Send søknaden").click()
    page.locator("[data-error-summary]").wait_for()
    portal.must_be_accessible()
    page.get_by_label("Navnet ditt").fill("Noor Ny")
    page.get_by_label("E-postadressen din").fill(ADDRESS)
    page.get_by_label("Hvilket år er du født?").fill(str(minor_year()))
    page.get_by_label("Hvorfor vil du være med?").fill("Fordi jeg vet noe om det.")
    page.get_by_role("button", name="Send søknaden").click()
    page.wait_for_url("**/takk/")
    portal.must_be_accessible()


def when_who_runs_it_takes_the_applicant_in(portal: Portal, staff, panel: Panel) -> None:
    portal.be(staff)
    portal.open(reverse("panels:list"))
    portal.must_be_accessible()
    portal.page.get_by_role("link", name="Unge stemmer").click()
    assert "Fordi jeg vet noe om det." not in portal.text()
    portal.page.locator("summary", has_text="Søknaden").click()
    assert "Fordi jeg vet noe om det." in portal.text()
    portal.must_be_accessible()
    portal.page.get_by_role("button", name="Ta inn").click()
    portal.page.locator("#messages [role=status]").wait_for()
    portal.page.context.clear_cookies()


def when_the_young_person_says_yes(portal: Portal) -> None:
    page = portal.page
    page.set_viewport_size(NARROW)
    portal.open(link_to(ADDRESS))
    portal.must_be_accessible()
    page.get_by_label("Velg et passord").fill("et-ganske-langt-passord")
    assert page.get_by_label("Hvilket år er du født?").input_value() == str(minor_year())
    page.get_by_role("button", name="Lag konto, og si ja").click()
    page.locator("[data-error-summary]").wait_for()
    assert "en foresatt også må si ja" in portal.text()
    portal.must_be_accessible()
    page.get_by_label("Velg et passord").fill("et-ganske-langt-passord")
    page.get_by_label("Hva heter den foresatte?").fill("Forelder Foresatt")
    page.get_by_label("E-postadressen til den foresatte").fill(GUARDIAN)
    page.get_by_role("button", name="Lag konto, og si ja").click()
    page.locator("#messages [role=status]").wait_for()
    # While the guardian has not answered there is a page that says so, and a way back.
    assert "Vi har spurt Forelder Foresatt" in portal.text()
    portal.must_be_accessible()
    page.get_by_text("Trekk svaret mitt").first.wait_for()
    portal.open("/")
    portal.must_be_accessible()
    # Nobody answers as the own guardian, by whatever link.
    portal.open(link_to(GUARDIAN, "foresatt"))
    assert f"Du er logget inn som {ADDRESS}" in portal.text()
    portal.must_be_accessible()
    page.context.clear_cookies()


def when_the_guardian_agrees(portal: Portal) -> None:
    portal.open(link_to(GUARDIAN, "foresatt"))
    assert "Noor Ny" in portal.text()
    portal.must_be_accessible()
    portal.page.get_by_role("button", name="Ja, jeg samtykker").click()
    portal.page.get_by_text("er med fra i dag").wait_for()
    portal.must_be_accessible()
    portal.page.goto(portal.page.url)
    portal.page.get_by_text("Har du svart, takker vi for svaret").wait_for()
    portal.must_be_accessible()
    assert PanelMember.objects.seated().count() == 1


def then_the_member_sees_the_own_page(portal: Portal, panel: Panel) -> None:
    account = PanelMember.objects.seated().get().person.user
    portal.be(account)
    portal.open(reverse("my_page:home"))
    assert "Unge stemmer" in portal.text()
    portal.must_be_accessible()
    portal.page.get_by_role("link", name="Unge stemmer").first.click()
    portal.must_be_accessible()
    portal.page.context.clear_cookies()
    portal.page.set_viewport_size(WIDE)


def when_a_meeting_is_held_and_logged(portal: Portal, staff, panel: Panel) -> None:
    page = portal.page
    portal.be(staff)
    portal.open(panel.get_absolute_url())
    page.get_by_role("link", name="Planlegg møte").click()
    portal.must_be_accessible()
    page.get_by_label("tema for møtet").fill("Søvn")
    page.get_by_label("Dato").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="Planlegg møtet").click()
    page.get_by_role("link", name="Møtet er gjennomført").click()
    portal.must_be_accessible()
    page.get_by_label("Hvor mange brukere kom?").fill("5")
    page.get_by_role("button", name="Lagre").click()
    page.get_by_role("link", name="Før møtet i loggen").click()
    portal.must_be_accessible()
    page.get_by_label("Finn arbeid").fill("søvn")
    page.get_by_role("button", name="Søk", exact=True).last.click()
    page.get_by_label("Råd om søvn for unge").check()
    page.get_by_label("Veileder om søvn").check()
    page.get_by_label("Planlegging").check()
    page.get_by_text("Samarbeid", exact=True).click()
    page.get_by_role("button", name="Registrer", exact=True).click()
    page.locator("#messages [role=status]").wait_for()
    assert "Veileder om søvn" in portal.text()
    portal.must_be_accessible()
    with audit.context(command="test"):
        assert PanelMeeting.objects.get().state == MeetingState.HELD


def then_who_withdraws_is_told_so(portal: Portal) -> None:
    person = PanelMember.objects.seated().get().person
    with audit.context(command="test"):
        withdraw(actor=person.user, person=person, purpose="register")
    portal.be(person.user)
    portal.page.set_viewport_size(NARROW)
    portal.open(reverse("my_page:home"))
    assert "gjelder ikke nå: samtykket er trukket" in portal.text()
    portal.must_be_accessible()
