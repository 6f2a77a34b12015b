"""A visitor on a phone finds what a service leader must do, and puts it on paper. What a page weighs."""

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Page, Response, expect

from tests.browser.portal import NARROW, WCAG, Portal, plain, violations

pytestmark = pytest.mark.browser

# The limit for the first view without fonts.
MOST_BYTES = 100_000
LARGEST_PAINT = """() => new Promise(resolve => new PerformanceObserver(list => {
  const last = list.getEntries().at(-1);
  resolve({text: last.element.textContent.trim().slice(0, 40), url: last.url});
}).observe({type: "largest-contentful-paint", buffered: true}))"""


@pytest.fixture
def visitor(page: Page, live_server) -> Portal:
    page.set_viewport_size(NARROW)
    return Portal(page, live_server.url)


def test_what_a_service_leader_must_do_is_found_and_printed(visitor: Portal, tmp_path):
    page = visitor.page
    visitor.open("/rad/")
    visitor.must_be_accessible()

    # Two taps: what tjenesteledere «skal», and the piece.
    page.get_by_role("listitem").filter(has_text="Tjenesteledere").get_by_role("link", name="1 skal").click()
    expect(page.locator(".advice-list > li")).to_have_count(1)
    visitor.must_be_accessible()
    page.locator(".advice-list a").click()
    page.wait_for_url("**/rad/3/")
    assert "skal ha kompetanse" in visitor.text("h1")
    assert page.locator("h1 [lang=nb]").count() == 1
    visitor.must_be_accessible()

    # On paper: the piece, without what is for the screen.
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.get_by_text("Ikke oppgitt i kilden").first.is_visible()
    for gone in (".site-header", ".site-footer", ".advice-neighbours", ".button-row"):
        assert not page.locator(gone).first.is_visible(), gone
    page.emulate_media(media="screen")

    answer = page.request.get(f"{visitor.address}/rad/3/rad.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")


def test_the_filter_works_in_place_and_without_a_script(visitor: Portal, browser):
    page = visitor.page
    visitor.open("/rad/")
    page.get_by_label("Styrke").select_option("Skal")
    page.wait_for_function("() => document.querySelectorAll('.advice-list > li').length === 6")
    assert "styrke=shall" in page.url
    assert visitor.text("#list-status") == "6 råd passer."
    visitor.must_be_accessible()

    plain = browser.new_context(java_script_enabled=False, locale="nb-NO").new_page()
    plain.goto(f"{visitor.address}/rad/")
    plain.get_by_label("Styrke").select_option("Skal")
    plain.get_by_role("button", name="Vis").click()
    expect(plain.locator(".advice-list > li")).to_have_count(6)
    plain.context.close()


def test_feedback_is_sent_from_a_phone(visitor: Portal):
    page = visitor.page
    visitor.open("/rad/3/")
    page.get_by_role("link", name="Gi tilbakemelding").click()
    visitor.must_be_accessible()
    page.get_by_label("Ja").check()
    page.get_by_label("Hva vil du si?").fill("Klart og greit.")
    page.get_by_role("button", name="Send tilbakemeldingen").click()
    page.wait_for_url("**/rad/3/")
    assert "Takk" in visitor.text("#messages")


@pytest.mark.parametrize("address", ["/rad/alle/", "/rad/3/versjoner/", "/rad/3/versjon/1/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_other_pages_are_accessible(visitor: Portal, address, scheme):
    visitor.page.emulate_media(color_scheme=scheme)
    visitor.open(address)
    visitor.must_be_accessible()


def test_the_language_is_changed_without_a_token(visitor: Portal):
    page = visitor.page
    page.set_viewport_size({"width": 1280, "height": 900})
    visitor.open("/rad/3/")
    page.locator("summary", has_text="Språk").click()
    page.get_by_role("button", name="English").click()
    page.wait_for_function("() => document.documentElement.lang === 'en'")
    assert page.locator("h1 [lang=nb]").count() == 1
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]})
    assert violations(found) == []


@pytest.mark.parametrize("address", ["/rad/", "/rad/3/"])
def test_the_first_view_is_light_and_its_largest_text_is_in_the_page(visitor: Portal, address):
    """The page as it travels, and style sheets, scripts and pictures compressed as they are served; fonts not."""
    page = visitor.page
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    travelled: dict[str, float] = {}
    files: list[Response] = []
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on(
        "Network.loadingFinished", lambda event: travelled.update({event["requestId"]: event["encodedDataLength"]})
    )
    page.on("response", lambda one: files.append(one) if "/static/" in one.url else None)
    visitor.open(address)
    page.wait_for_load_state("networkidle")
    page_itself = sum(weight for request, weight in travelled.items() if kinds.get(request) == "Document")
    rest = sum(len(gzip.compress(one.body())) for one in files if one.request.resource_type != "font")
    assert 0 < page_itself + rest < MOST_BYTES, (page_itself, rest)
    largest = page.evaluate(LARGEST_PAINT)
    assert largest["url"] == ""
    first = BeautifulSoup(page.request.get(f"{visitor.address}{address}").text(), "html.parser")
    assert largest["text"]
    assert plain(largest["text"]) in plain(first.get_text())
