"""The first page of each role, the list with its filters, and downloads."""

import pytest
from django.urls import reverse
from django.utils import timezone

from advice.assessments.enums import AssessmentState
from tests import advice_factories, factories
from tests.advice.assessments.cases import text_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25


@pytest.fixture
def centre(signed_in, settings):
    """Where the demonstration set is, no second factor is asked for."""
    settings.MEDVIRKNING_DEMO = True
    return signed_in(factories.centre())


@pytest.fixture
def some():
    north = advice_factories.unit(name="Nordlys DPS", county="55", kind="dps")
    west = advice_factories.unit(name="Fjordgløtt", county="46")
    division = factories.division(name="Avdeling for kvalitet")
    year = timezone.localdate().year
    return {
        "north": advice_factories.assessment(unit=north, year=year, state=AssessmentState.SUBMITTED, scores="partly"),
        "west": advice_factories.assessment(unit=west, year=year - 1, state=AssessmentState.APPROVED, scores="fully"),
        "division": advice_factories.assessment(department=division, year=year, scores="mostly"),
    }


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, {"north", "west", "division"}),
        ({"q": "nordlys"}, {"north"}),
        ({"q": "kvalitet"}, {"division"}),
        ({"tilstand": "approved"}, {"west"}),
        ({"region": "north"}, {"north"}),
        ({"slag": "dps"}, {"north"}),
        ({"slag": "department"}, {"division"}),
        ({"aar": str(timezone.localdate().year - 1)}, {"west"}),
    ],
)
def test_the_centre_filters_the_list(some, centre, query, shown):
    page = centre.get(reverse("assessments:list"), query).content.decode()
    found = {name for name, one in some.items() if f'href="{one.get_absolute_url()}"' in page}
    assert found == shown


def test_staff_read_departments_alone(some, signed_in):
    client = signed_in(factories.staff())
    page = text_of(client.get(reverse("assessments:list")))
    assert "Avdeling for kvalitet" in page
    assert "Nordlys" not in page
    assert "11 av 11" in page
    assert "Du leder ingen enhet" in text_of(client.get(reverse("assessments:home")))


def test_the_centre_meets_what_it_approves(some, centre):
    page = text_of(centre.get(reverse("assessments:home")))
    assert "Nordlys DPS har sendt egenvurderingen" in page


def test_a_leader_in_the_directorate_meets_the_own_departments(signed_in):
    root = factories.directorate()
    division = factories.division(name="Avdeling A")
    section = factories.department(parent=division, name="Seksjon B")
    client = signed_in(factories.leader(of=division))
    page = text_of(client.get(reverse("assessments:home")))
    assert "Avdeling A" in page
    assert "Seksjon B" in page
    assert str(root) not in page
    begun = client.post(
        reverse("assessments:start-department", args=[section.code]), {"year": timezone.localdate().year}
    )
    assert begun.status_code == 302
    assert "Råd 1–5 er skrevet for tjenestene" in text_of(client.get(begun["Location"]))


def test_the_first_page_costs_no_more_with_many_units(signed_in, django_assert_max_num_queries):
    top = advice_factories.unit()
    leader = advice_factories.service_leader(of=top)
    for _turn in range(12):
        advice_factories.assessment(unit=advice_factories.unit(parent=top))
    client = signed_in(leader)
    client.get(reverse("assessments:home"))
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(reverse("assessments:home"))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_open_assessment_is_downloaded_as_it_stands(some, signed_in, kind):
    client = signed_in(factories.staff())
    response = client.get(reverse("assessments:download", args=[some["division"].pk]), {"format": kind})
    content = b"".join(response.streaming_content)
    assert content.startswith(b"PK" if kind == "xlsx" else b"\xef\xbb\xbf")
    assert f".{kind}" in response["Content-Disposition"]
    if kind == "csv":
        assert content.decode().count("For det meste i bruk") == 11


def test_a_units_page_leads_to_its_assessments(signed_in):
    unit = advice_factories.unit()
    client = signed_in(advice_factories.service_leader(of=unit))
    page = client.get(reverse("units:detail", args=[unit.pk])).content.decode()
    assert reverse("assessments:start", args=[unit.pk]) in page
    made = advice_factories.assessment(unit=unit)
    page = client.get(reverse("units:detail", args=[unit.pk])).content.decode()
    assert made.get_absolute_url() in page
    assert reverse("assessments:start", args=[unit.pk]) not in page
