"""Taking the advice into use: a visitor follows the plan, staff add an activity and tie their work to a piece."""

import pytest
from django.urls import reverse
from django.utils import timezone

from advice.implementation.enums import ActivityState
from advice.implementation.models import ImplementationActivity
from advice.ties.models import AdviceTie
from tests import advice_factories
from tests.browser.portal import NARROW, Portal
from tests.browser.register import Register

pytestmark = pytest.mark.browser


def test_a_visitor_follows_a_number_of_the_plan_to_its_activities(portal: Portal, register: Register):
    advice_factories.activity(
        title="Erfaringskonferansen", pieces=[1, 3], state=ActivityState.HELD, reached=120, place="Hamar"
    )
    portal.open(reverse("implementation:plan"))
    portal.must_be_accessible()
    assert "har nådd 120 personer" in portal.text()
    portal.page.get_by_role("link", name="120", exact=True).first.click()
    portal.page.wait_for_url("**nadd=kjent")
    assert portal.row_count() == 1
    portal.must_be_accessible()
    portal.page.get_by_role("link", name="Erfaringskonferansen").click()
    portal.page.wait_for_url("**/aktiviteter/*/")
    assert advice_factories.advice(3).current.wording in portal.text()
    portal.must_be_accessible()
    for name in ("subscribe", "network"):
        portal.open(reverse(f"implementation:{name}"))
        portal.must_be_accessible()


def test_no_name_is_broken_on_a_phone_while_there_is_room_below(portal: Portal, register: Register):
    advice_factories.activity(title="Fagdag", organiser_name="Eksempeldirektoratet")
    portal.page.set_viewport_size(NARROW)
    portal.open(reverse("implementation:activities"))
    cell = portal.page.locator("td[data-label=Arrangør] > div")
    lines = "one => Math.round(one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight))"
    assert cell.inner_text() == "Eksempeldirektoratet"
    assert cell.evaluate(lines) == 1


def test_staff_add_an_activity_and_tell_how_it_went(portal: Portal, register: Register):
    portal.be(register.staff)
    portal.open(reverse("implementation:add-activity"))
    portal.must_be_accessible()
    page = portal.page
    page.get_by_label("Hva er det").fill("Kurs for ledere")
    page.get_by_label("Arena").select_option("course")
    page.get_by_label("Hvem arrangerer").fill("Kompetansesenteret")
    page.get_by_label("Dato", exact=True).fill(timezone.localdate().isoformat())
    page.get_by_label("Råd 2:").check()
    page.get_by_role("button", name="Lagre", exact=True).click()
    page.wait_for_url("**/aktiviteter/*/")
    page.get_by_role("link", name="Meld gjennomført eller avlyst").click()
    page.wait_for_url("**/tilstand/")
    portal.must_be_accessible()
    page.get_by_label("Hvor mange nådde den").fill("25")
    page.get_by_role("button", name="Lagre", exact=True).click()
    page.wait_for_url("**/aktiviteter/*/")
    made = ImplementationActivity.objects.get()
    assert (made.state, made.reached, made.pieces.get().number) == (ActivityState.HELD, 25, 2)
    portal.must_be_accessible()


def test_staff_tie_their_work_to_a_piece(portal: Portal, register: Register):
    portal.be(register.staff)
    portal.open(reverse("work:detail", args=[register.task.reference]))
    portal.page.get_by_role("link", name="Velg råd").click()
    portal.page.wait_for_url("**/rad/")
    portal.must_be_accessible()
    portal.page.get_by_role("checkbox", name="Råd 4 (").check()
    portal.page.get_by_text("Skriv hvordan arbeidet tjener rådene").click()
    portal.page.get_by_role("textbox", name="Råd 4").fill("Kapitlet om pårørende")
    portal.page.get_by_role("button", name="Lagre", exact=True).click()
    portal.page.wait_for_url(f"**/oppdrag/{register.task.reference}/")
    assert "Kapitlet om pårørende" in portal.text()
    assert AdviceTie.objects.get().advice.number == 4
    portal.must_be_accessible()
    portal.open(reverse("ties:work", args=[4]))
    assert portal.row_count() == 1
    portal.must_be_accessible()
