"""Restricted work: opened by its team, its leaders and who decides on it; to others it counts and is «Skjermet»."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.shares.pipeline import drain
from projects.work.models import WorkItem
from tests import factories

pytestmark = pytest.mark.django_db

SECRET = "Tilsyn med Solbakken behandlingssted"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    """The Centre would be asked to set one up first."""
    settings.MEDVIRKNING_DEMO = True


@pytest.fixture
def place():
    return factories.division()


@pytest.fixture
def item(place):
    """Done with involvement, so that it stands behind figures, and late and without an end on the lists."""
    day = timezone.localdate()
    made = factories.assignment(department=place, title=SECRET, restricted=True, completed_on=day)
    factories.involvement(made, started_on=day)
    factories.assignment(department=place, title=SECRET, restricted=True, due_on=day)
    factories.standing_task(department=place, title=SECRET, restricted=True)
    drain()
    return made


def pages(place):
    year = timezone.localdate().year
    records = reverse("insight:records", kwargs={"code": place.code})
    return [
        reverse("front:home"),
        reverse("work:list"),
        f"{reverse('work:list')}?status=open&frist=on",
        f"{reverse('work:list')}?q=Solbakken",
        f"{reverse('work:list')}?format=csv",
        reverse("work:decisions"),
        reverse("departments:detail", args=[place.code]),
        f"{reverse('search:search')}?q=Solbakken",
        reverse("insight:dashboard"),
        reverse("insight:department", kwargs={"code": place.code}),
        f"{records}?aar={year}&maal=with_any",
        f"{records}?aar={year}&maal=carried_out&format=csv",
    ]


def body(response):
    return b"".join(response).decode("utf-8-sig") if response.streaming else response.content.decode()


@pytest.mark.parametrize("role", ["staff", "centre", "leader"])
def test_no_page_names_it_to_others(item, place, role, signed_in):
    client = signed_in(getattr(factories, role)())
    for address in pages(place):
        response = client.get(address)
        assert response.status_code == 200, address
        assert "Tilsyn med" not in body(response), address
        assert item.reference not in body(response), address


def test_whoever_closes_the_department_moves_it_unnamed(item, place, signed_in):
    client = signed_in(factories.centre())
    address = reverse("work:close-department", args=[place.code])
    asked = {"last_day": f"{timezone.localdate():%d.%m.%Y}"}
    for pressed in ("preview", "close"):
        page = body(client.post(address, {**asked, pressed: "1"}))
        assert "Tilsyn med" not in page
        assert item.reference not in page
    assert "Skjermet" in page


def test_the_list_behind_a_figure_has_as_many_rows_as_the_figure_says(item, place, signed_in):
    records = reverse("insight:records", kwargs={"code": place.code})
    year = timezone.localdate().year
    client = signed_in(factories.centre())
    for measure, figure in (("with_any", 1), ("carried_out", 2)):
        rows = client.get(f"{records}?aar={year}&maal={measure}").context["page"].rows
        assert len(rows) == figure
    listed = client.get(reverse("work:list")).context["page"].rows
    assert len(listed) == WorkItem.objects.count()


def test_the_download_has_references_but_not_those_of_others(item, place, signed_in):
    open_item = factories.assignment(department=place, title="Åpent arbeid")
    text = body(signed_in(factories.staff()).get(f"{reverse('work:list')}?format=csv"))
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert {row["Referanse"] for row in rows} == {"", open_item.reference}
    assert {row["Tittel"] for row in rows} == {"Skjermet", "Åpent arbeid"}


def test_its_own_people_open_it(item, place, signed_in):
    top = factories.leader(of=place)
    mate, owner = factories.staff(), factories.staff()
    theirs = factories.assignment(department=place, restricted=True, team=[mate], responsible=owner)
    address = reverse("work:detail", args=[theirs.reference])
    for account in (top, mate, owner):
        assert signed_in(account).get(address).status_code == 200
    for account in (factories.staff(of=place), factories.centre(), factories.leader()):
        assert signed_in(account).get(address).status_code == 404


def test_the_centre_opens_it_while_it_has_a_decision_to_make(signed_in):
    root = factories.directorate()
    item = factories.assignment(department=root, title=SECRET, restricted=True)
    member = factories.centre()
    client, address = signed_in(member), reverse("work:detail", args=[item.reference])
    assert client.get(address).status_code == 404
    row = factories.exemption(item, year=2026, status="requested", requested_by=factories.staff())
    assert client.get(address).status_code == 200
    decide = reverse("work:decide", args=["unntak", row.pk])
    answer = client.post(decide, {"version": row.version, "approve": "1"}, follow=True)
    assert answer.status_code == 200
    assert client.get(address).status_code == 404
    assert client.get(decide).status_code == 404
