"""A service leader reads the overview and the comparison, wide and narrow; the Centre opens a number."""

import random

import pytest

from advice.assessments.enums import AssessmentState
from advice.units.enums import UnitKind
from tests import advice_factories, factories
from tests.advice.overview.test_figures import YEAR, answered, units
from tests.browser.portal import NARROW, Portal

pytestmark = pytest.mark.browser
WIDE = {"width": 1280, "height": 900}


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    settings.MEDVIRKNING_DEMO = True


def test_the_overview_and_like_units(portal: Portal):
    template = advice_factories.template()
    draw = random.Random(3)
    answered(units(40, draw), template, YEAR - 1, draw)
    answered(units(40, draw), template, YEAR, draw)
    answered(units(6, kind=UnitKind.MUNICIPAL_SERVICE), template, YEAR, scores="mostly")
    own = advice_factories.assessment(year=YEAR, state=AssessmentState.APPROVED, scores="partly", template=template)
    portal.be(advice_factories.service_leader(of=own.unit))
    for size in (WIDE, NARROW):
        portal.page.set_viewport_size(size)
        portal.open(f"/egenvurdering/oversikt/?aar={YEAR}")
        portal.page.get_by_text("Dette er ikke en nasjonal andel").wait_for()
        assert portal.page.locator(".heat-chart:visible").count() == 2
        must_not_scroll_sideways(portal)
        portal.must_be_accessible()
        portal.open(f"/egenvurdering/oversikt/like/{own.pk}/")
        portal.page.get_by_text("Dere er kommet lenger enn midten på").wait_for()
        must_not_scroll_sideways(portal)
        portal.must_be_accessible()
    the_centre_opens_a_number(portal)


def must_not_scroll_sideways(portal: Portal) -> None:
    width = portal.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0


def the_centre_opens_a_number(portal: Portal) -> None:
    page = portal.page
    portal.be(factories.centre())
    page.set_viewport_size(WIDE)
    portal.open(f"/egenvurdering/oversikt/?aar={YEAR}")
    number = page.locator(".hero a").first
    text = number.inner_text()
    number.click()
    page.get_by_role("heading", name="Egenvurderingene bak tallet").wait_for()
    assert text in page.locator("#list-status").inner_text()
    portal.must_be_accessible()
