"""All texts in one file: out, in, checked whole, made into drafts, published together."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from advice.background.models import Article, ArticleVersion
from advice.catalogue.models import Advice, AdviceVersion
from advice.content.exchange import checking, services
from advice.content.exchange.columns import sheets
from advice.content.services import ContentRefusedError, draft_of, save_draft
from advice.glossary.models import Term, TermVersion
from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.models import Draft
from medvirkning.web.refusals import NotAllowedError
from tests import advice_factories, factories

pytestmark = pytest.mark.django_db
FILE, PREVIEW, MANY = "/rad/redigering/fil/", "/rad/redigering/fil/forhandsvisning/", "/rad/redigering/publiser/"
VERSIONS = (AdviceVersion, TermVersion, ArticleVersion)
VERSION = "versjon (ikke endre)"
Edit = Callable[[openpyxl.Workbook], None]


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    settings.MEDVIRKNING_DEMO = True


@pytest.fixture
def centre(signed_in, history_context: None):
    """The drafts that the portal comes with are out of the way."""
    AdviceVersion.objects.drafts().delete()
    return signed_in(factories.centre())


def download(client, language: str = "nb") -> openpyxl.Workbook:
    response = client.get(f"{FILE}tekster.xlsx", headers={"accept-language": language})
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    return openpyxl.load_workbook(io.BytesIO(response.content))


def as_file(book: openpyxl.Workbook) -> SimpleUploadedFile:
    target = io.BytesIO()
    book.save(target)
    return SimpleUploadedFile("tekster.xlsx", target.getvalue())


def upload(client, book: openpyxl.Workbook) -> Any:
    return client.post(FILE, {"file": as_file(book)})


def column(sheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def row_of(sheet, key: str, at: int = 1) -> int:
    return next(number for number in range(2, sheet.max_row + 1) if str(sheet.cell(number, at).value) == key)


def change(sheet_name: str, key: str, heading: str, value: Any, *, at: int = 1) -> Edit:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book[sheet_name]
        sheet.cell(row_of(sheet, key, at), column(sheet, heading)).value = value

    return edit


def faults_of(client, book: openpyxl.Workbook) -> list[list[str]]:
    """The faults shown: sheet, row, column, value, why."""
    response = upload(client, book)
    assert response.status_code == 200, "a file with faults is not taken in"
    rows = BeautifulSoup(response.content, "html.parser").select("table tbody tr")
    return [[cell.get_text(" ", strip=True) for cell in row.select("td")] for row in rows]


def counts() -> list[int]:
    return [model.objects.count() for model in VERSIONS]


def page_of(client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def hidden(page: BeautifulSoup) -> dict[str, str]:
    return {one["name"]: one["value"] for one in page.select("#page-form input[type=hidden]") if one.get("value")}


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_file_that_nobody_touched_changes_nothing(centre, language: str):
    book = download(centre, language)
    assert book.sheetnames == ["råd", "begreper", "bakgrunn"]
    expected = [model.objects.published().count() for model in (Advice, Term, Article)]
    assert [sheet.max_row - 1 for sheet in book.worksheets] == expected
    before = counts()
    answer = upload(centre, book)
    assert answer["Location"] == PREVIEW
    text = page_of(centre, PREVIEW).select_one("main").get_text(" ", strip=True)
    assert "0 tekster er endret" in text
    assert "ingenting å lage utkast av" in text
    assert counts() == before


def test_every_text_has_its_column_and_no_heading_stands_twice(centre):
    for sheet in sheets():
        assert len({heading.casefold() for heading in sheet.headings}) == len(sheet.headings)
        assert [one.name for one in sheet.columns] == list(sheet.version_model.content_fields)
    row = [cell.value for cell in download(centre)["råd"][8]]
    assert {"skal", "individnivå", "Bokmål", "barn, unge og voksne"} <= set(row)


def test_from_the_file_to_the_published_texts(centre, client):
    book = download(centre)
    change("råd", "3", "begrunnelse", "Linje 1\nLinje 2", at=2)(book)
    change("råd", "10", "kapittel", "Bruker- og pårørendemedvirkning barn og unge", at=2)(book)
    change("begreper", "grad", "betydningen på bokmål", "Hvor mye de fikk bestemme.")(book)
    change("bakgrunn", "oppstart", "når", 2019, at=2)(book)
    before = counts()
    assert upload(centre, book)["Location"] == PREVIEW
    assert counts() == before, "looking writes nothing"
    page = page_of(centre, PREVIEW)
    assert [one.get_text() for one in page.select("main h2")][:-1] == [
        "Råd: Råd 3", "Råd: Råd 10", "Begreper: grad av medvirkning", "Bakgrunn: Oppstart",
    ]  # fmt: skip
    made = centre.post(PREVIEW, hidden(page))
    assert AdviceVersion.objects.drafts().count() == 2
    draft = AdviceVersion.objects.drafts().get(of__number=3)
    assert draft.rationale == "Linje 1\nLinje 2"
    assert draft.wording == advice_factories.advice(3).current.wording
    assert draft.written_by == centre.account
    assert not Draft.objects.filter(form_key=services.FORM_KEY).exists()
    # All at once, with one note; those of the file are ticked.
    page = page_of(centre, made["Location"])
    ticked = [one["value"] for one in page.select("input[name=drafts][checked]")]
    assert len(ticked) == 4
    answer = centre.post(MANY, {**hidden(page), "drafts": ticked, "change_note": "Fra fila"})
    assert answer["Location"] == reverse("content:list")
    piece = advice_factories.advice(3)
    assert (piece.current.number, piece.current.change_note) == (2, "Fra fila")
    assert str(advice_factories.advice(10).current.chapter) == "Bruker- og pårørendemedvirkning barn og unge"
    assert "Hvor mye de fikk bestemme." in client.get("/rad/begreper/").content.decode()
    assert not AdviceVersion.objects.drafts().exists()


@pytest.mark.parametrize(
    ("edit", "sheet", "row", "at", "why"),
    [
        (lambda book: book.create_sheet("ukjent"), "ukjent", "", "", "Ukjent ark"),
        (lambda book: setattr(book["råd"]["Z1"], "value", "tull"), "råd", "1", "Z", "Ukjent kolonne"),
        (lambda book: setattr(book["begreper"]["A3"], "value", "tull"), "begreper", "3", "", "Ingen tekst"),
        (change("råd", "4", "styrke", "kanskje", at=2), "råd", "5", "styrke", "Ukjent verdi"),
        (change("råd", "4", "kapittel", "Et annet", at=2), "råd", "5", "kapittel", "Ukjent verdi"),
        (change("råd", "4", "styrke", "skal", at=2), "råd", "5", "styrke", "Ordlyden sier «bør»"),
        (change("råd", "4", "ordlyd", None, at=2), "råd", "5", "ordlyd", ""),
        (change("råd", "4", "referanser", "=1+1", at=2), "råd", "5", "referanser", "formel"),
        (change("bakgrunn", "mal", "adresse", "ikke en adresse", at=2), "bakgrunn", "", "adresse", ""),
        (change("råd", "4", VERSION, "x", at=2), "råd", "5", VERSION, "Cella er endret"),
        (change("råd", "4", VERSION, "77", at=2), "råd", "5", VERSION, "Cella er endret"),
        (change("råd", "4", VERSION, None, at=2), "råd", "5", VERSION, "Cella er endret"),
        (change("bakgrunn", "oppstart", "når", "i fjor en gang", at=2), "bakgrunn", "", "når", "årstall"),
        (change("begreper", "grad", "bokmålsteksten er sitert fra kilden", "kanskje"), "begreper", "", "", "«ja»"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_its_place_and_nothing_is_kept(
    centre, edit: Edit, sheet: str, row: str, at: str, why: str
):
    book = download(centre)
    change("råd", "1", "begrunnelse", "Denne er riktig", at=2)(book)
    edit(book)
    faults = faults_of(centre, book)
    assert len(faults) == 1
    assert faults[0][0] == sheet
    assert row in faults[0][1]
    assert at in faults[0][2]
    assert why in faults[0][4]
    assert not AdviceVersion.objects.drafts().exists()
    assert not Draft.objects.filter(form_key=services.FORM_KEY).exists()


def test_faults_are_all_told_up_to_a_thousand(centre, monkeypatch: pytest.MonkeyPatch):
    book = download(centre)
    for number in range(2, book["råd"].max_row + 1):
        book["råd"].cell(number, column(book["råd"], "styrke")).value = "tull"
    assert len(faults_of(centre, book)) == 11
    monkeypatch.setattr(checking, "MOST_FAULTS", 5)
    response = upload(centre, book)
    assert "bare de første tusen" in response.content.decode()


def test_a_row_twice_or_without_its_key_is_a_fault(centre):
    book = download(centre)
    sheet = book["begreper"]
    sheet.append([cell.value for cell in sheet[2]])
    assert "rad 2" in faults_of(centre, book)[0][4]
    book = download(centre)
    book["begreper"].delete_cols(1)
    assert "mangler" in faults_of(centre, book)[0][4]


def test_rows_and_columns_that_are_left_out_are_left_alone(centre):
    book = download(centre)
    del book["bakgrunn"]
    sheet = book["råd"]
    sheet.delete_rows(3, sheet.max_row)
    sheet.delete_cols(column(sheet, "kilde"))
    change("råd", "1", "begrunnelse", "Bare denne", at=2)(book)
    upload(centre, book)
    plan = services.plan_of(centre.account)
    assert [one.name for one in plan.changes] == ["Råd 1"]
    assert [one.name for one in plan.changes[0].differences] == ["rationale"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("tekster.xlsx", b"ikke et regneark"), ("tekster.csv", b"a;b"), ("tom.xlsx", b""), ("bombe.xlsx", None)],
)
def test_what_is_no_spreadsheet_is_refused(centre, name: str, content: bytes | None):
    if content is None:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
        content = target.getvalue()
    answer = centre.post(FILE, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    assert BeautifulSoup(answer.content, "html.parser").select_one("#id_file_error") is not None


def test_a_draft_of_somebody_is_not_overwritten_unless_chosen(centre):
    other = factories.centre()
    theirs = draft_of(actor=other, record=advice_factories.advice(3))
    save_draft(actor=other, draft=theirs, expected_version=theirs.version, values={"rationale": "Den andres"})
    book = download(centre)
    change("råd", "3", "begrunnelse", "Filas", at=2)(book)
    change("råd", "4", "begrunnelse", "Filas også", at=2)(book)
    upload(centre, book)
    page = page_of(centre, PREVIEW)
    assert "Teksten har et utkast fra før" in page.get_text()
    boxes = [one["value"] for one in page.select("input[name=chosen]")]
    assert len(boxes) == 1
    centre.post(PREVIEW, hidden(page))
    assert AdviceVersion.objects.drafts().get(of__number=3).rationale == "Den andres"
    assert AdviceVersion.objects.drafts().get(of__number=4).rationale == "Filas også"
    upload(centre, book)
    page = page_of(centre, PREVIEW)
    assert "Utkastet er alt likt fila" in page.get_text()
    assert "Ingen forskjell" not in page.get_text()
    centre.post(PREVIEW, {**hidden(page), "chosen": boxes})
    assert AdviceVersion.objects.drafts().get(of__number=3).rationale == "Filas"


def their_draft(number: int, **values: Any) -> AdviceVersion:
    other = factories.centre()
    draft = draft_of(actor=other, record=advice_factories.advice(number))
    return save_draft(actor=other, draft=draft, expected_version=draft.version, values=values)


def test_what_a_draft_says_is_in_the_file_and_stays_where_the_file_leaves_it(centre):
    """The finding: a file that changed one text of a piece emptied the draft's others, unseen."""
    draft = their_draft(9, legal_basis="hol. §§ 4-1 og 8-1", rationale="Den andres")
    book = download(centre)
    sheet = book["råd"]
    row = row_of(sheet, "9", 2)
    assert sheet.cell(row, column(sheet, "rettsgrunnlag")).value == "hol. §§ 4-1 og 8-1"
    assert sheet.cell(row, column(sheet, VERSION)).value.startswith(f"1 med utkast {draft.version} ")
    upload(centre, book)
    assert services.plan_of(centre.account).changes == [], "a file that nobody touched changes no draft either"
    change("råd", "9", "utdyping", "Fra fila", at=2)(book)
    change("råd", "9", "begrunnelse", None, at=2)(book)
    upload(centre, book)
    page = page_of(centre, PREVIEW)
    shown = page.select_one("main section").get_text(" ", strip=True)
    assert "Fra fila" in shown
    assert "Den andres" in page.select_one("main section del").get_text(), "what goes of the draft is shown"
    assert "4-1" not in shown
    centre.post(PREVIEW, {**hidden(page), "chosen": [one["value"] for one in page.select("input[name=chosen]")]})
    draft.refresh_from_db()
    assert (draft.elaboration, draft.rationale, draft.legal_basis) == ("Fra fila", "", "hol. §§ 4-1 og 8-1")


def test_what_was_written_in_a_draft_after_the_download_is_kept(centre):
    book = download(centre)
    change("råd", "9", "utdyping", "Fra fila", at=2)(book)
    draft = their_draft(9, legal_basis="hol. §§ 4-1 og 8-1")
    upload(centre, book)
    page = page_of(centre, PREVIEW)
    assert "endret etter at fila ble lastet ned" in page.get_text()
    centre.post(PREVIEW, {**hidden(page), "chosen": [one["value"] for one in page.select("input[name=chosen]")]})
    draft.refresh_from_db()
    assert (draft.elaboration, draft.legal_basis) == ("Fra fila", "hol. §§ 4-1 og 8-1")


def test_what_was_published_meanwhile_is_kept_where_the_file_leaves_it(centre):
    book = download(centre)
    change("råd", "5", "begrunnelse", "Fra fila", at=2)(book)
    advice_factories.publish(advice_factories.advice(5), elaboration="Kom til etterpå")
    upload(centre, book)
    page = page_of(centre, PREVIEW)
    centre.post(PREVIEW, {**hidden(page), "chosen": [one["value"] for one in page.select("input[name=chosen]")]})
    draft = AdviceVersion.objects.drafts().get(of__number=5)
    assert (draft.rationale, draft.elaboration) == ("Fra fila", "Kom til etterpå")


def test_the_version_of_one_row_is_no_other_rows(centre):
    book = download(centre)
    sheet = book["råd"]
    at = column(sheet, VERSION)
    sheet.cell(3, at).value = sheet.cell(2, at).value
    assert faults_of(centre, book)[0][:3] == ["råd", "3", VERSION]


def test_the_page_says_that_the_file_is_in_bokmaal(centre):
    assert "på bokmål" in page_of(centre, FILE).select_one("main").get_text()


def test_what_was_published_after_the_download_must_be_chosen(centre):
    book = download(centre)
    change("råd", "5", "begrunnelse", "Fra fila", at=2)(book)
    advice_factories.publish(advice_factories.advice(5), rationale="Kom til etterpå")
    upload(centre, book)
    page = page_of(centre, PREVIEW)
    assert "endret etter at fila ble lastet ned" in page.get_text()
    centre.post(PREVIEW, hidden(page))
    assert not AdviceVersion.objects.drafts().exists()


def test_what_changed_since_the_preview_is_shown_anew(centre):
    book = download(centre)
    change("råd", "5", "begrunnelse", "Fra fila", at=2)(book)
    upload(centre, book)
    seen = hidden(page_of(centre, PREVIEW))
    advice_factories.publish(advice_factories.advice(5), elaboration="Noen andre")
    answer = centre.post(PREVIEW, seen)
    assert answer.status_code == 409
    assert "Se over på nytt" in answer.content.decode()
    assert not AdviceVersion.objects.drafts().exists()
    # Without a file there is nothing to look at.
    services.forget_file(actor=centre.account)
    assert centre.get(PREVIEW)["Location"] == FILE


def test_publishing_many_is_all_or_nothing(centre):
    actor = centre.account
    drafts = []
    for number, values in ((1, {"rationale": "En"}), (2, {"wording": ""})):
        draft = draft_of(actor=actor, record=advice_factories.advice(number))
        drafts.append(save_draft(actor=actor, draft=draft, expected_version=draft.version, values=values))
    both = [(draft, draft.version) for draft in drafts]
    with pytest.raises(ContentRefusedError, match="kan ikke publiseres"):
        services.publish_many(actor=actor, drafts=both, change_note="Begge")
    assert advice_factories.advice(1).current.number == 1
    with pytest.raises(StaleVersion):
        services.publish_many(actor=actor, drafts=[(drafts[0], drafts[0].version - 1)], change_note="Gammel")
    with pytest.raises(ContentRefusedError):
        services.publish_many(actor=actor, drafts=[], change_note="Ingen")
    assert len(services.publish_many(actor=actor, drafts=both[:1], change_note="Én")) == 1


def test_an_unchecked_draft_is_never_ticked_by_itself(signed_in):
    """The proposals for legal basis wait for the Centre: the page lists them, and ticks none."""
    page = page_of(signed_in(factories.centre()), MANY)
    assert len(page.select("input[name=drafts]")) == 11
    assert not page.select("input[name=drafts][checked]")


def test_an_unchecked_draft_is_published_with_others_only_when_it_is_ticked_as_checked(
    signed_in, history_context: None
):
    client = signed_in(factories.centre())
    page = page_of(client, MANY)
    keys = [one["value"] for one in page.select("input[name=drafts]")][:2]
    assert not page.select("input[name=checked][checked]")
    asked = {**hidden(page), "drafts": keys, "change_note": "Rettsgrunnlag"}
    answer = client.post(MANY, {**asked, "checked": keys[:1]})
    assert answer.status_code == 200
    assert "Ikke kontrollert: Råd 2." in answer.content.decode()
    assert not AdviceVersion.objects.published().exclude(legal_basis="").exists()
    drafts = [(draft, draft.version) for draft in AdviceVersion.objects.drafts().filter(of__number__lte=2)]
    with pytest.raises(ContentRefusedError, match="Kontroller"):
        services.publish_many(actor=client.account, drafts=drafts, change_note="Rettsgrunnlag", checked=[drafts[0][0]])
    assert client.post(MANY, {**asked, "checked": keys})["Location"] == reverse("content:list")
    assert AdviceVersion.objects.published().exclude(legal_basis="").count() == 2


def test_only_the_centre_exchanges_texts(history_context: None):
    stranger = factories.user()
    for act in (
        lambda: services.check_file(actor=stranger, file=io.BytesIO(), name="x.xlsx"),
        lambda: services.make_drafts(actor=stranger, fingerprint="", chosen=[]),
        lambda: services.publish_many(actor=stranger, drafts=[], change_note=""),
        lambda: services.forget_file(actor=stranger),
    ):
        with pytest.raises(NotAllowedError):
            act()
