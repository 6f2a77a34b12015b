"""The background as the slides have it: what a fact is on the page is in the source, and nothing more."""

import csv
import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import gettext, override

from advice.background import services
from advice.background.enums import PAGES, Section
from advice.background.models import Article
from advice.background.notes import NOTES
from advice.background.reference_data import rows
from advice.background.timeline import days_of, timeline
from medvirkning.web.refusals import NotAllowedError
from tests import advice_factories, factories

pytestmark = pytest.mark.django_db
ADDRESSES = {
    "purpose": "/rad/hvorfor/",
    "knowledge": "/rad/kunnskapsgrunnlag/",
    "publication": "/rad/utgivelser/",
    "process": "/rad/prosess/",
    "law": "/rad/lov-og-rad/",
}
EFFECTS = [
    ("Økt kvalitet og tilpasning av tjenester", ["Langøien et al, 2021"]),
    ("Bedre helseutfall", ["Joosten et al., 2008"]),
    ("Økt pasienttilfredshet", ["Coulter & Ellins (2008)", "Drake et al. (2010)", "Munro (2011)"]),
    ("Effektiv ressursbruk", ["Hansen et al, 2020", "Ådnanes, Kalseth og Kaspersen, 2024"]),
    ("Styrking av egenmestring", ["Vågan & Skirbekk, 2016"]),
    ("Reduserte helseforskjeller", ["Landstad et al. 2020", "WHO"]),
]
PROCESS = [
    ("2015/2016", "Innspill fra aktører"),
    ("høsten 2019", "Oppstart"),
    ("2021", "Forskningskart fra FHI publisert"),
    ("2021-2023", "Innspillsmøter"),
    ("2023", "Rapport kvalitativ forskning på brukermedvirkning publisert"),
    ("19.06.2024", "Ekstern høring"),
    ("oktober 2024-mars 2025", "Arbeid med innspill"),
    ("2025-2026", "Implementering"),
]


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    settings.MEDVIRKNING_DEMO = True


@pytest.fixture
def centre(signed_in):
    return signed_in(factories.centre())


def main_of(client, page: str, language: str = "nb") -> BeautifulSoup:
    response = client.get(ADDRESSES[page], headers={"accept-language": language})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one("main")


def words_of(element) -> str:
    return " ".join(element.get_text(" ").split())


def article(slug: str) -> Article:
    return Article.objects.select_related("current", "edition").get(slug=slug)


def test_addresses_are_stable():
    assert {name: reverse(f"background:{name}") for name in ADDRESSES} == ADDRESSES
    assert set(PAGES) == set(Section.values)
    for one in Article.objects.select_related("edition"):
        assert one.get_absolute_url().startswith(ADDRESSES[PAGES[one.section]])


def test_every_text_is_quoted_with_its_slide_and_tied_to_no_piece():
    found = list(Article.objects.published().select_related("current"))
    assert len(found) == len(rows())
    for one in found:
        assert one.current.language == "nb"
        assert one.current.source
        assert "ysbilde" in one.current.source_place
        assert not one.pieces.exists(), "the source names no piece"


def test_the_scans_letters_are_mended():
    for one in Article.objects.select_related("current"):
        text = " ".join((one.current.title, one.current.body, one.current.references))
        assert not re.search(r"[a-z]g[nr][a-z]*rende|pargr|gkt|\bfgl|tieneste|\bradene\b|&rg", text), one.slug


def test_six_effects_each_with_its_references(client):
    shown = main_of(client, "knowledge").select("#virkninger ~ article")
    assert len(shown) == 6
    for number, (effect, (title, references)) in enumerate(zip(shown, EFFECTS, strict=True), start=1):
        assert words_of(effect.select_one("h3")) == f"{number}. {title}"
        listed = [words_of(line) for line in effect.select(".references li")]
        assert set(references) <= set(listed)
    assert "uten eget nummer" in words_of(shown[2]), "what the slide leaves open is said"


def test_the_figure_of_knowledge_has_a_text_of_its_own(client):
    figure = main_of(client, "knowledge").select_one("figure#figur")
    drawing = figure.select_one("svg")
    assert drawing["role"] == "img"
    named = " ".join(words_of(figure.select_one(f"#{one}")) for one in drawing["aria-labelledby"].split())
    for kind in ("forskningsbasert kunnskap", "erfaringsbasert kunnskap", "brukerkunnskap", "kontekst"):
        assert kind in named.lower()
        assert kind in words_of(figure.select_one("figcaption")).lower()
    assert len(drawing.select("circle")) == 3


def test_six_publications_with_the_addresses_that_the_source_gives(client):
    shown = main_of(client, "publication").select("section.background-text")
    links = [one.select_one(".address a") for one in shown]
    assert len(shown) == 6
    assert [link is not None for link in links] == [True, False, True, True, False, True]
    assert all("oppgitt i kilden" in words_of(one) for one, link in zip(shown, links, strict=True) if link is None)
    assert links[0]["href"].endswith("oppfolging-av-personer-med-store-og-sammensatte-behov")


def test_publications_are_quoted_word_for_word():
    """With the scan's letters mended, nothing dropped: what the slide «Råd erstatter IKKE …» says of each."""
    texts = {one.slug: one.current.body for one in Article.objects.of_section(Section.PUBLICATION)}
    assert texts["parorendeveileder"].startswith("Pårørendeveileder. Nasjonal veileder som handler om involvering av")
    assert "individuell plan og koordinator, som har til hensikt å hjelpe" in texts["rehabilitering"]
    assert "psykisk helse- og rusarbeid for voksne beskriver krav" in texts["lokalt-psykisk-helse-og-rusarbeid"]
    assert texts["tvang-i-psykisk-helsevern"].startswith("Tvang i psykisk helsevern inneholder både lenke til")
    assert article("store-og-sammensatte-behov").current.title.startswith("Nasjonal veileder om oppfølgning av")


def test_a_step_of_the_process_needs_a_year_to_be_drawn(centre):
    address = reverse("content:edit", args=["article", article("oppstart").pk])
    form = BeautifulSoup(centre.get(address).content, "html.parser").select_one("#page-form")
    texts = {one["name"]: one.get("value", "") for one in form.select("input:not([type=checkbox])")}
    texts |= {one["name"]: one.text for one in form.select("textarea")} | {"language": "nb"}
    answer = centre.post(address, {**texts, "when": "i fjor en gang"})
    assert answer.status_code == 200
    assert "Skriv et årstall" in answer.content.decode()
    assert centre.post(address, {**texts, "when": "i 2018"}).status_code == 302


def test_the_process_is_a_list_in_order_and_a_figure(client):
    shown = main_of(client, "process")
    steps = [words_of(line) for line in shown.select("ol.timeline > li > .step")]
    assert steps == [f"{when} {what}" for when, what in PROCESS]
    assert len(shown.select("figure .bar")) == len(PROCESS)
    text = words_of(shown)
    for organisation in ("Mental Helse", "Barn av rus", "RIO", "LPP", "TSB", "DPS", "Kommune", "Kompetansesentre"):
        assert organisation in text


def test_the_facts_of_the_consultation_are_those_of_the_data(client):
    with (settings.BASE_DIR / "data" / "hearing_2024.csv").open(encoding="utf-8", newline="") as file:
        facts = {row["fact"]: row["value"] for row in csv.DictReader(file)}
    text = words_of(main_of(client, "process"))
    total, form, apart = (
        int(facts[name]) for name in ("total responses", "given in the form", "given as separate documents")
    )
    assert total == form + apart
    assert f"{total} høringsinnspill, {form} i forms, {apart} i separate dokumenter" in text
    assert "Alle høringssvar er publisert" in text
    assert facts["opened"] == "2024-06-19"


def test_each_pieces_strength_and_what_is_published_of_its_basis(client, history_context: None):
    advice_factories.publish(advice_factories.advice(7), legal_basis="Pasient- og brukerrettighetsloven § 3-2")
    lines = {words_of(row.select_one("th")): row for row in main_of(client, "law").select("tbody tr")}
    assert len(lines) == 11
    assert words_of(lines["Råd 7"]).endswith("skal Pasient- og brukerrettighetsloven § 3-2")
    assert words_of(lines["Råd 2"]) == "Råd 2 bør ikke satt"
    # The proposals that nobody has checked are drafts.
    assert "helseforetaksloven" not in words_of(main_of(client, "law"))


@pytest.mark.parametrize("page", ADDRESSES)
@pytest.mark.parametrize("language", ["nn", "en"])
def test_what_is_quoted_is_marked_as_bokmaal(client, page: str, language: str):
    shown = main_of(client, page, language)
    section = next(section for section, name in PAGES.items() if name == page)
    for one in Article.objects.of_section(section):
        place = shown.select_one(f"#{one.slug}")
        heading = place.select_one("[lang=nb]")
        assert one.current.title in words_of(heading)
        if one.current.body:
            quote = place.select_one(".quote")
            assert quote["lang"] == "nb"


@pytest.mark.parametrize("page", ADDRESSES)
def test_pages_are_kept_by_caches_and_read_in_few_queries(client, page: str, django_assert_max_num_queries):
    first = client.get(ADDRESSES[page])
    assert "public" in first["Cache-Control"]
    with django_assert_max_num_queries(6):
        assert client.get(ADDRESSES[page], headers={"if-none-match": first["ETag"]}).status_code == 304


def test_what_the_centre_ties_stands_on_both_pages(centre, client):
    piece, text = advice_factories.advice(6), article("egenmestring")
    assert "Ikke satt" in words_of(BeautifulSoup(client.get(piece.get_absolute_url()).content, "html.parser"))
    address = reverse("background:arrange", args=[text.pk])
    assert centre.get(address).status_code == 200
    answer = centre.post(address, {"position": str(text.position), "pieces": [str(piece.pk)]})
    assert answer["Location"] == "/rad/kunnskapsgrunnlag/#egenmestring"
    shown = main_of(client, "knowledge").select_one("#egenmestring")
    assert piece.get_absolute_url() in {link["href"] for link in shown.select("a")}
    links = BeautifulSoup(client.get(piece.get_absolute_url()).content, "html.parser").select("main a[href]")
    assert text.get_absolute_url() in {link["href"] for link in links}


def test_the_centre_adds_a_text(centre, client):
    new = f"{reverse('background:new')}?section=publication"
    form = BeautifulSoup(centre.get(new).content, "html.parser").select_one("#page-form")
    assert form.select_one("option[value=publication]").has_attr("selected")
    hidden = {one["name"]: one["value"] for one in form.select("input[type=hidden]") if one.get("value")}
    edition = advice_factories.edition()
    answer = centre.post(new, {**hidden, "edition": str(edition.pk), "section": "publication", "slug": "ny-veileder"})
    made = Article.objects.get(slug="ny-veileder")
    assert answer["Location"] == reverse("content:edit", args=["article", made.pk])
    assert "ny-veileder" not in client.get(ADDRESSES["publication"]).content.decode()


def test_only_the_centre_changes_texts(history_context: None):
    stranger = factories.user()
    with pytest.raises(NotAllowedError):
        services.add_article(actor=stranger, edition=advice_factories.edition(), section="law", slug="x")
    with pytest.raises(NotAllowedError):
        services.arrange_article(actor=stranger, article=article("mal"), position=1, pieces=[])


def test_loading_again_changes_nothing(history_context: None):
    before = list(Article.objects.order_by("pk").values_list("pk", "position", "current"))
    call_command("migrate", verbosity=0)
    assert list(Article.objects.order_by("pk").values_list("pk", "position", "current")) == before


def test_the_portals_own_notes_are_in_the_readers_language(client):
    with override("nn"):
        notes = {note: gettext(note) for note in NOTES}
    assert all(note != words for note, words in notes.items())
    for note, words in notes.items():
        [text] = [one for one in Article.objects.all() if one.current.source_place.endswith(note)]
        page = main_of(client, PAGES[text.section], "nn")
        [line] = [one for one in page.select("p.quiet") if words_of(one).endswith(words)]
        assert note not in words_of(line)
        assert words not in words_of(line.find(lang="nb"))


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("2015/2016", ("2015-01-01", "2016-12-31")),
        # Which months autumn has, the source doesn't say.
        ("høsten 2019", ("2019-01-01", "2019-12-31")),
        ("19.06.2024", ("2024-06-19", "2024-06-19")),
        ("31.06.2024", None),
        ("oktober 2024-mars 2025", ("2024-10-01", "2025-03-31")),
        ("Februar 2024", ("2024-02-01", "2024-02-29")),
        ("snart", None),
    ],
)
def test_the_days_of_a_time(when: str, days: tuple[str, str] | None):
    known = days_of(when)
    assert (known and tuple(day.isoformat() for day in known)) == days


def test_a_drawing_needs_a_time():
    assert timeline([]) is None
    assert timeline([article("mal")]) is None
    drawn = timeline([article("oppstart"), article("innspillsmoter")])
    assert (drawn.first, drawn.last) == (2019, 2023)
    assert [bar.number for bar in drawn.bars] == [1, 2]
    # A bar begins where its year does.
    assert drawn.bars[0].x == drawn.ticks[0].x
