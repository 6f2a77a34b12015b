"""The API gives the rows of the contract, and behind each figure as many records as it says."""

import pytest

from medvirkning import audit
from medvirkning.accounts.services import create_token
from projects.shares import figures
from projects.shares.enums import COUNTS
from projects.shares.figures import COLUMNS
from tests import factories
from tests.projects.shares.registers import YEAR, random_register, worked_example

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/shares/"


@pytest.fixture
def api(client):
    with audit.context(command="test"):
        _token, secret = create_token(actor=None, name="test", scopes=["shares:read"])

    def get(address, **query):
        return client.get(address, query, headers={"Authorization": f"Bearer {secret}"})

    return get


def all_pages(get, address, **query):
    response = get(address, **query)
    rows = []
    while True:
        assert response.status_code == 200, response.content
        body = response.json()
        assert set(body) == {"next", "previous", "results"}
        rows += body["results"]
        if body["next"] is None:
            return rows
        response = get(body["next"])


def test_the_worked_example_to_the_decimal(api):
    department = worked_example()
    rows = all_pages(api, ADDRESS, year=YEAR, department=department.code)
    assert len(rows) == 6
    assert all(tuple(row) == COLUMNS for row in rows)
    by = {(row["kind"], row["scope"]): row for row in rows}
    for scope in ("own", "total"):
        assert by["all", scope]["share"] == 63.3
        assert by["all", scope]["share_less_exemptions"] == 67.9
        assert by["assignment", scope]["share"] == 60.0
        assert by["standing_task", scope]["share"] == 70.0
        assert by["standing_task", scope]["early"] is None
    assert by["all", "own"]["headline"] == "with_any"
    assert by["all", "own"]["rule_version"] == 1


def test_a_denominator_of_nothing_gives_null(api):
    department = factories.division()
    (row,) = [
        row
        for row in all_pages(api, ADDRESS, year=YEAR, department=department.code, kind="all")
        if row["scope"] == "own"
    ]
    assert (row["share"], row["share_less_exemptions"], row["carried_out"]) == (None, None, 0)


def test_every_department_of_a_year_over_several_pages(api):
    for _ in range(20):
        factories.division()
    rows = all_pages(api, ADDRESS, year=YEAR)
    assert len(rows) == 21 * 3 * 2
    assert len({(row["department"], row["kind"], row["scope"]) for row in rows}) == len(rows)


def test_without_a_year_every_counted_year_the_newest_first(api):
    random_register(1, items=20)
    years = [row["year"] for row in all_pages(api, ADDRESS, kind="all")]
    assert years == sorted(years, reverse=True)
    assert set(years) >= {2023, 2024, 2025}


def test_a_figure_and_its_records_agree(api):
    departments = random_register(2, items=40)
    root = departments[0].code
    for row in figures.shares(2024, department=root):
        for measure in COUNTS:
            found = all_pages(
                api, f"{ADDRESS}2024/{root}/work-items/", measure=measure, kind=row.kind, scope=row.scope
            )
            assert len(found) == (getattr(row, measure) or 0)


def test_restricted_work_counts_and_keeps_title_and_reference(api):
    department = factories.division()
    factories.assignment(
        department=department,
        completed_on=factories.day("2024-03-01"),
        title="Hemmelig",
        restricted=True,
        started_on=factories.day("2024-01-01"),
        started_on_precision="month",
    )
    from projects.shares import pipeline

    pipeline.drain()
    (row,) = all_pages(api, f"{ADDRESS}2024/{department.code}/work-items/", measure="carried_out")
    assert (row["title"], row["reference"]) == ("Skjermet", None)
    assert row["started_on"] == "2024-01"
    assert row["completed_on"] == "2024-03-01"
    assert row["department"] == department.code


@pytest.mark.parametrize(
    "query", [{"measure": "nonsense"}, {"kind": "nonsense"}, {"scope": "nonsense"}, {"measure": "without_any"}]
)
def test_an_unknown_figure_is_refused(api, query):
    department = factories.division()
    response = api(f"{ADDRESS}2024/{department.code}/work-items/", **query)
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0]["pointer"] == f"/{next(iter(query))}"


@pytest.mark.parametrize("year", ["1999", "2999"])
def test_a_year_that_is_not_counted_is_refused(api, year):
    department = factories.division()
    assert api(f"{ADDRESS}{year}/{department.code}/work-items/").status_code == 400
    assert api(ADDRESS, year=year).status_code == 400


@pytest.mark.parametrize("query", [{"year": "abc"}, {"kind": "nonsense"}])
def test_a_query_that_says_nothing_is_refused(api, query):
    assert api(ADDRESS, **query).status_code == 400


def test_an_unknown_department_is_not_found(api):
    factories.division()
    assert api(f"{ADDRESS}2024/NONE/work-items/").status_code == 404
    assert api(ADDRESS, department="NONE").status_code == 404


def test_without_a_token_only_published_years(client):
    department = worked_example()
    for query in ({}, {"year": YEAR}, {"department": department.code}, {"department": "NONE"}):
        response = client.get(ADDRESS, query)
        assert response.status_code == 200
        assert response.json() == {"next": None, "previous": None, "results": []}
    assert client.get(f"{ADDRESS}{YEAR}/{department.code}/work-items/").status_code == 401


def test_another_scope_is_not_enough(client):
    with audit.context(command="test"):
        _token, secret = create_token(actor=None, name="test", scopes=["register:read"])
    response = client.get(ADDRESS, headers={"Authorization": f"Bearer {secret}"})
    assert response.status_code == 403


def test_both_are_in_the_schema(api):
    paths = api("/api/v1/schema/", format="json").json()["paths"]
    assert "/api/v1/shares/" in paths
    names = [one["name"] for one in paths["/api/v1/shares/{year}/{department}/work-items/"]["get"]["parameters"]]
    assert {"measure", "kind", "scope", "year", "department"} <= set(names)
