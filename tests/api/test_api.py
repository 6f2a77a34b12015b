"""What every path of the API has: tokens, scopes, problems, pages, limits."""

import pytest
from django.test import Client
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.enums import Scope
from medvirkning.accounts.models import User
from medvirkning.accounts.services import create_token, revoke_token
from medvirkning.settings.caches import caches as cache_settings
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.urls")]

USERS, NUMBERS = "/api/v1/test-users/", "/api/v1/test-numbers/"
PROBLEM = "application/problem+json"


def client_with(*scopes, **values):
    with audit.context(command="test"):
        token, secret = create_token(actor=None, name="test", scopes=scopes, **values)
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    client.token = token
    return client


def post(client, data, **headers):
    return client.post(NUMBERS, data, content_type="application/json", headers=headers)


def test_without_a_token_a_path_is_closed():
    response = Client().get(USERS)
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.headers["Content-Type"] == PROBLEM
    assert response.json()["status"] == 401
    assert response.json()["instance"] == USERS


def test_a_public_path_is_open_and_a_wrong_token_is_still_refused():
    assert Client().get(NUMBERS).status_code == 200
    assert Client(headers={"Authorization": "Bearer nonsense"}).get(NUMBERS).status_code == 401


def test_signing_in_opens_no_path(signed_in):
    assert signed_in(factories.staff()).get(USERS).status_code == 401


def test_the_scope_decides():
    assert client_with(Scope.REGISTER_READ).get(USERS).status_code == 200
    refused = client_with(Scope.SHARES_READ).get(USERS)
    assert (refused.status_code, refused.headers["Content-Type"]) == (403, PROBLEM)
    assert post(client_with(Scope.SHARES_READ), {}).status_code == 403


@pytest.mark.parametrize("scope", [Scope.REGISTER_READ, Scope.SHARES_READ])
def test_a_method_that_an_address_lacks_is_refused_before_a_scope_is_asked_for(scope):
    response = client_with(scope).post(USERS)
    assert (response.status_code, response.headers["Content-Type"]) == (405, PROBLEM)
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert Client().delete(USERS).status_code == 405


def test_a_revoked_or_expired_token_is_refused():
    client = client_with(Scope.REGISTER_READ)
    with audit.context(command="test"):
        revoke_token(actor=None, token=client.token)
    assert client.get(USERS).status_code == 401
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    assert client_with(Scope.REGISTER_READ, expires_on=yesterday).get(USERS).status_code == 401


def test_the_day_of_last_use_is_kept(django_assert_num_queries):
    client = client_with(Scope.REGISTER_READ)
    client.get(USERS)
    client.token.refresh_from_db()
    assert client.token.last_used_on == timezone.localdate()
    with django_assert_num_queries(2):
        client.get(USERS)


def test_lists_have_next_previous_and_results():
    with audit.context(command="test"):
        User.objects.bulk_create(User(email=f"u{number}@example.org", name="U") for number in range(230))
    client = client_with(Scope.REGISTER_READ)
    address, seen, sizes = USERS, [], []
    while address:
        page = client.get(address).json()
        assert set(page) == {"next", "previous", "results"}
        seen += [row["id"] for row in page["results"]]
        sizes.append(len(page["results"]))
        address = page["next"]
        assert address is None or address.startswith("http://testserver/api/v1/")
    assert sizes == [100, 100, 30]
    assert seen == sorted(seen)


def test_computed_lists_have_the_same_form():
    page = Client().get(NUMBERS).json()
    assert set(page) == {"next", "previous", "results"}
    assert page["next"] == "http://testserver/api/v1/test-numbers/?page=2"
    assert Client().get(page["next"]).json()["results"][0] == 100
    beyond = Client().get(NUMBERS + "?page=99")
    assert (beyond.status_code, beyond.headers["Content-Type"]) == (404, PROBLEM)


@pytest.mark.parametrize(("data", "status"), [({"kind": "stale"}, 412), ({"kind": "conflict"}, 409), ({}, 428)])
def test_states_and_versions_have_their_codes(data, status):
    response = post(client_with(Scope.REGISTER_WRITE), data)
    assert (response.status_code, response.headers["Content-Type"]) == (status, PROBLEM)


def test_if_match_names_the_version():
    client = client_with(Scope.REGISTER_WRITE)
    assert post(client, {}, **{"If-Match": '"7"'}).json() == {"version": 7}
    assert post(client, {}, **{"If-Match": "junk"}).status_code == 400


def test_refused_input_points_at_each_fault():
    response = post(client_with(Scope.REGISTER_WRITE), {"kind": "bad"})
    assert response.status_code == 400
    assert response.json()["errors"] == [
        {"pointer": "/name", "detail": "is missing"},
        {"pointer": "/rows/1/date", "detail": "is wrong"},
    ]


def test_malformed_json_is_a_problem():
    client = client_with(Scope.REGISTER_WRITE)
    response = client.post(NUMBERS, "{", content_type="application/json")
    assert (response.status_code, response.headers["Content-Type"]) == (400, PROBLEM)


def test_our_own_faults_tell_nothing():
    client = client_with(Scope.REGISTER_WRITE)
    client.raise_request_exception = False
    response = post(client, {"kind": "crash"})
    assert (response.status_code, response.headers["Content-Type"]) == (500, PROBLEM)
    assert "secret" not in response.text


def test_an_unknown_address_of_the_api_is_a_problem():
    response = Client().get("/api/v1/nothing/")
    assert (response.status_code, response.headers["Content-Type"]) == (404, PROBLEM)


def test_limits_answer_429_with_the_time_to_wait(settings):
    settings.MEDVIRKNING_API_PER_MINUTE = 3
    client = client_with(Scope.REGISTER_READ)
    codes = {client.get(USERS).status_code for _number in range(3)}
    for _number in range(4):
        last = client.get(USERS)
    assert codes == {200}
    assert (last.status_code, last.headers["Content-Type"]) == (429, PROBLEM)
    assert 1 <= int(last.headers["Retry-After"]) <= 60


def test_the_limit_is_at_least_600_a_minute(settings):
    assert settings.MEDVIRKNING_API_PER_MINUTE >= 600


def test_without_redis_nobody_is_held_back(settings):
    settings.CACHES = cache_settings("redis://127.0.0.1:1/0")
    settings.MEDVIRKNING_API_PER_MINUTE = 1
    client = client_with(Scope.REGISTER_READ)
    assert [client.get(USERS).status_code for _number in range(3)] == [200] * 3


def test_the_schema_is_for_any_token():
    assert Client().get("/api/v1/schema/").status_code == 401
    response = client_with(Scope.SHARES_READ).get("/api/v1/schema/?format=json")
    assert response.status_code == 200
    schema = response.json()
    assert schema["openapi"].startswith("3.1")
    assert schema["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"


def test_a_change_by_a_machine_names_its_token(monkeypatch):
    from medvirkning.audit.contexts import current

    seen = {}
    from tests.api import urls

    monkeypatch.setattr(urls.NumbersView, "get", lambda self, request: seen.update(current()) or urls.Response({}))
    client = client_with(Scope.SHARES_READ)
    client.get(NUMBERS)
    assert seen["token"] == client.token.pk
    assert "actor" not in seen
