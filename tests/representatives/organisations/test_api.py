"""`GET /api/v1/organisations/`: what the portal knows of organisations, and never a person."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from medvirkning import audit
from medvirkning.accounts.enums import Scope
from medvirkning.accounts.services import create_token
from representatives.organisations.enums import OrganisationKind
from representatives.subjects.models import SubjectArea
from tests import factories, register_factories
from tests.guards import GuardedClient

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/organisations/"


@pytest.fixture
def api():
    with audit.context(command="test"):
        token = create_token(actor=None, name="Test", scopes=[Scope.REGISTER_READ])[1]
    return GuardedClient(headers={"authorization": f"Bearer {token}"})


def test_all_that_is_told_of_one(api):
    umbrella = register_factories.registered(kind=OrganisationKind.UMBRELLA, organisation_number="810000007")
    made = register_factories.registered(
        name="Nærlys", organisation_number="810000015", umbrella=umbrella, counties=["55"]
    )
    with audit.context(command="test"):
        made.subject_areas.add(SubjectArea.objects.get(code="rus"))
    row = api.get(ADDRESS).json()["results"][1]
    assert row == {
        "organisation_number": "810000015",
        "external_id": None,
        "name": "Nærlys",
        "kind": "user",
        "subject_areas": ["rus"],
        "umbrella_number": "810000007",
        "is_national": False,
        "counties": ["55"],
        "registered_on": made.registered_on.isoformat(),
        "closed_on": None,
        "registry_state": "unknown",
    }


def test_no_person_is_told_of(api):
    organisation = register_factories.registered()
    register_factories.contact(of=organisation, name="Navn Navnesen", email="navn@forening.example")
    register_factories.organisation_invitation(of=organisation, name="Navn Navnesen")
    register_factories.application(state="approved", organisation=organisation, applicant_name="Navn Navnesen")
    register_factories.representative(of=organisation)
    text = api.get(ADDRESS).text
    assert "Navnesen" not in text
    assert "@" not in text


def test_filters(api):
    register_factories.registered(name="I registeret", kind=OrganisationKind.CARER)
    factories.organisation(name="Kjent")
    register_factories.registered(name="Nedlagt", closed_on=factories.day("2024-01-01"))

    def names(query):
        return [row["name"] for row in api.get(f"{ADDRESS}?{query}").json()["results"]]

    assert names("registered=yes") == ["I registeret"]
    assert names("registered=no") == ["Kjent", "Nedlagt"]
    assert names("kind=carer") == ["I registeret"]


@pytest.mark.parametrize("query", ["kind=bedrift", "registered=kanskje", "fylke=55", "kind=user&kind=carer"])
def test_what_can_not_be_asked(api, query):
    response = api.get(f"{ADDRESS}?{query}")
    assert response.status_code == 400
    assert response.json()["errors"]


def test_pages_of_a_hundred_in_as_many_queries(api):
    for _number in range(103):
        register_factories.registered()
    with CaptureQueriesContext(connection) as asked:
        first = api.get(ADDRESS).json()
    assert len(asked) <= 6
    assert len(first["results"]) == 100
    second = api.get(first["next"]).json()
    assert len(second["results"]) == 3
    assert second["next"] is None
    numbers = [row["organisation_number"] for row in first["results"] + second["results"]]
    assert len(set(numbers)) == 103


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_only_reads(api, method):
    assert getattr(api, method)(ADDRESS).status_code == 405


def test_it_is_in_the_schema(api):
    schema = api.get("/api/v1/schema/?format=json").json()
    assert schema["paths"]["/api/v1/organisations/"]["get"]["operationId"] == "organisations_list"
