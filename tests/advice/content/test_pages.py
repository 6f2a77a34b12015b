"""The Centre edits a text; anyone reads its versions."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from advice.catalogue.models import Advice
from tests import advice_factories, factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    settings.MEDVIRKNING_DEMO = True


@pytest.fixture
def centre(signed_in):
    return signed_in(factories.centre())


@pytest.fixture
def piece(history_context: None) -> Advice:
    found = advice_factories.advice(3)
    found.versions.drafts().delete()
    return found


def address(page: str, piece: Advice) -> str:
    return reverse(f"content:{page}", args=["advice", piece.pk])


def fields_of(client, url: str) -> dict[str, str]:
    """The form as the page gives it."""
    form = BeautifulSoup(client.get(url).content, "html.parser").select_one("#page-form")
    assert form is not None
    found = {one["name"]: one.get("value", "") for one in form.select("input[name]") if one.get("type") != "radio"}
    found |= {one["name"]: one.get("value", "") for one in form.select("input[type=radio][checked]")}
    found |= {one["name"]: one.text.strip() for one in form.select("textarea[name]")}
    for select in form.select("select[name]"):
        chosen = select.select_one("option[selected]")
        found[select["name"]] = chosen["value"] if chosen else ""
    return {name: value for name, value in found.items() if name not in ("submit", "csrfmiddlewaretoken")}


def main_of(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ", strip=True)


def test_from_the_first_word_to_the_published_version(centre, client, piece: Advice):
    assert "Ikke publisert" not in main_of(centre, reverse("content:list"))
    assert piece.versions.count() == 1, "looking writes nothing"
    form = fields_of(centre, address("edit", piece))
    assert form["version"] == "0"
    saved = centre.post(address("edit", piece), {**form, "rationale": "Kunnskap gir bedre tjenester"}, follow=True)
    assert saved.redirect_chain[-1][0] == address("publish", piece)
    preview = main_of(centre, address("publish", piece))
    assert "Kunnskap gir bedre tjenester" in preview
    assert "Endret siden versjon 1" in preview
    # Nobody else sees it yet.
    assert "Kunnskap gir bedre tjenester" not in main_of(client, piece.get_absolute_url())
    form = fields_of(centre, address("publish", piece))
    centre.post(address("publish", piece), {**form, "change_note": "Begrunnelsen er lagt til"})
    assert "Kunnskap gir bedre tjenester" in main_of(client, piece.get_absolute_url())
    versions = main_of(client, reverse("catalogue:versions", args=[piece.number]))
    assert "Versjon 2" in versions
    assert "Begrunnelsen er lagt til" in versions
    assert "Lagt til: Kunnskap gir bedre tjenester" in versions.replace("  ", " ")


def test_the_second_of_two_writers_gets_both_texts(centre, piece: Advice, signed_in):
    other = signed_in(factories.centre(name="Anne Annen"))
    mine = fields_of(centre, address("edit", piece))
    other.post(address("edit", piece), {**mine, "rationale": "Den andre skrev dette"})
    answer = centre.post(address("edit", piece), {**mine, "rationale": "Jeg skrev dette"})
    assert answer.status_code == 409
    page = BeautifulSoup(answer.content, "html.parser").select_one("main").get_text(" ", strip=True)
    assert "Den andre skrev dette" in page
    assert "Jeg skrev dette" in page


def test_a_draft_that_was_published_meanwhile_is_gone_on_from(centre, piece: Advice, signed_in):
    other = signed_in(factories.centre())
    centre.post(address("edit", piece), {**fields_of(centre, address("edit", piece)), "rationale": "Først"})
    mine = fields_of(centre, address("edit", piece))
    other.post(address("publish", piece), {**fields_of(other, address("publish", piece)), "change_note": "Endret"})
    answer = centre.post(address("edit", piece), {**mine, "rationale": "Mitt"})
    assert answer.status_code == 409
    form = BeautifulSoup(answer.content, "html.parser").select_one("#page-form")
    again = centre.post(
        address("edit", piece), {**mine, "rationale": "Mitt", "version": form.select_one("[name=version]")["value"]}
    )
    assert again.status_code == 302
    assert piece.versions.drafts().get().rationale == "Mitt"


def test_a_draft_that_changed_since_the_preview_is_shown_again(centre, piece: Advice, signed_in):
    other = signed_in(factories.centre())
    centre.post(address("edit", piece), {**fields_of(centre, address("edit", piece)), "rationale": "Først"})
    seen = fields_of(centre, address("publish", piece))
    other.post(address("edit", piece), {**fields_of(other, address("edit", piece)), "rationale": "Så dette"})
    answer = centre.post(address("publish", piece), {**seen, "change_note": "Endret"})
    assert answer.status_code == 409
    assert "Så dette" in answer.content.decode()
    assert advice_factories.advice(3).current.number == 1


def test_throwing_a_draft_away(centre, piece: Advice):
    centre.post(address("edit", piece), {**fields_of(centre, address("edit", piece)), "rationale": "Først"})
    centre.post(address("discard", piece), fields_of(centre, address("discard", piece)))
    assert not piece.versions.drafts().exists()
    assert centre.get(address("publish", piece)).status_code == 302


def test_versions_that_do_not_exist_are_told(client, piece: Advice):
    advice_factories.publish(piece, rationale="Fordi")
    answer = client.get(reverse("catalogue:versions", args=[piece.number]), {"first": "1", "second": "9"})
    assert answer.status_code == 200
    assert "ds-error-summary" in answer.content.decode() or "ds-validation-message" in answer.content.decode()


def test_the_list_tells_of_drafts_that_nobody_has_checked(centre):
    page = main_of(centre, reverse("content:list"))
    assert page.count("Forslag som ikke er kontrollert") == 11


def test_what_nobody_has_checked_is_published_only_with_a_tick(centre, client):
    piece = advice_factories.advice(7)
    page = main_of(centre, address("publish", piece))
    assert "Forslag som ikke er kontrollert" in page
    form = fields_of(centre, address("publish", piece))
    form.pop("is_checked")
    answer = centre.post(address("publish", piece), {**form, "change_note": "Rettsgrunnlag"})
    assert answer.status_code == 200
    assert "helsepersonelloven" not in main_of(client, piece.get_absolute_url())
    centre.post(address("publish", piece), {**form, "change_note": "Rettsgrunnlag", "is_checked": "on"})
    assert "helsepersonelloven" in main_of(client, piece.get_absolute_url())


def test_the_warning_goes_with_the_proposal(centre):
    piece = advice_factories.advice(9)
    page = address("edit", piece)
    assert "Forslag som ikke er kontrollert" in main_of(centre, page)
    centre.post(page, {**fields_of(centre, page), "legal_basis": ""})
    assert "Forslag som ikke er kontrollert" not in main_of(centre, page)
    assert "is_checked" not in fields_of(centre, address("publish", piece))


def test_the_versions_of_a_piece_have_one_address(client, piece: Advice):
    assert client.get(address("versions", piece)).headers["Location"] == reverse("catalogue:versions", args=[3])


def test_words_that_differ_are_in_the_language_they_were_written_in(client, piece: Advice):
    advice_factories.publish(piece, practical_steps="Spør alle", strength="should")
    page = client.get("/rad/3/versjoner/", headers={"Accept-Language": "en"})
    shown = BeautifulSoup(page.content, "html.parser").select(".difference")
    languages = {one.h3.get_text(): one.select_one(".difference-words").get("lang") for one in shown}
    assert languages == {"Practical steps": "nb", "Strength": None}
    assert {hidden["lang"] for one in shown for hidden in one.select(".ds-sr-only")} == {"en"}


def test_each_language_is_named_in_itself(centre, piece: Advice):
    page = BeautifulSoup(centre.get(address("edit", piece)).content, "html.parser")
    assert {option["value"]: option["lang"] for option in page.select("#id_language option")} == {
        "nb": "nb", "nn": "nn", "en": "en",
    }  # fmt: skip
