"""What the Centre writes in the catalogue: texts, pieces, editions and chapters."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import translation

from advice.catalogue import services
from advice.catalogue.models import Advice, Edition
from advice.content.kinds import kind_of
from medvirkning import audit
from medvirkning.web.refusals import NotAllowedError
from tests import advice_factories, factories

pytestmark = pytest.mark.django_db

CHAPTERS = ["Systemnivå", "Tjenestenivå"]
SOMATICS = {"title": "Medvirkning i somatikken", "field": "somatikk", "slug": "somatikk"}


@pytest.fixture(autouse=True)
def _as_in_the_demonstration(settings):
    settings.MEDVIRKNING_DEMO = True
    with translation.override("nb"), audit.context(command="test"):
        yield


@pytest.fixture
def centre():
    return factories.centre()


def posted(page):
    """The page's form as the browser would send it."""
    values = {}
    for field in BeautifulSoup(page.content, "html.parser").select("#page-form :is(input, textarea, select)"):
        if field.name == "textarea":
            values[field["name"]] = field.get_text().removeprefix("\n")
        elif field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            values[field["name"]] = chosen["value"]
        elif field.get("type") not in {"checkbox", "radio", "submit"} and field.get("name"):
            values[field["name"]] = field.get("value", "")
    return values


def edit_url(number):
    return f"/rad/redigering/advice/{advice_factories.advice(number).pk}/"


def test_a_text_goes_from_draft_to_publication(signed_in, client, centre):
    browser = signed_in(centre)
    form = posted(browser.get(edit_url(6)))
    # The legal basis that it is loaded with is a proposal: it is left out.
    answer = browser.post(
        edit_url(6), {**form, "legal_basis": "", "practical_steps": "Spør om hverdagen\nSpør om nettverket"}
    )
    assert answer.status_code == 302, answer.content.decode()
    preview = browser.get(answer["Location"])
    assert "Spør om hverdagen" in preview.content.decode()
    assert "Spør om hverdagen" not in client.get("/rad/6/").content.decode()
    answer = browser.post(answer["Location"], {**posted(preview), "change_note": "Praktiske grep fra fagrådet"})
    assert answer["Location"] == "/rad/6/", answer.content.decode()
    page = client.get("/rad/6/").content.decode()
    assert "Spør om hverdagen" in page
    assert "Versjon 2" in page


@pytest.mark.parametrize(("number", "strength"), [(3, "should"), (2, "shall")])
def test_the_strength_is_that_of_the_wording(signed_in, centre, number, strength):
    browser = signed_in(centre)
    answer = browser.post(edit_url(number), {**posted(browser.get(edit_url(number))), "strength": strength})
    assert answer.status_code == 200
    assert "Ordlyden sier" in answer.content.decode()


def test_only_chapters_of_the_edition_can_be_chosen(centre):
    other = services.add_edition(actor=centre, texts=SOMATICS, chapters=CHAPTERS)
    form = kind_of("advice").form_class(instance=advice_factories.advice(1).current)
    assert form.fields["chapter"].queryset.count() == 6
    assert not set(form.fields["chapter"].queryset) & set(other.chapters.all())


def test_a_new_piece_is_a_draft_until_it_is_published(signed_in, client, centre):
    browser = signed_in(centre)
    page = "/rad/utgave/rus-og-psykisk-helse/nytt-rad/"
    form = posted(browser.get(page))
    assert form["number"] == "12"
    answer = browser.post(page, form)
    made = Advice.objects.get(number=12)
    assert answer["Location"] == f"/rad/redigering/advice/{made.pk}/"
    assert browser.get(answer["Location"]).status_code == 200
    assert client.get("/rad/12/").status_code == 404
    answer = browser.post(page, {**posted(browser.get(page)), "number": "12"})
    assert "Utgaven har alt et råd med det nummeret." in answer.content.decode()


def test_a_new_edition_has_its_own_chapters(signed_in, client, centre):
    browser = signed_in(centre)
    values = {**SOMATICS, "chapters": "Systemnivå\r\n\r\nTjenestenivå\r\n", "published_url": "example.org/rad"}
    answer = browser.post("/rad/ny-utgave/", {**posted(browser.get("/rad/ny-utgave/")), **values})
    assert answer["Location"] == "/rad/utgave/somatikk/", answer.content.decode()
    made = Edition.objects.get(slug="somatikk")
    assert [chapter.title for chapter in made.chapters.all()] == CHAPTERS
    assert made.published_url == "https://example.org/rad"
    assert not made.is_main
    # Nothing in it is published yet.
    assert "Medvirkning i somatikken" in browser.get("/rad/").content.decode()
    assert "Medvirkning i somatikken" not in client.get("/rad/").content.decode()


def test_chapters_are_written_anew_in_their_order(signed_in, centre):
    made = services.add_edition(actor=centre, texts=SOMATICS, chapters=CHAPTERS)
    kept = made.chapters.get(title="Tjenestenivå").pk
    browser = signed_in(centre)
    page = "/rad/utgave/somatikk/endre/"
    form = posted(browser.get(page))
    assert form["chapters"] == "Systemnivå\nTjenestenivå"
    # Others have kept the address.
    assert "slug" not in form
    answer = browser.post(page, {**form, "slug": "annet", "chapters": "Tjenestenivå\nIndividnivå"})
    assert answer["Location"] == "/rad/utgave/somatikk/", answer.content.decode()
    made.refresh_from_db()
    assert made.slug == "somatikk"
    assert [chapter.title for chapter in made.chapters.all()] == ["Tjenestenivå", "Individnivå"]
    assert made.chapters.get(title="Tjenestenivå").pk == kept
    answer = browser.post(page, {**posted(browser.get(page)), "chapters": "A\nA"})
    assert "To kapitler har samme tittel." in answer.content.decode()


def test_a_chapter_that_a_version_names_keeps_its_title(signed_in, centre):
    browser = signed_in(centre)
    page = "/rad/utgave/rus-og-psykisk-helse/endre/"
    form = posted(browser.get(page))
    answer = browser.post(page, {**form, "chapters": form["chapters"].replace("på systemnivå", "i systemet")})
    assert answer.status_code == 200
    assert "må beholde tittelen sin" in answer.content.decode()
    answer = browser.post(page, {**form, "chapters": form["chapters"].replace("Bakgrunn, metode", "Metode")})
    assert answer["Location"] == "/rad/"


def test_others_change_nothing():
    edition = advice_factories.edition()
    for act in (
        lambda actor: services.add_piece(actor=actor, edition=edition, number=12),
        lambda actor: services.add_edition(actor=actor, texts=SOMATICS, chapters=[]),
        lambda actor: services.change_edition(actor=actor, edition=edition, texts={}, chapters=[]),
    ):
        with pytest.raises(NotAllowedError):
            act(factories.staff())


def test_an_address_is_one_editions_own(centre):
    services.add_edition(actor=centre, texts=SOMATICS, chapters=[])
    with pytest.raises(ValidationError):
        services.add_edition(actor=centre, texts=SOMATICS, chapters=[])


def test_another_wording_claims_no_source_unless_somebody_says_so(signed_in, centre):
    browser = signed_in(centre)
    form = {**posted(browser.get(edit_url(11))), "wording": "Ansatte bør lytte"}
    answer = browser.post(edit_url(11), form)
    assert answer.status_code == 200
    assert "Ordlyden er endret. Tøm kilden og stedet" in answer.content.decode()
    assert BeautifulSoup(answer.content, "html.parser").select_one("input[type=checkbox][name=is_quoted]")
    assert browser.post(edit_url(11), {**form, "is_quoted": "on"}).status_code == 302
    form = {**posted(browser.get(edit_url(11))), "source": "", "source_place": ""}
    assert browser.post(edit_url(11), form).status_code == 302
    assert advice_factories.advice(11).versions.drafts().get().source == ""


def test_the_same_step_stands_once(signed_in, centre):
    browser = signed_in(centre)
    form = {**posted(browser.get(edit_url(6))), "practical_steps": "Spør om hverdagen\n- Spør om hverdagen"}
    answer = browser.post(edit_url(6), form)
    assert answer.status_code == 200
    assert "«Spør om hverdagen» står to ganger." in answer.content.decode()
