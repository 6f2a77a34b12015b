"""The schema is right about the API: requests made up from it find nothing it doesn't tell."""

import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

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


def test_requests_made_up_from_it_are_answered_as_it_says(described):
    """Right ones and wrong ones, for every operation: status, content type and body are those of the schema.

    A year still to come, and a cursor of no list, are well-formed and refused all the same.
    """
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) >= 2
    for operation in operations:
        for kind in GenerationMode:

            @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
            @given(case=operation.as_strategy(generation_mode=kind))
            def is_answered(case):
                case.call_and_validate(excluded_checks=[positive_data_acceptance])

            is_answered()


def test_it_is_openapi_3_1_and_tells_of_every_refusal(described):
    raw = described.raw_schema
    assert raw["openapi"].startswith("3.1")
    assert '"nullable"' not in json.dumps(raw)
    shares = raw["paths"]["/api/v1/shares/"]["get"]
    assert shares["security"] == [{"bearer": []}, {}]
    assert {"200", "400", "401", "403", "404", "429"} <= set(shares["responses"])
    assert {one["name"] for one in shares["parameters"]} == {"year", "department", "kind", "page"}
