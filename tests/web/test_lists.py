"""Lists: counts, pages, cursors, sorting, filters and downloads, on rows of a real table."""

import io

import django_filters
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_htmx.middleware import HtmxDetails
from openpyxl import load_workbook

from medvirkning.web import navigation, pagination
from medvirkning.web.filters import FilterSet
from medvirkning.web.models import Draft
from medvirkning.web.pagination import Count, count_rows, paginate
from medvirkning.web.tables import DateColumn, LinkColumn, NumberColumn, Table
from medvirkning.web.views import ListView
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.urls")]


class DraftTable(Table):
    caption = "Kladder"
    form_key = LinkColumn(verbose_name="Skjema", to=lambda row: f"/kladd/{row.pk}/")
    version_seen = NumberColumn(verbose_name="Versjon")
    updated_at = DateColumn(verbose_name="Lagret", orderable=False)


class DraftFilters(FilterSet):
    form_key = django_filters.CharFilter(lookup_expr="contains", label="Skjema")

    class Meta:
        model = Draft
        fields: list[str] = []


class DraftList(ListView):
    model = Draft
    title = "Kladder"
    table_class = DraftTable
    filterset_class = DraftFilters
    page_size = 5
    empty_text = "Det du ikke rekker å sende, ligger her."

    def refine(self, rows):
        return rows.order_by("form_key")


@pytest.fixture(autouse=True)
def _no_menus(monkeypatch):
    """The rooms' own addresses are not served here."""
    monkeypatch.setattr(navigation, "_registry", {})


@pytest.fixture
def owner():
    return factories.user()


@pytest.fixture
def drafts(owner):
    rows = [
        Draft(user=owner, form_key=f"skjema-{number:02d}", version_seen=None if number % 3 == 0 else number % 4)
        for number in range(23)
    ]
    return Draft.objects.bulk_create(rows)


@pytest.fixture
def show(rf, owner):
    def get(query="", *, htmx=False):
        request = rf.get(f"/liste/{query}", headers={"HX-Request": "true"} if htmx else {})
        request.user = owner
        request.htmx = HtmxDetails(request)
        response = DraftList.as_view()(request)
        return response.render() if hasattr(response, "render") else response

    return get


def names(response):
    return [cell.text for cell in BeautifulSoup(response.content, "html.parser").select("tbody th")]


def test_a_list_of_any_length_takes_three_queries(show, drafts):
    """The rows, their number and the reader's saved filters."""
    show()  # whether data are fictitious is asked once a minute
    with CaptureQueriesContext(connection) as captured:
        show()
    assert len(captured) == 3


def test_htmx_gets_the_fragment_at_the_same_address(show, drafts):
    whole, part = show().content.decode(), show(htmx=True).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    assert 'hx-swap-oob="innerHTML"' in part
    assert "HX-Request" in show()["Vary"]


def test_sorting_is_told_and_kept(show, drafts):
    response = show("?sort=-form_key")
    heading = BeautifulSoup(response.content, "html.parser").select_one("thead th")
    assert heading["aria-sort"] == "descending"
    assert names(response)[0] == "skjema-22"


def test_a_row_can_stand_as_a_card(show, drafts):
    """Each cell brings its column's heading, and the roles hold whatever the layout."""
    table = BeautifulSoup(show().content, "html.parser").select_one("table")
    assert table["role"] == "table"
    row = table.select_one("tbody tr")
    assert [one["role"] for one in (row.parent, row, row.th)] == ["rowgroup", "row", "rowheader"]
    assert [(cell["role"], cell["data-label"]) for cell in row.select("td")] == [
        ("cell", "Versjon"),
        ("cell", "Lagret"),
    ]
    assert {heading["role"] for heading in table.select("thead th")} == {"columnheader"}
    assert table.select_one("thead tr")["data-label"] == "Sorter etter"


@pytest.mark.parametrize(
    "query",
    ["?page=99", "?page=-1", "?page=x", "?cursor=tull", "?sort=password", "?sort=https://x.example%25zz", "?sort=--"],
)
def test_an_impossible_address_shows_rows_all_the_same(show, drafts, query):
    assert names(show(query))


def test_filters_in_use_are_counted_and_can_be_taken_away(show, drafts):
    html = BeautifulSoup(show("?form_key=skjema-1&sort=form_key&page=2").content, "html.parser")
    chip = html.select_one(".filter-chips a.ds-chip")
    assert "Skjema: skjema-1" in chip.text
    assert chip["href"] == "?sort=form_key"
    assert html.find(id="list-status").text == "10 treff"


def test_an_empty_list_says_what_to_do(show):
    assert "Det du ikke rekker å sende, ligger her." in show().content.decode()


def test_no_match_says_so_instead(show, drafts):
    html = show("?form_key=finnesikke").content.decode()
    assert "Ta bort et filter" in html
    assert "Det du ikke rekker" not in html


def test_csv_holds_the_whole_filtered_list(show, drafts):
    lines = b"".join(show("?format=csv&form_key=skjema-1").streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "Skjema;Versjon;Lagret"
    assert len(lines) == 11


def test_a_cell_is_never_a_formula(show, owner):
    Draft.objects.create(user=owner, form_key='=HYPERLINK("x")')
    text = b"".join(show("?format=csv").streaming_content).decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    download = show("?format=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(download.streaming_content))).active
    download.close()
    assert sheet["A2"].data_type == "s"


@pytest.mark.parametrize("order", [("form_key",), ("-form_key",), ("version_seen",), ("-version_seen", "form_key")])
def test_cursors_show_every_row_once_in_order(monkeypatch, drafts, owner, order):
    monkeypatch.setattr(pagination, "LAST_NUMBERED_PAGE", 2)
    rows = Draft.objects.filter(user=owner).order_by(*order)
    expected = [row.pk for row in rows.order_by(*order, "pk")]
    seen, query = [], {}
    for _step in range(20):
        page = paginate(
            rows, count=Count(23, exact=True), size=4, page=str(query.get("page") or ""), cursor=query.get("cursor")
        )
        seen += [row.pk for row in page.rows]
        if page.next_query is None:
            break
        query = page.next_query
    assert seen == expected


def test_counting_stops_at_the_limit(drafts, owner):
    rows = Draft.objects.filter(user=owner)
    assert count_rows(rows, limit=23) == Count(23, exact=True)
    assert count_rows(rows, limit=10) == Count(10, exact=False)
    assert Count(10_000, exact=False).in_words() == "Over 10\u00a0000 treff"
    assert Count(0, exact=True).in_words() == "Ingen treff"
