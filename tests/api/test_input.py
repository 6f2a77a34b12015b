"""What the API refuses, and in which words: one language in each answer, and each fault by its name."""

import re
import string

import pytest
from django.test import Client
from django.urls import get_resolver

from medvirkning import audit
from medvirkning.accounts.enums import Scope
from medvirkning.accounts.services import create_token
from medvirkning.api.views import StrictView
from tests import factories

pytestmark = pytest.mark.django_db

SHARES = "/api/v1/shares/"
PROBLEM = "application/problem+json"


@pytest.fixture
def api():
    with audit.context(command="test"):
        _token, secret = create_token(actor=None, name="test", scopes=[Scope.SHARES_READ])
    return Client(headers={"Authorization": f"Bearer {secret}"})


def fault(response) -> dict[str, str]:
    assert (response.status_code, response.headers["Content-Type"]) == (400, PROBLEM), response.content
    (one,) = response.json()["errors"]
    return one


def test_an_unknown_parameter_is_refused_by_its_name(api):
    assert fault(api.get(SHARES + "?foo=1")) == {
        "pointer": "/foo",
        "detail": "Adressen har ingen slik parameter.",
    }
    department = factories.division()
    assert fault(api.get(f"{SHARES}2024/{department.code}/work-items/?limit=5"))["pointer"] == "/limit"
    assert fault(Client().get(SHARES + "?format=json"))["pointer"] == "/format"


def test_a_misspelt_parameter_does_not_give_every_department(api):
    factories.division()
    assert fault(api.get(SHARES + "?departement=DIR"))["pointer"] == "/departement"


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("year=abc", "Skriv et helt tall."),
        ("year=", "Skriv et helt tall."),
        ("year=2024-01-01", "Skriv et helt tall."),
        ("year=2024&year=2025", "Parameteren er oppgitt mer enn én gang."),
        ("kind=x", "Ukjent verdi. Skriv en av disse: assignment, standing_task, all."),
        ("kind=", "Ukjent verdi. Skriv en av disse: assignment, standing_task, all."),
        ("department=", "Parameteren er tom."),
        ("page=abc", "Skriv et helt tall fra 1."),
        ("page=0", "Skriv et helt tall fra 1."),
        ("page=-1", "Skriv et helt tall fra 1."),
        ("page=last", "Skriv et helt tall fra 1."),
    ],
)
def test_a_wrong_value_is_told_in_bokmal(api, query, says):
    one = fault(api.get(f"{SHARES}?{query}"))
    assert one == {"pointer": "/" + query.partition("=")[0], "detail": says}


def test_a_year_that_is_not_counted_says_which_are(api):
    assert re.fullmatch(r"Årene fra \d{4} til \d{4} er talt\.", fault(api.get(SHARES + "?year=2999"))["detail"])


def test_a_page_past_the_last_is_not_found(api):
    factories.division()
    response = api.get(SHARES + "?page=99999")
    assert response.status_code == 404
    assert response.json()["detail"] == "Lista har ikke så mange sider."


def test_a_cursor_that_is_none_is_refused(api):
    department = factories.division()
    one = fault(api.get(f"{SHARES}2024/{department.code}/work-items/?cursor=abc"))
    assert one["pointer"] == "/cursor"


def test_a_sign_the_database_cannot_hold_is_no_fault_of_ours(api):
    assert api.get(f"{SHARES}2024/DIR%00/work-items/").status_code == 404
    assert api.get(f"{SHARES}2024/DIR%00/work-items/").json()["instance"] == f"{SHARES}2024/DIR%00/work-items/"
    assert api.get(SHARES + "?department=%00").status_code == 400


def test_every_refusal_has_words_of_its_own(api):
    """No English from the framework, and none of its half-translated Norwegian."""
    answers = [
        Client().get(f"{SHARES}2024/DIR/work-items/"),
        Client(headers={"Authorization": "Bearer x"}).get(SHARES),
        api.post(SHARES, "{", content_type="application/json"),
        api.get(SHARES, headers={"Accept": "text/html"}),
        api.get(f"{SHARES}2024/NONE/work-items/"),
        api.get(SHARES + "?year=abc"),
        api.get("/api/v1/nothing/"),
        api.get("/api/v1/schema/?format=xml"),
    ]
    assert [answer.status_code for answer in answers] == [401, 401, 405, 406, 404, 400, 404, 404]
    for answer in answers:
        assert answer.headers["Content-Type"] == PROBLEM
        body = answer.json()
        words = {word.strip(string.punctuation) for word in f"{body['title']} {body['detail']}".lower().split()}
        assert not words & {"the", "not", "found", "is", "was", "request", "bad", "unauthorized", "forbidden"}, body


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_an_answer_speaks_the_language_asked_for(api, language):
    response = api.get(SHARES + "?year=abc", headers={"Accept-Language": language})
    assert response.headers["Content-Language"] == language
    assert {"Accept-Language", "Authorization"} <= set(response.headers["Vary"].split(", "))


@pytest.mark.urls("tests.api.urls")
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"kind": ', "Innholdet er ikke gyldig JSON: feil på linje 1, tegn 10."),
        (b"\xff\xfe", "Innholdet er ikke gyldig JSON i UTF-8."),
        (b'{"kind": NaN}', "Innholdet er ikke gyldig JSON i UTF-8."),
    ],
)
def test_bad_json_is_told_in_bokmal(content, says):
    with audit.context(command="test"):
        _token, secret = create_token(actor=None, name="test", scopes=[Scope.REGISTER_WRITE])
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    response = client.post("/api/v1/test-numbers/", content, content_type="application/json")
    assert (response.status_code, response.json()["detail"]) == (400, says)
    response = client.post("/api/v1/test-numbers/", "a=b", content_type="application/x-www-form-urlencoded")
    assert (response.status_code, response.json()["title"]) == (415, "Ukjent innholdstype")


def test_every_address_is_strict():
    """An address made without the base would ignore a misspelt parameter."""
    views = [
        pattern.callback.cls
        for pattern in get_resolver().url_patterns
        for pattern in (getattr(pattern, "url_patterns", None) or [pattern])
        if str(pattern.pattern).startswith("api/v1/") and hasattr(pattern.callback, "cls")
    ]
    assert len(views) >= 3
    assert [view for view in views if not issubclass(view, StrictView)] == []
