"""Nothing typed is lost: an expired session, a change of language, a closed window."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from medvirkning.web.models import Draft, ParkedForm
from medvirkning.web.typed import LANGUAGE_BUTTON, typed_values
from tests import advice_factories, factories

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.mechanism_urls")]

NOTE = "/test/notat/"
TYPED = {"text": "Møtet gikk bra\nog var langt", "kinds": ["b"], "password": "hemmelig", "csrfmiddlewaretoken": "x"}


def fields(response) -> dict[str, object]:
    page = BeautifulSoup(response.text, "html.parser")
    return {
        "text": page.select_one("textarea[name=text]").text.lstrip("\n"),
        "kinds": [box["value"] for box in page.select("input[name=kinds]") if box.has_attr("checked")],
        "urgent": page.select_one("input[name=urgent]").has_attr("checked"),
        "password": page.select_one("input[name=password]").get("value"),
    }


def sign_in(client, account, address=""):
    return client.post(f"/accounts/login/?next={address}", {"login": account.email, "password": factories.PASSWORD})


def expire(client) -> None:
    Session.objects.all().delete()


def test_what_was_typed_comes_back_after_signing_in_again(client):
    account = factories.staff()
    sign_in(client, account)
    client.get(NOTE)
    expire(client)

    response = client.post(NOTE, TYPED)
    assert response.status_code == 302
    assert response.url == f"/accounts/login/?next={NOTE}"
    parked = ParkedForm.objects.get()
    assert parked.user == account
    assert set(parked.values) == {"text", "kinds"}

    response = sign_in(client, account, NOTE)
    assert response.url == NOTE
    page = client.get(NOTE)
    assert fields(page) == {"text": TYPED["text"], "kinds": ["b"], "urgent": False, "password": None}
    assert "Vi tok vare på det du skrev." in page.text

    # Loading the page again loses nothing; saving ends it.
    assert fields(client.get(NOTE))["text"] == TYPED["text"]
    assert client.post(NOTE, TYPED).status_code == 302
    assert not ParkedForm.objects.exists()
    assert fields(client.get(NOTE))["text"] == ""


def test_nobody_else_gets_it(client):
    account, other = factories.staff(), factories.staff()
    sign_in(client, account)
    client.get(NOTE)
    expire(client)
    client.post(NOTE, TYPED)
    sign_in(client, other, NOTE)
    assert fields(client.get(NOTE))["text"] == ""
    assert ParkedForm.objects.get().user == account


def test_a_visitor_who_was_never_signed_in_parks_nothing(client):
    assert client.post(NOTE, TYPED).status_code == 302
    assert not ParkedForm.objects.exists()


def test_a_forged_cookie_parks_nothing(client):
    client.cookies["mv_last_account"] = f"{factories.staff().pk}:forged"
    client.post(NOTE, TYPED)
    assert not ParkedForm.objects.exists()


def test_a_closed_account_gets_nothing_parked(client):
    account = factories.staff()
    sign_in(client, account)
    expire(client)
    from medvirkning import audit

    with audit.context(command="close"):
        type(account).objects.filter(pk=account.pk).update(is_active=False)
    client.post(NOTE, TYPED)
    assert not ParkedForm.objects.exists()


def test_htmx_is_sent_to_sign_in_with_the_whole_page(client):
    account = factories.staff()
    sign_in(client, account)
    expire(client)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/test/notat/?fra=liste"}
    response = client.post("/kladd/test.note/", TYPED, headers=headers)
    assert response.status_code == 204
    assert response.headers["HX-Redirect"] == "/accounts/login/?next=/test/notat/%3Ffra%3Dliste"
    sign_in(client, account)
    assert fields(client.get(NOTE))["text"] == TYPED["text"]


def test_a_button_elsewhere_leads_back_to_its_page(client):
    account = factories.staff()
    sign_in(client, account)
    expire(client)
    response = client.post("/kladd/test.note/forkast/", {}, headers={"Referer": "http://testserver/test/notat/"})
    assert response.url == "/accounts/login/?next=/test/notat/"
    response = client.post("/kladd/test.note/forkast/", {}, headers={"Referer": "http://evil.example/test/"})
    assert response.url == "/accounts/login/?next=/kladd/test.note/forkast/"


def test_changing_the_language_keeps_what_was_typed(signed_in):
    client = signed_in(factories.staff())
    client.post(f"/sprak/?next={NOTE}", {**TYPED, "switch_language_to": "en"})
    assert fields(client.get(NOTE))["text"] == TYPED["text"]


def test_a_fields_name_is_never_taken_for_the_language(signed_in, settings):
    """Texts have a field `language`: it is kept, and the button decides what is read from now on."""
    settings.MEDVIRKNING_DEMO = True  # no second factor first
    client = signed_in(factories.centre())
    address = reverse("content:edit", args=["advice", advice_factories.advice(2).pk])
    page = BeautifulSoup(client.get(address).content, "html.parser")
    buttons = page.select(".language-switch button")
    assert {one["name"] for one in buttons} == {LANGUAGE_BUTTON}
    assert LANGUAGE_BUTTON not in {one.get("name") for one in page.select("input, select, textarea")}
    client.post(f"/sprak/?next={address}", {"language": "nb", "wording": "Noe nytt", LANGUAGE_BUTTON: "nn"})
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert page.html["lang"] == "nn"
    assert page.select_one("textarea[name=wording]").text.strip() == "Noe nytt"
    assert ParkedForm.objects.get().values["language"] == ["nb"]


VISITED = (("/rad/2/tilbakemelding/", "text"), ("/rad/registrer-tjeneste/", "application_text"))


def token_of(page) -> str:
    return BeautifulSoup(page.content, "html.parser").select_one("#page-form [name=csrfmiddlewaretoken]")["value"]


@pytest.mark.parametrize(("address", "field"), VISITED)
def test_a_visitor_gets_back_once_what_was_typed_before_the_language_was_changed(address: str, field: str):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(address)
    assert set(browser.cookies) <= {"csrftoken"}
    posted = {field: "Dette skrev jeg", "csrfmiddlewaretoken": token_of(page), LANGUAGE_BUTTON: "nn"}
    answer = browser.post(f"/sprak/?next={address}", posted)
    assert answer["Location"] == address
    cookie = answer.cookies["mv_typed"]
    assert (cookie["path"], cookie["max-age"], cookie["httponly"]) == (address, 15 * 60, True)
    back = BeautifulSoup(browser.get(address).content, "html.parser")
    assert back.html["lang"] == "nn"
    assert back.select_one(f"textarea[name={field}]").text.strip() == "Dette skrev jeg"
    # Starting afresh is the page itself: the text was given back, and is gone.
    assert back.select_one(f'.message a[href="{address}"]') is not None
    again = BeautifulSoup(browser.get(address).content, "html.parser")
    assert again.select_one(f"textarea[name={field}]").text.strip() == ""
    assert not ParkedForm.objects.exists()


def test_nobody_fills_in_a_visitors_form_from_elsewhere():
    address, field = VISITED[0]
    browser = Client(enforce_csrf_checks=True)
    token = token_of(browser.get(address))
    for forged in ({}, {"csrfmiddlewaretoken": "x" * 64}):
        answer = browser.post(f"/sprak/?next={address}", {field: "Ikke mitt", LANGUAGE_BUTTON: "nn", **forged})
        assert "mv_typed" not in answer.cookies
    # Nor by somebody else's browser, nor at another address, nor more than a form holds.
    mine = {field: "Mitt", "csrfmiddlewaretoken": token, LANGUAGE_BUTTON: "nn"}
    browser.post(f"/sprak/?next={address}", mine)
    assert "Mitt" not in Client().get(address).text
    assert ">Mitt" not in browser.get("/rad/3/tilbakemelding/").text
    answer = browser.post(f"/sprak/?next={address}", {**mine, field: "x" * 50_000})
    assert "mv_typed" not in answer.cookies


def test_a_form_saves_itself_as_a_draft_and_starts_from_it(signed_in):
    account = factories.staff()
    client = signed_in(account)
    page = client.get(NOTE)
    assert 'hx-post="/kladd/test.note/"' in page.text
    response = client.post("/kladd/test.note/", TYPED)
    assert "Kladden er lagret kl." in response.text
    draft = Draft.objects.get()
    assert (draft.user, draft.form_key, set(draft.values)) == (account, "test.note", {"text", "kinds"})

    page = client.get(NOTE)
    assert fields(page)["text"] == TYPED["text"]
    assert "Forkast og begynn på nytt" in page.text
    assert fields(signed_in(factories.staff()).get(NOTE))["text"] == ""

    assert client.post(NOTE, TYPED).status_code == 302
    assert not Draft.objects.exists()


def test_a_form_with_faults_keeps_its_draft(signed_in):
    client = signed_in(factories.staff())
    client.post("/kladd/test.note/", TYPED)
    assert client.post(NOTE, {"text": ""}).status_code == 200
    assert Draft.objects.count() == 1


def test_a_draft_can_be_discarded(signed_in):
    client = signed_in(factories.staff())
    client.post("/kladd/test.note/", TYPED)
    response = client.post(f"/kladd/test.note/forkast/?object=&next={NOTE}")
    assert response.url == NOTE
    assert not Draft.objects.exists()
    assert client.post("/kladd/test.note/forkast/?next=https://evil.example/").url == "/"


def test_an_emptied_form_takes_its_draft_away(signed_in):
    client = signed_in(factories.staff())
    client.post("/kladd/test.note/", TYPED)
    client.post("/kladd/test.note/", {"text": " "})
    assert not Draft.objects.exists()


def test_drafts_have_bounds(signed_in):
    account = factories.staff()
    client = signed_in(account)
    assert client.post("/kladd/Not%20a%20key!/", TYPED).status_code == 400
    client.post("/kladd/test.note/?version=junk", {"text": "x" * 300_000})
    assert not Draft.objects.exists()
    Draft.objects.bulk_create(
        Draft(user=account, form_key=f"form{number}", updated_at=timezone.now()) for number in range(200)
    )
    Draft.objects.filter(form_key="form7").update(updated_at=factories.days_ago(3))
    client.post("/kladd/test.note/", TYPED)
    assert Draft.objects.count() == 200
    assert not Draft.objects.filter(form_key="form7").exists()


def test_a_draft_of_an_older_version_says_so(signed_in):
    from medvirkning import audit
    from medvirkning.web.concurrency import save_versioned

    item = factories.assignment()
    client = signed_in(factories.staff())
    page = client.get(f"/test/tittel/{item.pk}/")
    address = BeautifulSoup(page.text, "html.parser").select_one("[hx-post]")["hx-post"]
    assert address == f"/kladd/test.title/?object={item.pk}&version=1"
    client.post(address, {"title": "Min tittel", "kind": item.kind, "version": "1"})
    assert "Noen har lagret endringer" not in client.get(f"/test/tittel/{item.pk}/").text
    item.title = "En annens"
    with audit.context(command="other"):
        save_versioned(item, expected_version=1, fields=["title"])
    page = client.get(f"/test/tittel/{item.pk}/")
    assert "Min tittel" in page.text
    assert "Noen har lagret endringer" in page.text


def test_a_field_name_with_a_zero_byte_is_no_field():
    data = QueryDict("title=Utkast%00&ti%00tle=x")
    assert typed_values(data) == {"title": ["Utkast"]}
