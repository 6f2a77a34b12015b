"""What a word means is one key away, the background reads well on a phone, and the Centre edits it all in one file."""

import io
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.urls import reverse

from tests import factories
from tests.browser.portal import NARROW, Portal
from tests.browser.register import Register

pytestmark = pytest.mark.browser

BACKGROUND = ("purpose", "knowledge", "publication", "process", "law")


def test_from_a_field_to_what_its_word_means(portal: Portal, register: Register):
    """By keyboard; what is typed stays in its tab."""
    portal.be(register.leader)
    portal.open(reverse("involvement:log", args=[register.task.reference]))
    portal.page.get_by_label("Hva kom fram").fill("Kortere tekster")
    link = portal.page.get_by_role("link", name="Hva betyr «grad av medvirkning»?")
    link.focus()
    with portal.page.context.expect_page() as opened:
        portal.press("Enter")
    meaning = opened.value
    meaning.wait_for_load_state()
    assert meaning.url.endswith("/rad/begreper/#grad")
    term = meaning.locator("#grad")
    assert term.bounding_box()["y"] < meaning.viewport_size["height"]
    assert "Medvirkning teller fra grad 1" in term.inner_text()
    assert portal.page.get_by_label("Hva kom fram").input_value() == "Kortere tekster"


def test_a_visitor_reads_the_background_on_a_phone(portal: Portal):
    portal.page.set_viewport_size(NARROW)
    portal.open(reverse("glossary:list"))
    portal.must_be_accessible()
    portal.page.get_by_role("searchbox", name="Søk i begrepene").fill("erfaringskompetanse")
    portal.page.get_by_role("button", name="Vis", exact=True).click()
    portal.page.wait_for_url("**/?q=*")
    assert portal.page.locator("article.term").count() == 1
    assert portal.page.locator("#erfaringskonsulent blockquote").get_attribute("lang") == "nb"
    for name in BACKGROUND:
        portal.open(reverse(f"background:{name}"))
        portal.must_be_accessible()


def test_the_centre_changes_texts_by_file(portal: Portal, live_server, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(settings, "MEDVIRKNING_DEMO", True)
    portal.be(factories.centre())
    portal.open(reverse("content:list"))
    portal.page.get_by_role("link", name="Alle tekstene i én fil").click()
    portal.page.wait_for_url("**/fil/")
    portal.must_be_accessible()
    with portal.page.expect_download() as download:
        portal.page.get_by_role("link", name="Last ned tekstene (XLSX)").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    sheet = book["begreper"]
    row = next(number for number in range(2, sheet.max_row + 1) if sheet.cell(number, 1).value == "grad")
    meaning = next(cell.column for cell in sheet[1] if cell.value == "betydningen på bokmål")
    sheet.cell(row, meaning).value = "Hvor mye de fikk bestemme."
    edited = tmp_path / "tekster.xlsx"
    book.save(edited)
    portal.page.locator("input[type=file]").set_input_files(edited)
    portal.page.get_by_role("button", name="Kontroller fila").click()
    portal.page.wait_for_url("**/forhandsvisning/")
    assert "1 tekst er endret" in portal.text()
    portal.must_be_accessible()
    portal.page.get_by_role("button", name="Lag utkast").click()
    portal.page.wait_for_url("**/publiser/**")
    assert portal.page.get_by_role("checkbox", name="grad av medvirkning").is_checked()
    portal.must_be_accessible()
    portal.page.get_by_label("Hva er endret, og hvorfor?").fill("Enklere ord")
    portal.page.get_by_role("button", name="Publiser de valgte").click()
    portal.page.wait_for_url("**/redigering/")
    assert "1 tekst er publisert" in portal.text()
    portal.open(f"{reverse('glossary:list')}#grad")
    assert "Hvor mye de fikk bestemme." in portal.text("#grad")
