"""The list behind a figure: exactly its records, sortable, downloadable, with restricted work masked."""

import pytest
from django.urls import reverse

from projects.shares import figures, pipeline
from projects.shares.enums import COUNTS
from tests import factories
from tests.projects.shares.registers import YEAR, random_register

pytestmark = pytest.mark.django_db
DAY = factories.day("2024-03-01")


def address(code):
    return reverse("insight:records", kwargs={"code": code})


def listed(client, code, **query):
    response = client.get(address(code), {"aar": YEAR, **query})
    assert response.status_code == 200, query
    return response


def number(response):
    text = response.content.decode().split('role="status">')[1].split("<")[0]
    return int(text.split()[0])


def test_every_figure_of_a_random_register_and_its_list_agree(signed_in):
    departments = random_register(11, items=40)
    client = signed_in(factories.staff())
    for row in figures.shares(YEAR, department=departments[1].code):
        for measure in COUNTS:
            found = listed(client, row.department, maal=measure, slag=row.kind, omfang=row.scope)
            assert number(found) == (getattr(row, measure) or 0), (measure, row.kind, row.scope)


def test_restricted_work_is_counted_and_masked(signed_in):
    department = factories.division()
    factories.assignment(department=department, completed_on=DAY, title="Hemmelig", restricted=True)
    pipeline.drain()
    client = signed_in(factories.staff())
    found = listed(client, department.code, maal="carried_out")
    assert number(found) == 1
    assert "Hemmelig" not in found.content.decode()
    assert "Skjermet" in found.content.decode()
    export = listed(client, department.code, maal="carried_out", format="csv")
    text = b"".join(export.streaming_content).decode()
    assert "Skjermet" in text
    assert "Hemmelig" not in text
    open_to_its_leader = listed(signed_in(factories.leader(of=department)), department.code, maal="carried_out")
    assert "Hemmelig" in open_to_its_leader.content.decode()


def test_a_title_cannot_run_as_a_formula_in_a_download(signed_in):
    department = factories.division()
    factories.assignment(department=department, completed_on=DAY, title='=HYPERLINK("x")')
    pipeline.drain()
    found = listed(signed_in(factories.staff()), department.code, maal="carried_out", format="csv")
    assert "'=HYPERLINK" in b"".join(found.streaming_content).decode()


@pytest.mark.parametrize(
    "sort", ["shown_title", "-shown_title", "reference", "kind", "answered_by", "counted_on", "-involved_on"]
)
def test_it_can_be_sorted(signed_in, sort):
    root = random_register(12, items=10)[0]
    listed(signed_in(factories.staff()), root.code, maal="carried_out", sort=sort)


def test_fifty_a_page(signed_in):
    department = factories.division()
    for _ in range(51):
        factories.assignment(department=department, completed_on=DAY)
    pipeline.drain()
    client = signed_in(factories.staff())
    first, second = (listed(client, department.code, maal="carried_out", page=page) for page in (1, 2))
    assert number(first) == 51
    assert [one.content.decode().split("<tbody")[1].count("<tr ") for one in (first, second)] == [50, 1]


@pytest.mark.parametrize(
    "query",
    [
        {"maal": "nonsense"},
        {"dimensjon": "nonsense", "verdi": "x"},
        {"dimensjon": "degree", "verdi": "x"},
        {"dato": "nonsense"},
        {"dato": "2020-01-01"},
        {"med": "NONE"},
        {"regel": "x"},
    ],
)
def test_an_address_of_no_figure_is_not_found(signed_in, query):
    department = factories.division()
    response = signed_in(factories.staff()).get(address(department.code), {"aar": YEAR, **query})
    assert response.status_code == 404


@pytest.mark.parametrize("role", ["representative", "organisation_contact", "service_leader"])
def test_others_than_the_staff_find_no_such_page(signed_in, role):
    department = factories.division()
    client = signed_in(factories.user(roles=[role]))
    assert client.get(reverse("insight:dashboard")).status_code == 403
    assert client.get(reverse("insight:department", kwargs={"code": department.code})).status_code == 404
    assert client.get(address(department.code)).status_code == 404


def test_a_visitor_signs_in_first_but_may_read_how_we_count(client):
    department = factories.division()
    for page in (reverse("insight:dashboard"), address(department.code)):
        assert client.get(page).status_code == 302
    response = client.get(reverse("insight:method"))
    assert response.status_code == 200
    html = response.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")
    for figure in ("63,3 %", "67,9 %", "60,0 %", "70,0 %"):
        assert figure in html
    for measure in (*COUNTS, "share", "share_less_exemptions", "without_any"):
        assert f'id="{measure}"' in html


def test_a_department_whose_code_reads_as_a_page_has_its_own_address(signed_in):
    for code in ("malebeskrivelse", "A/B", "arsrapport"):
        factories.division(code=code, name=f"Enhet {code}")
        page = reverse("insight:department", kwargs={"code": code})
        assert f"Enhet {code}" in signed_in(factories.staff()).get(page).content.decode()
