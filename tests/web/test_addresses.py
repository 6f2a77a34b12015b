"""Addresses that name what no database can hold are unknown, and no error."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db

UNKNOWN = [
    "/oppdrag/A%00/", "/oppdrag/A~00/", "/oppdrag/A%00/medvirkning/1/innspill/ny/", "/innsikt/A%00/", "/innsikt/A~00/",
    "/enheter/A%00/",
]  # fmt: skip


@pytest.mark.parametrize("address", UNKNOWN)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_key_with_a_zero_byte_is_unknown(signed_in, address, method):
    client = signed_in(factories.staff())
    assert getattr(client, method)(address).status_code in {404, 405}


@pytest.mark.parametrize("key", ["%00", "a%00", "_00"])
@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_a_value_with_a_zero_byte_is_unknown(signed_in, settings, key, page):
    settings.MEDVIRKNING_DEMO = True
    client = signed_in(factories.administrator())
    for method in (client.get, client.post):
        response = method(f"/verdilister/representatives/subjectarea/{key}/{page}/")
        assert response.status_code in {403, 404}


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_zero_byte_anywhere_in_the_address_is_unknown(client, signed_in, method):
    for who in (client, signed_in(factories.staff())):
        for address in ("/accounts/oidc/%00/login/", "/verdilister/projects/x/%00//y/", "/%00/"):
            assert getattr(who, method)(address).status_code == 404


def test_a_page_before_this_that_cannot_be_read_is_none(client):
    assert client.post("/oppdrag/ny/", headers={"Referer": "http://[evil"}).status_code == 302


def test_an_address_to_go_on_to_that_cannot_be_read_leads_nowhere(client):
    account = factories.staff()
    values = {"login": account.email, "password": factories.PASSWORD, "next": "http://[::1"}
    assert client.post("/accounts/login/", values)["Location"] == "/"
