"""Public pages are kept by caches; what is one reader's own is not."""

import gzip

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.utils import translation

from medvirkning.web.caching import MAX_AGE, public_page
from tests import factories


@pytest.fixture(autouse=True)
def _language_of_the_test_stays():
    with translation.override("nb"):
        yield


PAGES = ["/", "/innsikt/malebeskrivelse/", "/tilgjengelighet/", "/personvern/"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_a_visitors_page_is_the_same_for_all_and_may_be_kept(client, address):
    page = client.get(address)
    assert page["Cache-Control"] == f"public, max-age={MAX_AGE}"
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in page["Vary"].split(",")}
    assert page["ETag"].startswith('W/"')
    assert not page.cookies
    assert "csrf" not in page.content.decode().lower()
    assert "nonce" not in page["Content-Security-Policy"]
    assert Client().get(address).content == page.content


@pytest.mark.django_db
def test_what_the_reader_has_is_not_sent_again(client):
    first = client.get(PAGES[0])
    again = client.get(PAGES[0], headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"]
    assert "Cookie" in again["Vary"]


@pytest.mark.django_db
def test_the_etag_follows_the_language(client):
    in_bokmaal = client.get(PAGES[0])
    in_english = client.get(PAGES[0], headers={"Accept-Language": "en"})
    assert in_bokmaal["ETag"] != in_english["ETag"]


@pytest.mark.django_db
def test_it_is_compressed_and_the_etag_stays(client):
    plain = client.get(PAGES[0])
    packed = Client().get(PAGES[0], headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] == plain["ETag"]
    assert "Accept-Encoding" in packed["Vary"]


@pytest.mark.django_db
def test_whoever_is_signed_in_gets_a_page_of_their_own(signed_in):
    page = signed_in(factories.user()).get(PAGES[0])
    assert page["Cache-Control"] == "private"
    assert "ETag" not in page
    assert "X-CSRFToken" in page.content.decode()


@pytest.mark.parametrize("own", ["cookie", "token"])
def test_a_page_that_is_one_readers_own_is_kept_by_nobody(rf, own):
    def view(request):
        response = HttpResponse("siden")
        if own == "cookie":
            response.set_cookie("valg", "1")
        else:
            get_token(request)
        return response

    request = rf.get("/")
    request.user = AnonymousUser()
    page = public_page(view)(request)
    assert "no-store" in page["Cache-Control"]
    assert "ETag" not in page


@pytest.mark.django_db
def test_a_visitor_changes_the_language_without_a_token():
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/sprak/?next=/tilgjengelighet/", {"switch_language_to": "en"})
    assert (answer.status_code, answer["Location"]) == (302, "/tilgjengelighet/")
    assert "Accessibility" in browser.get("/tilgjengelighet/").content.decode()


@pytest.mark.django_db
def test_an_account_changes_the_language_with_its_token_only():
    user = factories.user(language="nb")
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user)
    assert browser.post("/sprak/?next=/", {"switch_language_to": "en"}).status_code == 403
    user.refresh_from_db()
    assert user.language == "nb"
    browser.get("/tilgjengelighet/")
    token = browser.cookies["csrftoken"].value
    posted = {"switch_language_to": "en", "csrfmiddlewaretoken": token}
    assert browser.post("/sprak/?next=/", posted).status_code == 302
    user.refresh_from_db()
    assert user.language == "en"
