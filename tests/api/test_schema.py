"""The schema is right about the API: requests made up from it find nothing it doesn't tell."""

import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from medvirkning import audit
from medvirkning.accounts.enums import Scope
from medvirkning.accounts.services import create_token
from projects.shares import pipeline
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def _kept_connection():
    """A request would close the connection, and with it the test's transaction; Django's own client does the same."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def described(_kept_connection):
    department = factories.division()
    factories.assignment(department=department, completed_on=factories.day("2024-03-01"))
    pipeline.drain()
    with audit.context(command="test"):
        _token, secret = create_token(actor=None, name="test", scopes=[Scope.SHARES_READ])
    headers = {"Authorization": f"Bearer {secret}"}
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", get_wsgi_application(), headers=headers)
    schema.config.update(headers=headers)
    return schema


made_up = schemathesis.pytest.from_fixture("described")


@made_up.parametrize()
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_requests_made_up_from_the_schema(case):
    case.call_and_validate()


def test_it_is_openapi_3_1_and_tells_of_every_refusal(described):
    raw = described.raw_schema
    assert raw["openapi"].startswith("3.1")
    assert '"nullable"' not in json.dumps(raw)
    shares = raw["paths"]["/api/v1/shares/"]["get"]
    assert shares["security"] == [{"bearer": []}, {}]
    assert {"200", "400", "401", "403", "404", "429"} <= set(shares["responses"])
    assert {one["name"] for one in shares["parameters"]} == {"year", "department", "kind", "page"}
