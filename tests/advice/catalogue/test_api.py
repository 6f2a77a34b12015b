"""`GET /api/v1/advice/`: the pieces as they are in force, without a token."""

import pytest
from django.utils import translation

from medvirkning import audit
from medvirkning.accounts.enums import Scope
from medvirkning.accounts.services import create_token
from tests import advice_factories

pytestmark = pytest.mark.django_db

LIST = "/api/v1/advice/"


@pytest.fixture(autouse=True)
def _language_of_the_test_stays():
    with translation.override("nb"):
        yield


def test_a_visitor_reads_every_piece(client):
    advice_factories.unpublished(99)
    page = client.get(LIST).json()
    assert (page["next"], page["previous"]) == (None, None)
    assert [row["number"] for row in page["results"]] == list(range(1, 12))
    row = page["results"][7]
    assert row["wording"].startswith("Behandling og oppfølging skal")
    assert (row["level"], row["strength"], row["language"], row["version"]) == ("individual", "shall", "nb", 1)
    assert (row["addressee"], row["elaboration"], row["legal_basis"], row["practical_steps"]) == ("", "", "", [])
    assert row["population"] == "barn, unge og voksne"
    assert row["url"] == "http://testserver/rad/8/"
    assert row["published_url"].startswith("https://www.helsedirektoratet.no/faglige-rad/")
    assert page["results"][9]["chapter"] is None
    assert page["results"][0]["chapter"] == "Bruker- og pårørendemedvirkning på systemnivå"


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("strength=shall&level=service", [3]),
        ("level=system", [1, 2, 1]),
        ("edition=rus-og-psykisk-helse&strength=should", [2, 4, 5, 6, 11]),
        ("edition=somatikk", [1]),
        ("edition=finnes-ikke", []),
    ],
)
def test_it_is_filtered(client, query, numbers):
    advice_factories.other_edition("somatikk")
    assert [row["number"] for row in client.get(f"{LIST}?{query}").json()["results"]] == numbers


@pytest.mark.parametrize(
    "query", ["level=tjeneste", "strength=skal", "year=2026", "edition=", "level=system&level=service"]
)
def test_what_it_does_not_know_is_refused(client, query):
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_one_piece_has_an_address(client):
    piece = f"{LIST}rus-og-psykisk-helse/3/"
    assert client.get(piece).json()["wording"].startswith("Tjenesteledere")
    advice_factories.publish(
        advice_factories.advice(3), wording="Tjenesteledere skal lytte", practical_steps="Lytt\nSvar"
    )
    row = client.get(piece).json()
    assert (row["wording"], row["version"]) == ("Tjenesteledere skal lytte", 2)
    assert row["practical_steps"] == ["Lytt", "Svar"]
    assert client.get(f"{LIST}rus-og-psykisk-helse/12/").status_code == 404
    assert client.get(f"{LIST}finnes-ikke/1/").status_code == 404
    assert client.get(f"{LIST}rus-og-psykisk-helse/{10**30}/").status_code == 404
    assert client.post(piece).status_code == 405


def test_any_token_may_read_it_and_a_wrong_one_is_refused(client):
    with audit.context(command="test"):
        _token, secret = create_token(actor=None, name="maskin", scopes=[Scope.SHARES_READ])
    assert client.get(LIST, headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    assert client.get(LIST, headers={"Authorization": "Bearer feil"}).status_code == 401


def test_it_takes_few_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get(LIST)


def test_what_the_reader_has_is_not_sent_again(client, history_context: None):
    first = client.get(LIST)
    again = client.get(LIST, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    advice_factories.publish(advice_factories.advice(1), rationale="Fordi")
    assert client.get(LIST, headers={"if-none-match": first.headers["ETag"]}).status_code == 200
