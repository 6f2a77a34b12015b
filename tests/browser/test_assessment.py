"""Journey 6: a service leader assesses the unit, gets actions, comes back next year and compares."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator

from advice.assessments.models import Assessment, AssessmentAction, AssessmentAnswer, RepresentativeScore
from advice.assessments.reading import items_of
from advice.assessments.services import deciding, scores
from medvirkning import audit
from tests import advice_factories
from tests.advice.assessments.cases import answer_all, approved
from tests.browser.portal import NARROW, Portal

pytestmark = pytest.mark.browser


@pytest.fixture
def parent():
    return advice_factories.unit(name="Fjord sykehus")


@pytest.fixture
def unit(parent):
    return advice_factories.unit(name="Fjord DPS", parent=parent)


@pytest.fixture
def leader(unit):
    return advice_factories.service_leader(of=unit, name="Liv Leder")


@pytest.fixture
def boss(parent):
    return advice_factories.service_leader(of=parent, name="Bo Sjef")


def link(portal: Portal, act: str, about: str) -> Locator:
    """A link whose words are completed for those who don't see where it stands."""
    return portal.page.get_by_role("link", name=re.compile(rf"^{act}\s*: {about}$"))


def choose(portal: Portal, words: str) -> None:
    """A card: its label lies over the button."""
    portal.page.locator(".choice-cards label", has_text=re.compile(rf"^\s*{words}\s*$")).click()


def at_both_widths(portal: Portal) -> None:
    """Accessible on a phone as on a desk."""
    wide = portal.page.viewport_size
    portal.must_be_accessible()
    portal.page.set_viewport_size(NARROW)
    portal.must_be_accessible()
    portal.page.set_viewport_size(wide)


def test_a_leader_assesses_and_gets_actions(portal: Portal, unit, leader):
    portal.be(leader)
    portal.open("/")
    page = portal.page
    link(portal, "Begynn", "Fjord DPS").click()
    page.wait_for_url("**/egenvurdering/ny/**")
    at_both_widths(portal)
    page.get_by_role("button", name="Begynn egenvurderingen").click()
    page.wait_for_url(re.compile(r"/egenvurdering/\d+/$"))
    draft = Assessment.objects.get()
    at_both_widths(portal)

    # By keyboard alone: to the first piece, down the scale, and on.
    portal.tab_to("Begynn på råd 1")
    portal.activate()
    at_both_widths(portal)
    portal.tab_to("Ikke begynt")
    portal.press("ArrowDown", "ArrowDown")
    portal.tab_to("Hva bygger dere svaret på?")
    portal.type("Ledergruppa har hatt kurs")
    portal.tab_to("Lagre og gå til neste råd")
    portal.activate()
    page.wait_for_url("**/rad/2/")
    first = AssessmentAnswer.objects.get(assessment=draft, item__position=1)
    assert (first.score, first.comment) == ("partly", "Ledergruppa har hatt kurs")

    # Not relevant asks for its reason when it is chosen.
    reason = page.get_by_label("Hvorfor er rådet ikke relevant for dere?")
    assert not reason.is_visible()
    choose(portal, "Ikke relevant")
    reason.fill("Vi har ingen slike avtaler")
    page.get_by_role("button", name="Lagre og gå til neste råd").click()
    page.wait_for_url("**/rad/3/")
    for position in range(3, 12):
        choose(portal, "For det meste i bruk")
        name = "Lagre og se oversikten" if position == 11 else "Lagre og gå til neste råd"
        page.get_by_role("button", name=name).click()
        page.wait_for_url(re.compile(r"/egenvurdering/\d+/$" if position == 11 else rf"/rad/{position + 1}/$"))
    assert "11 av 11 råd er besvart." in portal.text()

    link(portal, "Lag tiltak", "råd 1").click()
    page.wait_for_url("**/rad/1/tiltak/")
    page.get_by_label("Hva skal dere gjøre?").fill("Kurs for alle ledere")
    page.get_by_label("Hvem har ansvaret?").fill("Avdelingsleder")
    page.get_by_label("Frist").fill((timezone.localdate() + datetime.timedelta(days=60)).isoformat())
    at_both_widths(portal)
    page.get_by_role("button", name="Lagre tiltaket").click()
    page.wait_for_url(re.compile(r"/egenvurdering/\d+/$"))
    assert AssessmentAction.objects.get().advice.number == 1
    assert "Kurs for alle ledere" in portal.text()

    page.get_by_role("link", name="Send til godkjenning", exact=True).click()
    page.wait_for_url("**/send/")
    at_both_widths(portal)
    page.get_by_role("button", name="Send til godkjenning").click()
    page.wait_for_url(re.compile(r"/egenvurdering/\d+/$"))
    draft.refresh_from_db()
    assert draft.state == "submitted"
    portal.open(reverse("assessments:actions"))
    at_both_widths(portal)


def test_a_leader_comes_back_and_compares(portal: Portal, unit, leader, boss):
    this_year = timezone.localdate().year
    with audit.context(command="test"):
        old = approved(leader, boss, unit=unit, year=this_year - 1, score="planned")
        new = advice_factories.assessment(unit=unit, year=this_year)
        answer_all(leader, new, "mostly")
    advice_factories.action(old, text="Kurs for alle ledere")
    portal.be(leader)
    portal.open(reverse("assessments:home"))
    at_both_widths(portal)
    page = portal.page
    link(portal, "Godkjent og låst", f"Fjord DPS {this_year - 1}").click()
    page.wait_for_url(f"**/egenvurdering/{old.pk}/")
    at_both_widths(portal)
    portal.open(new.get_absolute_url())
    page.get_by_role("link", name=f"Sammenlign med {this_year - 1}").click()
    page.wait_for_url("**/sammenlign/")
    assert "11 råd har gått opp" in portal.text()
    at_both_widths(portal)
    portal.open(reverse("assessments:answer", args=[new.pk, 1]))
    assert "Kurs for alle ledere" in portal.text()


def test_a_leader_above_decides(portal: Portal, unit, leader, boss):
    with audit.context(command="test"):
        sent = advice_factories.assessment(unit=unit)
        answer_all(leader, sent)
        deciding.submit(actor=leader, assessment=sent)
    portal.be(boss)
    portal.open("/")
    page = portal.page
    link(portal, "Les og avgjør", "Fjord DPS").click()
    page.wait_for_url("**/avgjor/")
    at_both_widths(portal)
    choose(portal, "Godkjenn og lås")
    page.get_by_role("button", name="Lagre avgjørelsen").click()
    page.wait_for_url(re.compile(r"/egenvurdering/\d+/$"))
    assert "Godkjent av Bo Sjef." in portal.text()


def test_a_representative_answers_by_the_link(portal: Portal, unit, leader):
    draft = advice_factories.assessment(unit=unit)
    with audit.context(command="test"):
        _invitation, token = scores.invite(actor=leader, assessment=draft, label="Erfaring rus")
    portal.open(reverse("assessments:score", args=[token]))
    at_both_widths(portal)
    first = items_of(draft.template_id)[0]
    page = portal.page
    page.locator(f"#div_id_score_{first.pk}").get_by_label("Planlagt").check()
    page.get_by_label("Kommentar til råd 1", exact=True).fill("Vi merker lite til det")
    page.get_by_role("button", name="Send vurderingen").click()
    page.get_by_role("heading", name="Takk for vurderingen").wait_for()
    at_both_widths(portal)
    assert RepresentativeScore.objects.get(item=first).score == "planned"
