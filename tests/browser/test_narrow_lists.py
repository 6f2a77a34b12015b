"""Lists on a phone, and where the focus goes when something has been saved."""

import pytest
from django.urls import reverse

from projects.work.models import WorkItem
from tests.browser.portal import NARROW, Portal
from tests.browser.register import Register

pytestmark = pytest.mark.browser

WIDER_THAN_ITS_BOX = "() => [...document.querySelectorAll('.scroll')].some(one => one.scrollWidth > one.clientWidth)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_list_stands_as_cards_on_a_phone(portal: Portal, register: Register, scheme):
    portal.page.emulate_media(color_scheme=scheme)
    portal.be(register.leader)
    involved = WorkItem.objects.get(title="Svare på henvendelser")
    for address in (reverse("work:list"), reverse("involvement:list", args=[involved.reference])):
        portal.open(address)
        portal.must_be_accessible()
        portal.page.set_viewport_size(NARROW)
        assert not portal.page.evaluate(WIDER_THAN_ITS_BOX), address
        assert portal.page.get_by_role("table").first.get_by_role("columnheader").count() > 1, address
        portal.must_be_accessible()
        portal.page.set_viewport_size({"width": 1280, "height": 900})


def test_the_cards_can_be_sorted(portal: Portal, register: Register):
    portal.be(register.leader)
    portal.page.set_viewport_size(NARROW)
    portal.open(reverse("work:list"))
    first = portal.page.locator("thead th.sortable a").first
    assert first.is_visible()
    first.click()
    portal.page.wait_for_url("**?*sort=*")
    assert portal.page.locator("thead th[aria-sort=ascending], thead th[aria-sort=descending]").count() == 1


def test_a_table_of_figures_says_that_it_goes_on(portal: Portal, register: Register):
    portal.be(register.leader)
    portal.page.set_viewport_size(NARROW)
    portal.open(reverse("insight:dashboard"))
    box = portal.page.locator(".scroll:has(.measures)")
    assert box.evaluate("one => one.scrollWidth") < 600
    assert "gradient" in box.evaluate("one => getComputedStyle(one).backgroundImage")
    portal.must_be_accessible()


def test_what_was_saved_has_the_focus(portal: Portal, register: Register):
    portal.be(register.staff)
    portal.open(reverse("work:edit", args=[register.task.reference]))
    portal.page.locator("main [name=title]").fill("Forvalte tekster om rus")
    with portal.page.expect_navigation():
        portal.page.locator("main form button[type=submit]").first.click()
    message = portal.page.locator("#messages [role=status]")
    message.wait_for()
    assert portal.focused().get_attribute("role") == "status"
    portal.must_be_accessible()
