"""The pages of the catalogue, as anyone reads them."""

import datetime
import json

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from advice.catalogue.enums import TextLanguage
from advice.catalogue.models import Advice, Edition
from medvirkning import audit
from tests import advice_factories, factories

pytestmark = pytest.mark.django_db

FOR_LEADERS = "/rad/?til=tjenesteledere&styrke=shall"


@pytest.fixture(autouse=True)
def _language_of_the_test_stays():
    with translation.override("nb"):
        yield


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def words(response, selector="main"):
    return " ".join(soup(response).select_one(selector).get_text(" ").split())


def test_all_pieces_stand_under_their_level_with_strength_and_level(client):
    page = client.get("/rad/")
    assert page.status_code == 200
    groups = soup(page).select(".advice-level")
    assert [group.h3.get_text() for group in groups] == ["Systemnivå", "Tjenestenivå", "Individnivå"]
    assert [len(group.select(".advice-list > li")) for group in groups] == [2, 3, 6]
    for item in soup(page).select(".advice-list > li"):
        wording = item.select_one("a span[lang]")
        assert wording["lang"] == "nb"
        verb = "Skal" if " skal " in wording.get_text() else "Bør"
        assert f"Styrke: {verb}" in " ".join(item.select_one(".advice-tags").get_text(" ").split())


def test_what_a_service_leader_must_do_is_one_tap_away(client):
    front = soup(client.get("/rad/"))
    line = next(one for one in front.select(".advice-for li") if "Tjenesteledere" in one.get_text())
    link = line.find("a")
    assert link.get_text().startswith("1 skal")
    found = client.get(f"/rad/{link['href'].partition('#')[0]}")
    assert [item["href"] for item in soup(found).select(".advice-list a")] == ["/rad/3/"]
    assert "1 råd passer." in words(found)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("niva=system", [1, 2]),
        ("styrke=should", [2, 4, 5, 6, 11]),
        ("til=ikke-oppgitt", [8]),
        ("til=alle-ledere", [1, 3, 4, 5, 9]),
        ("til=alle-ledere&styrke=shall", [1, 3, 9]),
        ("til=tjenesteledere", [3, 4, 5]),
        ("gjelder=p%C3%A5r%C3%B8rende", [11]),
        ("q=levekår", [6]),
        ("q=7", [7]),
        ("styrke=shall&niva=service", [3]),
        ("niva=tull", []),
        ("gjelder=ukjent", []),
    ],
)
def test_filters_have_addresses(client, query, numbers):
    page = client.get(f"/rad/?{query}")
    assert [item["href"] for item in soup(page).select(".advice-list a")] == [f"/rad/{n}/" for n in numbers]


def test_htmx_gets_the_pieces_alone(client):
    page = client.get(FOR_LEADERS, headers={"HX-Request": "true"})
    assert b"<html" not in page.content
    assert "1 råd passer." in page.content.decode()
    assert "HX-Request" in page["Vary"]


def test_chapters_say_what_the_source_does_not(client):
    chapters = soup(client.get("/rad/")).select(".advice-chapters > li")
    assert len(chapters) == 6
    assert ["Ikke satt" in chapter.get_text() for chapter in chapters] == [False, False, False, True, True, True]
    assert "Kapittelet er ikke satt for: Råd 10 Råd 11" in words(client.get("/rad/"))


def test_a_piece_quotes_its_source_and_says_what_is_missing(client):
    page = client.get("/rad/8/")
    heading = soup(page).h1
    assert heading.select_one("[lang=nb]").get_text().startswith("Behandling og oppfølging skal utformes")
    text = words(page)
    assert "Rettet til Ikke oppgitt i kilden" in text
    assert "Rettsgrunnlaget er ikke satt" in text
    assert "Praktiske grep Utdyping Begrunnelse Referanser" in text
    assert "Lysbildet «Råd om bruker- og pårørendemedvirkning på individnivå" in text
    assert Advice.objects.with_text().first().edition.published_url in page.content.decode()


def test_the_draft_of_legal_bases_is_nobodys_reading(client):
    for number in range(1, 12):
        assert "helseforetaksloven" not in client.get(f"/rad/{number}/").content.decode()
    assert "helseforetaksloven" not in client.get("/rad/alle/").content.decode()


def test_a_full_text_is_shown_in_its_language(client):
    advice_factories.publish(
        advice_factories.advice(3),
        language=TextLanguage.NN,
        practical_steps="- Lag ein plan\nSpør **alle**",
        elaboration="# Om dette\n\n<b>Nei</b> [lenke](javascript:alert)\n\n[god](https://example.org)",
        rationale="Fordi",
        legal_basis="Lova § 1",
        references="Nokon 2020",
        published_url="https://example.org/rad-3",
    )
    page = client.get("/rad/3/")
    main = soup(page).main
    steps = main.select_one(".advice-steps")
    assert steps["lang"] == "nn"
    assert [item.get_text(strip=True) for item in steps.select("li")] == ["Lag ein plan", "Spøralle"]
    assert main.find("h3", string="Om dette")
    assert main.find("b") is None
    assert "javascript" not in str(main.find_all("a"))
    assert main.find("details").summary.get_text() == "Begrunnelse"
    assert "Ikke oppgitt i kilden" not in words(page)
    assert main.find("a", href="https://example.org/rad-3")


def test_one_comes_from_one_piece_to_the_next(client):
    page = soup(client.get("/rad/1/"))
    assert page.select_one("a[rel=next]")["href"] == "/rad/2/"
    assert page.select_one("a[rel=prev]") is None
    assert soup(client.get("/rad/11/")).select_one("a[rel=next]") is None


def test_a_piece_that_is_a_draft_has_no_page(client, signed_in, settings):
    settings.MEDVIRKNING_DEMO = True
    advice_factories.unpublished(99)
    assert client.get("/rad/99/").status_code == 404
    assert signed_in(factories.centre()).get("/rad/99/").status_code == 404
    assert client.get("/rad/1000000000000000000000/").status_code == 404


def test_an_old_version_stands_as_it_was_and_says_that_it_is_replaced(client):
    old = advice_factories.advice(1).current.wording
    advice_factories.publish(advice_factories.advice(1), wording="Ledere skal lytte")
    page = client.get("/rad/1/versjon/1/")
    assert old in words(page)
    assert "Denne versjonen er erstattet." in words(page)
    assert soup(page).select_one("link[rel=canonical]")["href"].endswith("/rad/1/")
    assert "Denne versjonen gjelder nå." in words(client.get("/rad/1/versjon/2/"))
    versions = client.get("/rad/1/versjoner/")
    assert {"/rad/1/versjon/1/", "/rad/1/versjon/2/"} <= {link["href"] for link in soup(versions).main.find_all("a")}
    assert soup(versions).find("ins")
    assert soup(versions).find("del")
    assert client.get("/rad/1/versjon/3/").status_code == 404


def test_all_pieces_can_be_read_on_one_page(client):
    page = soup(client.get("/rad/alle/"))
    assert [piece.h3.get_text() for piece in page.select(".advice-in-full")] == [f"Råd {n}" for n in range(1, 12)]


def test_another_edition_has_pages_of_its_own(client):
    advice_factories.other_edition("somatikk")
    for end in ("", "alle/", "1/", "1/versjoner/", "1/versjon/1/", "1/tilbakemelding/"):
        page = client.get(f"/rad/utgave/somatikk/{end}")
        assert "Sykehus bør lytte" in words(page) or end == "1/versjoner/", end
        assert page.status_code == 200
    assert "/rad/utgave/somatikk/" in client.get("/rad/").content.decode()


def test_an_edition_without_pieces_says_so_to_the_centre(signed_in, settings):
    settings.MEDVIRKNING_DEMO = True
    client = signed_in(factories.centre())
    with audit.context(command="test"):
        Edition.objects.create(slug="tom", title="Tom utgave", field="somatikk")
    assert "ingen publiserte råd ennå" in words(client.get("/rad/utgave/tom/"))
    assert client.get("/rad/utgave/tom/alle/rad.pdf").status_code == 404


def test_the_main_edition_has_one_address_only(client):
    slug = advice_factories.edition().slug
    for end in ("", "alle/", "3/", "3/versjon/1/"):
        page = client.get(f"/rad/utgave/{slug}/{end}")
        assert (page.status_code, page["Location"]) == (301, f"/rad/{end}")
    assert client.get("/rad/utgave/finnes-ikke/").status_code == 404


def test_machines_are_told_what_a_piece_is(client, settings):
    page = soup(client.get("/rad/3/"))
    data = json.loads(page.find("script", type="application/ld+json").string)
    assert data["recommendationStrength"] == "skal"
    assert data["inLanguage"] == "nb"
    assert data["@id"] == f"{settings.MEDVIRKNING_ADDRESS}/rad/3/"
    assert "publisher" not in data
    pairs = {tag["name"]: tag["content"] for tag in page.select("meta[name^=DC]")}
    assert pairs["DC.title"] == advice_factories.advice(3).current.wording
    assert "DC.publisher" not in pairs
    settings.MEDVIRKNING_BODY_NAME = "Direktoratet </script>"
    page = soup(client.get("/rad/"))
    data = json.loads(page.find("script", type="application/ld+json").string)
    assert data["publisher"]["name"] == "Direktoratet </script>"
    assert len(data["hasPart"]) == 11
    assert page.select_one("link[rel=canonical]")["href"] == f"{settings.MEDVIRKNING_ADDRESS}/rad/"


@pytest.mark.parametrize(
    ("address", "kind", "parts"),
    [
        ("/rad/begreper/", "DefinedTermSet", "hasDefinedTerm"),
        ("/rad/kunnskapsgrunnlag/", "WebPage", "hasPart"),
        ("/rad/utgivelser/", "WebPage", "hasPart"),
        ("/rad/prosess/", "WebPage", "hasPart"),
        ("/rad/lov-og-rad/", "WebPage", "hasPart"),
    ],
)
def test_machines_read_every_public_page(client, settings, address, kind, parts):
    page = soup(client.get(address, headers={"Accept-Language": "nn"}))
    data = json.loads(page.find("script", type="application/ld+json").string)
    assert (data["@type"], data["inLanguage"]) == (kind, "nn")
    assert data["name"] == page.h1.get_text(strip=True)
    assert all(
        one["name"] and one["@id"].startswith(f"{settings.MEDVIRKNING_ADDRESS}{address}#") for one in data[parts]
    )
    assert data[parts]
    pairs = {tag["name"]: tag["content"] for tag in page.select("meta[name^=DC]")}
    assert pairs["DC.identifier"] == page.select_one("link[rel=canonical]")["href"]
    assert pairs["DC.date"]


def test_machines_read_an_activity_as_an_event(client):
    planned = advice_factories.activity(title="Fagdag", place="Bodø", starts_on=datetime.date(2026, 5, 4))
    page = soup(client.get(planned.get_absolute_url()))
    event = json.loads(page.find("script", type="application/ld+json").string)["mainEntity"]
    assert (event["@type"], event["name"], event["startDate"]) == ("Event", "Fagdag", "2026-05-04")
    assert event["location"]["name"] == "Bodø"
    assert "eventStatus" not in event


@pytest.mark.parametrize("address", ["/rad/", "/rad/3/", "/rad/alle/"])
def test_a_page_takes_few_queries(client, django_assert_max_num_queries, address):
    client.get(address)
    with django_assert_max_num_queries(8):
        client.get(address)


def test_the_centre_is_led_to_the_editing(signed_in, settings):
    settings.MEDVIRKNING_DEMO = True
    page = signed_in(factories.centre()).get("/rad/3/")
    assert f"/rad/redigering/advice/{advice_factories.advice(3).pk}/" in page.content.decode()
    assert page["Cache-Control"] == "private"


def test_an_edition_is_public_when_something_in_it_is(client, signed_in, settings):
    settings.MEDVIRKNING_DEMO = True
    with audit.context(command="test"):
        Edition.objects.create(slug="under-arbeid", title="Under arbeid", field="somatikk")
    address = "/rad/utgave/under-arbeid/"
    assert client.get(address).status_code == 404
    assert address not in client.get("/rad/").text
    assert signed_in(factories.centre()).get(address).status_code == 200


def test_another_edition_is_not_given_the_main_ones_background(client):
    advice_factories.other_edition("somatikk")
    page = client.get("/rad/utgave/somatikk/1/").text
    assert "/rad/prosess/" not in page
    assert "/rad/prosess/" in client.get("/rad/1/").text


def test_the_source_is_that_of_the_quote_and_of_nothing_else(client):
    text = words(client.get("/rad/3/"))
    assert "Ordlyden er sitert fra: Helsedirektoratet" in text
    assert "Skrevet av Senter for brukermedvirkning" not in text
    advice_factories.publish(advice_factories.advice(3), practical_steps="Lag en plan", rationale="Fordi")
    for page in ("/rad/3/", "/rad/alle/"):
        text = words(client.get(page))
        assert "Skrevet av Senter for brukermedvirkning: praktiske grep, begrunnelse." in text
    advice_factories.publish(advice_factories.advice(3), wording="Ledere skal lytte", source="", source_place="")
    page = client.get("/rad/3/")
    assert "Kilden til ordlyden er ikke oppgitt." in words(page)
    assert "Lysbildet" not in words(page)
    assert not soup(page).select("meta[name='DC.source']")


def test_a_filtered_list_is_printed_and_downloaded_as_such(client):
    page = client.get(FOR_LEADERS)
    on_paper = " ".join(" ".join(one.get_text(" ").split()) for one in soup(page).select(".advice-on-paper"))
    assert "Utvalg: Hvem er rådet til Tjenesteledere ; Styrke Skal" in on_paper
    assert "Kilde: Helsedirektoratet" in on_paper
    assert "Sist endret" in on_paper
    assert soup(page).select("[data-print]")
    link = soup(page).select_one("#list-pdf")["href"]
    assert link == "/rad/alle/rad.pdf?til=tjenesteledere&styrke=shall"
    assert client.get(link).content != client.get("/rad/alle/rad.pdf").content
    assert client.get("/rad/alle/rad.pdf?niva=tull").status_code == 404
    fragment = soup(client.get("/rad/?styrke=shall", headers={"HX-Request": "true"}))
    assert fragment.select_one("#list-pdf[hx-swap-oob]")["href"] == "/rad/alle/rad.pdf?styrke=shall"
    # Without filters the address has none.
    assert soup(client.get("/rad/")).select_one("#list-pdf")["href"] == "/rad/alle/rad.pdf"


def test_words_of_the_texts_say_their_language_wherever_they_stand(client):
    page = soup(client.get(FOR_LEADERS, headers={"Accept-Language": "en"}))
    assert page.select_one("option[value=tjenesteledere]")["lang"] == "nb"
    assert not page.select_one("option[value=alle-ledere]").has_attr("lang")
    assert page.select_one("#filter-chips [lang=nb]").get_text() == "Tjenesteledere"
    assert page.select_one(".advice-for .ds-sr-only [lang=nb]")
    for address in ("/rad/", "/rad/3/", "/rad/alle/", "/rad/1/versjoner/"):
        page = soup(client.get(address, headers={"Accept-Language": "en"}))
        quoted = list(page.main.find_all(string=lambda text: "Helsedirektoratet, lysbilder" in text))
        assert quoted, address
        assert all(one.find_parent(lang=True)["lang"] == "nb" for one in quoted), address


@pytest.mark.parametrize("address", ["/rad/01/", "/rad/0/", "/rad/01/rad.pdf"])
def test_a_piece_has_one_address(client, address):
    assert client.get(address).status_code == 404
