"""The glossary: its words, what is quoted, and the pieces that use them."""

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse

from advice.glossary import services
from advice.glossary.models import Term, TermVersion
from advice.glossary.reading import stands_in, terms_of, uses
from advice.glossary.words import words
from medvirkning.web.refusals import NotAllowedError
from tests import advice_factories, factories

pytestmark = pytest.mark.django_db
LIST = "/rad/begreper/"
LANGUAGES = ("nb", "nn", "en")
QUOTED = {
    "bruker-og-parorendeorganisasjon": (
        "demokratisk, medlemsbasert organisasjon som drives av brukere og/eller pårørende. Organisasjonene har "
        "bruker- og pårørendemedvirkning som en del av sin kjernevirksomhet."
    ),
    "bruker-og-parorenderepresentant": "mandat til å representere organisasjonen, og har fått opplæring og tilgang",
    "erfaringskonsulent": "på bakgrunn av sin erfaringskompetanse, ervervet som pasient, bruker eller pårørende.",
    "erfaringspanel": "består av deltagere som ikke representerer en brukergruppe eller organisasjoner.",
    "individniva": "deltar aktivt/medvirker i vurderinger og beslutninger om egen behandling, valgmuligheter og",
    "tjenesteniva": "samarbeider med fagpersoner om tjenesteutvikling og kvalitetsforbedring",
    "systemniva": "samarbeider med ledelse og fagpersoner om utvikling og kvalitetsforbedring",
}


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    settings.MEDVIRKNING_DEMO = True


@pytest.fixture
def centre(signed_in):
    return signed_in(factories.centre())


def page(client, language: str = "nb", query: str = "") -> BeautifulSoup:
    response = client.get(f"{LIST}{query}", headers={"accept-language": language})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def term(slug: str) -> Term:
    return Term.objects.with_text().get(slug=slug)


def test_every_word_is_whole_in_three_languages():
    found = list(Term.objects.published().with_text())
    assert {one.slug for one in found} == set(words())
    for one in found:
        text = one.current
        for language in LANGUAGES:
            assert getattr(text, f"name_{language}"), one.slug
            assert getattr(text, f"definition_{language}"), one.slug
        assert len({text.definition_nb, text.definition_nn, text.definition_en}) == 3, one.slug


def test_what_the_source_defines_is_quoted_and_the_rest_is_the_portals_own():
    assert set(TermVersion.objects.filter(is_quoted=True).values_list("of__slug", flat=True)) == set(QUOTED)
    for slug, words_of_the_slide in QUOTED.items():
        text = term(slug).current
        assert words_of_the_slide in text.definition_nb
        assert text.source.startswith("Helsedirektoratet")
        assert text.source_place.startswith("Lysbilde")
    assert not TermVersion.objects.filter(is_quoted=False).exclude(source="").exists()


def test_loading_again_changes_nothing(history_context: None):
    services.arrange_term(
        actor=factories.centre(), term=term("grad"), group="degrees", position=1, pieces=[advice_factories.advice(2)]
    )
    before = list(Term.objects.order_by("pk").values_list("pk", "position", "current__version"))
    call_command("migrate", verbosity=0)
    assert list(Term.objects.order_by("pk").values_list("pk", "position", "current__version")) == before
    assert term("grad").pieces.count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quote_keeps_the_language_of_its_source(client, language: str):
    shown = page(client, language)
    for slug, quoted in QUOTED.items():
        entry = shown.select_one(f"#{slug}")
        quote = entry.select_one("blockquote[lang=nb]")
        assert quoted in " ".join(quote.get_text().split())
        own = entry.select_one("h3").get_text(strip=True)
        expected = getattr(term(slug).current, f"name_{language}")
        assert own.lower() == expected.lower()
        others = {one.select_one("dd")["lang"] for one in entry.select(".other-languages div")}
        assert others == {"nb", "nn", "en"} - {language}
    if language != "nb":
        translated = shown.select_one("#erfaringskonsulent")
        assert getattr(term("erfaringskonsulent").current, f"definition_{language}") in translated.get_text()


def test_one_page_with_an_anchor_for_each_word_in_few_queries(client, django_assert_max_num_queries):
    client.get(LIST)
    with django_assert_max_num_queries(6):
        shown = page(client)
    assert {one["id"] for one in shown.select("article.term")} == set(words())


def test_words_and_pieces_point_at_each_other(client):
    """Piece 2 names the organisations, is for the system level and says «bør»."""
    piece = advice_factories.advice(2)
    slugs = {one.slug for one in terms_of(piece, factories.centre())}
    assert {"bruker-og-parorendeorganisasjon", "systemniva", "bor"} <= slugs
    assert not {"skal", "individniva", "samarbeid", "systematisk-medvirkning"} & slugs
    entry = page(client).select_one("#bruker-og-parorendeorganisasjon")
    assert piece.get_absolute_url() in {link["href"] for link in entry.select("a")}
    shown = BeautifulSoup(client.get(piece.get_absolute_url()).content, "html.parser")
    links = {link["href"] for link in shown.select("main a[href]")}
    assert f"{LIST}#bruker-og-parorendeorganisasjon" in links


def test_what_the_centre_ties_is_tied(history_context: None):
    piece = advice_factories.advice(6)
    assert not uses(term("erfaringskonsulent"), piece)
    services.arrange_term(
        actor=factories.centre(), term=term("erfaringskonsulent"), group="roles", position=5, pieces=[piece]
    )
    assert uses(term("erfaringskonsulent"), piece)


@pytest.mark.parametrize(
    ("name", "wording", "found"),
    [
        ("bruker", "i møte med brukeren", True),
        ("bruker", "brukerens/pasientens situasjon", True),
        ("bruker", "bruker- og pårørendeorganisasjoner", False),
        ("bruker", "brukermedvirkning", False),
        ("bruker", "i møte med brukere og pasienter", True),
        ("bruker", "tilpasset brukernes behov", True),
        ("bruker", "det brukes mye", False),
        ("erfaringskonsulent", "erfaringskonsulentenes arbeid", True),
        ("barn og unge", "at barn og unge som pasient", True),
        ("rad", "radikal", False),
    ],
)
def test_a_word_stands_by_itself(name: str, wording: str, found: bool):
    assert stands_in(name, wording) is found


def test_users_are_found_in_the_pieces_that_speak_of_them_and_in_no_other(client):
    entry = page(client).select_one("article#bruker")
    linked = {int(one["href"].strip("/").split("/")[-1]) for one in entry.select("a[href^='/rad/']")}
    assert linked == {5, 6, 7, 8, 9, 10, 11}


def test_a_piece_of_another_edition_is_named_with_its_edition(centre, client, history_context: None):
    other = advice_factories.other_edition()
    piece = other.pieces.get()
    address = reverse("glossary:arrange", args=["bruker"])
    form = BeautifulSoup(centre.get(address).content, "html.parser").select_one("#page-form")
    labels = [" ".join(one.get_text(" ").split()) for one in form.select("label")]
    assert f"{other.title}: Råd {piece.number}" in labels
    services.arrange_term(actor=factories.centre(), term=term("perspektiv"), group="log", position=5, pieces=[piece])
    shown = page(client).select_one("article#perspektiv").get_text(" ")
    assert f"{other.title}: Råd {piece.number}" in " ".join(shown.split())


def test_finding_words(client):
    shown = page(client, query="?q=consultant")
    assert [one["id"] for one in shown.select("article.term")] == ["erfaringskonsulent"]
    shown = page(client, query="?group=degrees")
    assert len(shown.select("article.term")) == 6
    assert "Ingen treff" in page(client, query="?q=finnesikke").get_text()
    # What can't be read finds everything.
    assert len(page(client, query="?group=tull").select("article.term")) == len(words())


def test_the_page_is_kept_by_caches_and_knows_what_changed(client, centre, history_context: None):
    first = client.get(LIST)
    assert "public" in first["Cache-Control"]
    assert client.get(LIST, headers={"if-none-match": first["ETag"]}).status_code == 304
    services.arrange_term(
        actor=centre.account, term=term("grad"), group="degrees", position=1, pieces=[advice_factories.advice(1)]
    )
    assert client.get(LIST, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_the_centre_adds_a_word(centre, client):
    new_word = reverse("glossary:new")
    made = centre.post(new_word, {**hidden(centre, new_word), "slug": "samvalg", "group": "log"})
    new = Term.objects.get(slug="samvalg")
    assert made["Location"] == reverse("content:edit", args=["term", new.pk])
    assert page(client).select_one("#samvalg") is None
    form = centre.get(made["Location"])
    assert form.status_code == 200
    texts = {f"{part}_{language}": f"{part} {language}" for part in ("name", "definition") for language in LANGUAGES}
    sent = centre.post(made["Location"], {**texts, "version": "0"})
    assert sent.status_code == 302
    centre.post(sent["Location"], {**hidden(centre, sent["Location"]), "change_note": ""})
    assert "definition nb" in page(client).select_one("#samvalg").get_text()
    taken = centre.post(new_word, {**hidden(centre, new_word), "slug": "samvalg", "group": "log"})
    assert taken.status_code == 200


def hidden(client, address: str) -> dict[str, str]:
    """The hidden fields of a page's form."""
    shown = BeautifulSoup(client.get(address).content, "html.parser")
    return {one["name"]: one["value"] for one in shown.select("#page-form input[type=hidden]") if one.get("value")}


def test_who_quotes_names_the_source(centre):
    one = term("grad")
    address = reverse("content:edit", args=["term", one.pk])
    texts = {name: getattr(one.current, name) for name in one.current.content_fields if name != "is_quoted"}
    answer = centre.post(address, {**texts, "is_quoted": "on", "source": "", "version": "0"})
    assert answer.status_code == 200
    assert "Oppgi kilden" in answer.content.decode()


def test_only_the_centre_changes_words(history_context: None):
    with pytest.raises(NotAllowedError):
        services.add_term(actor=factories.user(), slug="ny", group="log")
    with pytest.raises(NotAllowedError):
        services.arrange_term(actor=factories.user(), term=term("grad"), group="log", position=1, pieces=[])


def test_the_centre_arranges_a_word(centre):
    address = reverse("glossary:arrange", args=["grad"])
    assert centre.get(address).status_code == 200
    piece = advice_factories.advice(4)
    answer = centre.post(address, {"group": "degrees", "position": "3", "pieces": [str(piece.pk)]})
    assert answer["Location"] == f"{LIST}#grad"
    assert list(term("grad").pieces.all()) == [piece]
