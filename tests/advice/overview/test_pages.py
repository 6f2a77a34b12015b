"""The overview's pages: what they say, who sees which units, and the files."""

import csv
import io
import random
import re
from html import unescape

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from advice.assessments.enums import AssessmentState
from medvirkning.web import slots
from tests import advice_factories, factories
from tests.advice.overview.test_figures import YEAR, answered, units

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.MEDVIRKNING_DEMO = True


def newest():
    return advice_factories.edition().templates.latest("number")


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(html).replace("\u00a0", " ")))


@pytest.fixture
def filled():
    draw = random.Random(3)
    template = advice_factories.template()
    made = units(40, draw)
    answered(made, template, YEAR, draw)
    units(10, draw)
    return made


def page(client, **query):
    response = client.get(reverse("overview:national"), query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_running_year_is_the_centres_alone(signed_in):
    running = timezone.localdate().year
    template = advice_factories.template()
    answered(units(12), template, running, scores="fully")
    client = signed_in(advice_factories.service_leader(of=advice_factories.unit()))
    text = text_of(page(client, aar=running))
    assert f"Tallene for {running} er ikke gitt ut ennå" in text
    assert "12 av 13 registrerte enheter har fått egenvurderingen godkjent så langt." in text
    assert "i bruk i" not in text
    as_file = client.get(reverse("overview:national"), {"aar": running, "format": "csv"})
    assert as_file["Content-Type"].startswith("text/html")
    text = text_of(page(signed_in(factories.centre()), aar=running))
    assert f"12 av 13 registrerte enheter har svart for {running}." in text
    assert f"Andre ser tallene fra 1. mars {running + 1}." in text


def test_it_says_how_many_answered_and_that_it_is_no_national_share(signed_in, filled):
    html = page(signed_in(factories.staff()), aar=YEAR)
    text = text_of(html)
    assert "40 av 50 registrerte enheter har svart for 2025." in text
    assert "Dette er ikke en nasjonal andel" in text
    assert "nasjonal andel" not in text.replace("ikke en nasjonal andel", "")
    assert html.count("<figure") == 4
    assert reverse("overview:behind") not in html
    assert "ser bare Senter for brukermedvirkning" in text


def test_a_service_leader_sees_the_sums_and_no_units(signed_in, filled):
    html = page(signed_in(advice_factories.service_leader(of=advice_factories.unit(name="Egen"))), aar=YEAR)
    assert not any(unit.name in html for unit in filled)
    assert reverse("overview:behind") not in html


def test_each_number_leads_the_centre_to_exactly_its_assessments(signed_in, filled):
    centre = signed_in(factories.centre())
    html = page(centre, aar=YEAR)
    links = {unescape(url) for url in re.findall(r'href="(/egenvurdering/oversikt/bak-tallet/[^"]*)"', html)}
    assert len(links) > 60
    segment = re.compile(
        r'href="(/egenvurdering/oversikt/bak-tallet/[^"]*trinn=(?!relevant|i-bruk)[^"]*)"[^>]*>'
        r'<span class="ds-sr-only">[^<]*</span>(\d+)</a>'
    )
    found = segment.findall(html)
    assert found
    for url, number in random.Random(1).sample(found, 6):
        response = centre.get(unescape(url))
        assert response.status_code == 200
        assert response.context["count"].number == int(number)


@pytest.mark.parametrize(
    "query", [{"trinn": "fully"}, {"rad": "1", "trinn": "ukjent"}, {"rad": "x"}, {"rad": "99999"}, {"rad": "²"}]
)
def test_an_address_that_names_no_figure_is_not_found(signed_in, filled, query):
    response = signed_in(factories.centre()).get(reverse("overview:behind"), {"aar": YEAR, **query})
    assert response.status_code == 404


def test_a_small_group_shows_nothing_but_that(signed_in, filled):
    alone = units(2, county="56")
    answered(alone, newest(), YEAR, scores="fully")
    html = page(signed_in(factories.staff()), aar=YEAR, fylke="56")
    text = text_of(html)
    assert "2 enheter er registrert. Hvor mange som har svart for 2025, kan ikke vises." in text
    assert "<figure" not in html
    assert "format=csv" not in html


def test_a_group_that_is_hidden_for_another_is_not_said_to_be_small(signed_in, db):
    template = advice_factories.template()
    answered(units(9, county="03"), template, YEAR, scores="fully")
    answered(units(5, county="46"), template, YEAR, scores="fully")
    answered(units(2, county="55"), template, YEAR, scores="fully")
    text = text_of(page(signed_in(factories.staff()), aar=YEAR, fylke="46"))
    assert "Tallene for dette utvalget kan ikke vises" in text
    assert "5 enheter er registrert" in text
    assert "For få" not in text
    assert "Færre enn fem av 5" not in text


def test_choices_that_cannot_be_read_fall_back(signed_in, filled):
    html = page(signed_in(factories.staff()), aar="1890", region="mars", utgave="x")
    assert "40 av 50" in text_of(html)
    html = page(signed_in(factories.staff()), region="north", fylke="03")
    assert "Fylket ligger ikke i helseregionen" in text_of(html)


def test_the_file_has_what_the_page_shows_and_marks_what_is_hidden(signed_in, filled):
    answered(units(2, county="56"), newest(), YEAR, scores="fully")
    client = signed_in(factories.staff())
    response = client.get(reverse("overview:national"), {"aar": YEAR, "format": "csv"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    head, *rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert head[:6] == ["År", "Delt etter", "Del", "Svart", "Registrert", "Råd"]
    assert all(len(row) == len(head) for row in rows)
    whole = [row for row in rows if row[1] == "Alle i utvalget"]
    assert [row[5] for row in whole] == [str(number) for number in range(1, 12)]
    finnmark = [row for row in rows if row[2] == "Finnmark"]
    assert len(finnmark) == 1
    assert (finnmark[0][3], finnmark[0][-1]) == ("", "ja")
    assert not any(finnmark[0][5:-1])
    response = client.get(reverse("overview:national"), {"aar": YEAR, "format": "xlsx"})
    assert b"".join(response.streaming_content)[:2] == b"PK"


def test_the_first_day_says_what_to_do(signed_in):
    text = text_of(page(signed_in(factories.staff())))
    assert "Ingen egenvurdering er godkjent ennå" in text


def test_like_units_are_compared_on_their_page_and_in_short(signed_in):
    advice_factories.template()
    own = advice_factories.assessment(year=YEAR, state=AssessmentState.APPROVED, scores="partly")
    for _number in range(5):
        advice_factories.assessment(year=YEAR, state=AssessmentState.APPROVED, scores="fully")
    leader = advice_factories.service_leader(of=own.unit)
    response = signed_in(leader).get(reverse("overview:like", args=[own.pk]))
    assert response.status_code == 200
    text = text_of(response.content.decode())
    assert "5 andre enheter har svart for 2025." in text
    assert "kortere på 11" in text
    request = RequestFactory().get("/")
    request.user = leader
    short = text_of(slots.render("assessments.compare", request, own))
    assert "5 andre enheter av samme type og størrelse har svart for 2025." in short


def test_a_department_has_no_like(signed_in):
    made = advice_factories.assessment(department=factories.division(code="A"), year=YEAR, scores="partly")
    response = signed_in(factories.staff()).get(reverse("overview:like", args=[made.pk]))
    assert response.status_code == 404
