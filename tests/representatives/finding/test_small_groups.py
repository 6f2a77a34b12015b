"""What differences between filters may tell of somebody known: never which organisation a row is of (adr 0178)."""

import datetime

import pytest
from django.utils import timezone

from medvirkning.web.dates import format_date
from representatives.geography.enums import County
from tests import factories
from tests import register_factories as register
from tests.representatives.finding.cases import found, text_of

LIST = "/representanter/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def staff(signed_in, db):
    return signed_in(factories.staff())


def organisation(name: str, *, people: int, matching: int, **profile):
    made = register.registered(name=name)
    for place in range(people):
        found(of=made, themes=["rus"] if place < matching else ["eldre"], **profile)
    return made


@pytest.mark.parametrize("query", ["?tema=rus", "?perspektiv=user", "?tema=rus&fylke=55"])
def test_no_organisation_is_named_beside_something_special(staff, query):
    """It would be said of its people, and which of them, staff may know."""
    organisation("Foreningen Stor", people=9, matching=5, experience="user")
    assert "Foreningen Stor" in text_of(staff.get(LIST))
    assert "Foreningen Stor" not in text_of(staff.get(LIST + query))


@pytest.mark.parametrize(("people", "is_named"), [(4, False), (5, True)])
def test_without_filters_on_special_data_five_are_enough(staff, people, is_named):
    organisation("Foreningen Liten", people=people, matching=people)
    assert ("Foreningen Liten" in text_of(staff.get(LIST))) is is_named


def test_other_filters_make_the_group_smaller(staff):
    """Whoever narrows by language or place until one is left sees the organisation no more."""
    made = organisation("Foreningen Stor", people=9, matching=4)
    found(of=made, themes=["rus"], languages=["norsk", "kvensk"], county=County.FINNMARK)
    assert "Foreningen Stor" in text_of(staff.get(LIST))
    for query in ("?sprak=kvensk", "?fylke=56", "?tema=rus&fylke=56"):
        page = text_of(staff.get(LIST + query))
        assert "Foreningen Stor" not in page
        assert "1 person fra 1 organisasjon i 1 fylke." in page


def test_downloads_hold_no_organisation(staff):
    organisation("Foreningen Stor", people=9, matching=4)
    for query, last in (("?format=csv", "Opplæring"), ("?tema=rus&format=csv", "Hvem")):
        body = b"".join(staff.get(LIST + query).streaming_content).decode()
        assert "Foreningen" not in body
        assert body.splitlines()[0].endswith(last)


def test_names_of_organisations_are_few_and_the_rest_is_counted(staff):
    for place in range(14):
        organisation(f"Foreningen {place:02}", people=5, matching=0)
    page = text_of(staff.get(LIST))
    assert page.count("Foreningen ") == 12
    assert "og 2 organisasjoner til" in page


def test_a_last_day_leads_from_no_row_to_a_theme(staff):
    """Who is alone with a language would be free until a day, and with a theme until the same day."""
    today = timezone.localdate()
    for _ in range(6):
        register.available(who=found(themes=["eldre"]), first=today, last=today + 90 * DAY)
    known = found(themes=["rus"], languages=["kvensk"])
    register.available(who=known, first=today, last=today + 30 * DAY)
    (row,) = staff.get(LIST + "?sprak=kvensk").context["table"].data.data
    assert row.languages == "Kvensk"
    assert format_date(today + 30 * DAY) not in text_of(staff.get(LIST + "?sprak=kvensk"))
    for day in (30, 31):
        page = staff.get(f"{LIST}?sprak=kvensk&fra={today + day * DAY}")
        assert "For få til å bli vist" in text_of(page)
        assert "Uten datoene" not in text_of(page)


@pytest.mark.parametrize("query", ["?fra=2036-12-01", "?tema=rus", "?perspektiv=user"])
def test_rows_beside_dates_are_alike(staff, query):
    found(themes=["rus"], experience="user")
    columns = staff.get(LIST + query).context["table"].columns.names()
    assert columns == ["county", "kind"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_says_that_too_few_are_shown(staff, kind):
    """An empty one would read as «nobody»."""
    found(themes=["rus"], languages=["kvensk"])
    answer = staff.get(f"{LIST}?tema=rus&sprak=kvensk&format={kind}")
    body = b"".join(answer.streaming_content)
    assert body
    if kind == "csv":
        assert body.decode("utf-8-sig").splitlines()[0] == "Så få at svaret kunne peke ut noen"
