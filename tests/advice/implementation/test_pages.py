"""The plan's page, the list, an activity, the calendar and the network, as their readers meet them."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from advice.implementation.enums import ActivityState, ArenaKind
from advice.implementation.models import ImplementationActivity, NetworkMember, PlanGoal
from advice.implementation.reference_data import AIM, POINTS, load
from medvirkning import audit
from medvirkning.web import slots
from tests import advice_factories, factories

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)
ACTIVITIES = "/rad/implementering/aktiviteter/"


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.MEDVIRKNING_DEMO = True


@pytest.fixture
def staff(signed_in):
    return signed_in(factories.staff(of=factories.division()))


@pytest.fixture
def centre(signed_in):
    return signed_in(factories.centre())


def test_a_title_carries_its_language_in_every_language(client):
    activity = advice_factories.activity(title="Fagdag om rådene", description="Om rådene", pieces=[3])
    for address in (ACTIVITIES, reverse("implementation:plan"), activity.get_absolute_url()):
        page = client.get(address, headers={"accept-language": "en"}).content.decode()
        soup = BeautifulSoup(page, "html.parser")
        titles = [one for one in soup.select("main a, main h1") if one.get_text() == activity.title]
        assert titles
        assert {one.get("lang") for one in titles} == {"no"}


@pytest.mark.parametrize("page", ["activities", "subscribe"])
def test_quoted_wording_carries_its_language_where_a_piece_is_chosen(client, page):
    response = client.get(reverse(f"implementation:{page}"), {"rad": "3"}, headers={"Accept-Language": "en"})
    soup = BeautifulSoup(response.content, "html.parser")
    offered = soup.select("select[name=rad] option")
    assert [one.get("lang") for one in offered] == [None, *["nb"] * 11]
    assert soup.select_one("select[name=rad] option[selected]")["value"] == "3"
    if page == "activities":
        assert soup.select_one(".filter-chips [lang=nb]").text == offered[3].text
    assert not soup.select("select[name=arena] [lang]")


def test_places_of_a_page_have_names_of_their_own(client, staff):
    """What a screen reader lists to jump to."""
    advice_factories.activity(state=ActivityState.HELD)
    advice_factories.member(name="Kari Nordmann")
    for page in ("plan", "network"):
        soup = BeautifulSoup(staff.get(reverse(f"implementation:{page}")).content, "html.parser")
        places = soup.select("main :is(section, aside, nav, [role=region]):is([aria-label], [aria-labelledby])")
        names = [one.get("aria-label") or one["aria-labelledby"] for one in places]
        assert sorted(names) == sorted(set(names))


# The plan of the source


def test_the_years_of_the_plan_stand_apart(client):
    advice_factories.goal(from_year=2026, to_year=2027)
    soup = BeautifulSoup(client.get(reverse("implementation:plan")).content, "html.parser")
    years = soup.select("#planen ~ .stack h3")
    assert [one.text for one in years] == ["2025–2026", "2026–2027"]
    assert years[0].parent != years[1].parent


def test_the_plan_of_the_source_is_there_and_says_what_it_does_not_say(client):
    page = text_of(client.get(reverse("implementation:plan")))
    assert AIM in page
    for point in POINTS:
        assert point in page
    assert page.count("Tilstand ikke oppgitt") == len(POINTS)
    assert "side 25" in page
    assert page.count("ingen aktivitet ennå") == 11 + 1, "each piece, and how many of them"


def test_loading_again_adds_nothing_and_touches_nothing(centre):
    from django.apps import apps

    goal = PlanGoal.objects.earliest("pk")
    centre.post(reverse("implementation:change-goal", args=[goal.pk]), goal_form(goal, title="Vår egen ordlyd"))
    with audit.context(command="test"):
        load(apps, "default")
    assert PlanGoal.objects.count() == len(POINTS)
    assert PlanGoal.objects.filter(title="Vår egen ordlyd").exists()


def goal_form(goal: PlanGoal | None = None, **changes: Any) -> dict[str, Any]:
    found = {"title": "Del", "from_year": 2027, "to_year": 2028, "state": "planned"}
    if goal is not None:
        found |= {
            "version": goal.version,
            "title": goal.title,
            "from_year": goal.from_year,
            "to_year": goal.to_year,
            "state": goal.state,
        }
    return found | changes


def test_the_centre_edits_the_plan_and_its_history_is_shown(centre, client):
    assert centre.post(reverse("implementation:add-goal"), goal_form(title="Ny del for neste år")).status_code == 302
    goal = PlanGoal.objects.get(title="Ny del for neste år")
    assert "2027–2028" in text_of(client.get(reverse("implementation:plan")))
    address = reverse("implementation:change-goal", args=[goal.pk])
    refused = centre.post(address, goal_form(goal, state="done"))
    assert "Skriv når det ble gjort." in text_of(refused)
    done = centre.post(address, goal_form(goal, state="done", done_on=TODAY.isoformat()))
    assert done.url.endswith(f"#del-{goal.pk}")
    assert "Gjort" in text_of(client.get(reverse("implementation:plan")))
    assert "Planlagt" in text_of(centre.get(address)).partition("Historikk")[2]
    late = centre.post(address, goal_form(goal, title="For sent"))
    assert late.status_code == 409
    goal.refresh_from_db()
    assert goal.position > 40, "a place that is not given stays"


# Reach


def test_reach_is_summed_of_what_is_known_and_the_rest_is_told(client):
    held = {"state": ActivityState.HELD, "pieces": [1]}
    advice_factories.activity(**held, reached=40)
    advice_factories.activity(**held, reached=60, arena=ArenaKind.SEMINAR)
    advice_factories.activity(**held)
    advice_factories.activity(**held, reached=0)
    advice_factories.activity(state=ActivityState.CANCELLED, cancel_reason="Streik")
    advice_factories.activity(starts_on=TODAY + DAY)
    page = client.get(reverse("implementation:plan"))
    whole = page.context["plan"].whole
    assert (whole.held, whole.planned, whole.cancelled, whole.reached, whole.unknown) == (4, 1, 1, 100, 1)
    text = text_of(page)
    assert f'<a href="{ACTIVITIES}?tilstand=held">4</a> gjennomført' in text
    assert f'har nådd <a href="{ACTIVITIES}?nadd=kjent">100</a> personer' in text
    assert f'For <a href="{ACTIVITIES}?nadd=ukjent">1</a> gjennomført aktivitet er antallet ukjent' in text
    by_arena = {group.label: group.figures for group in page.context["plan"].by_arena}
    assert (by_arena["Konferanse"].reached, by_arena["Konferanse"].unknown) == (40, 1)
    assert by_arena["Seminar"].reached == 60


def test_each_number_leads_to_as_many_rows(client):
    for arena in (ArenaKind.SEMINAR, ArenaKind.SEMINAR, ArenaKind.COURSE):
        advice_factories.activity(arena=arena, pieces=[2, 3], state=ActivityState.HELD, reached=10)
    advice_factories.activity(arena=ArenaKind.COURSE, organiser_name="", pieces=[3])
    plan = client.get(reverse("implementation:plan")).context["plan"]
    figures = [plan.whole, *(group.figures for group in [*plan.by_arena, *plan.by_body])]
    figures += [line.figures for line in plan.pieces]
    followed = 0
    for one in figures:
        for count, number in ((one.held, one.held_number), (one.planned, one.planned_number)):
            if count:
                assert client.get(number.url).context["count"].number == count, number.url
                followed += 1
    assert followed >= 10


def test_pieces_without_activity_are_counted_and_cancelled_ones_cover_nothing(client):
    advice_factories.activity(pieces=[1, 2])
    advice_factories.activity(pieces=[3], state=ActivityState.CANCELLED, cancel_reason="Streik")
    plan = client.get(reverse("implementation:plan")).context["plan"]
    assert [line.piece.number for line in plan.pieces if line.figures.any] == [1, 2]
    assert plan.without == 9


# Who sees what


def test_what_is_not_public_is_for_staff_in_pages_list_and_calendar(client, staff):
    hidden = advice_factories.activity(title="Internt møte", is_public=False, starts_on=TODAY + DAY)
    for name in ("plan", "activities", "calendar"):
        assert "Internt møte" not in text_of(client.get(reverse(f"implementation:{name}"))), name
    for name in ("plan", "activities"):
        assert "Internt møte" in text_of(staff.get(reverse(f"implementation:{name}"))), name
    assert "Internt møte" not in text_of(staff.get(reverse("implementation:calendar")))
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert staff.get(hidden.get_absolute_url()).status_code == 200


def test_activities_that_are_over_and_not_reported_are_told_to_staff(client, staff):
    advice_factories.activity(title="Seminar i vår", starts_on=TODAY - DAY)
    assert "Ble de holdt?" in text_of(staff.get(reverse("implementation:plan")))
    assert "Ble de holdt?" not in text_of(client.get(reverse("implementation:plan")))


def test_a_visitors_pages_are_kept_and_answered_by_304(client):
    for name in ("plan", "activities", "network", "subscribe", "calendar"):
        address = reverse(f"implementation:{name}")
        first = client.get(address)
        assert "public" in first["Cache-Control"], name
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304, name


# The list and its forms


def activity_form(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Erfaringskonferansen",
        "arena": "conference",
        "organiser": "KORUS Øst",
        "starts_on": TODAY.isoformat(),
        "place": "Hamar",
        "is_public": "on",
        "pieces": [advice_factories.advice(1).pk],
        **changes,
    }


def test_staff_add_change_and_report_an_activity(staff, client):
    made = staff.post(reverse("implementation:add-activity"), activity_form())
    activity = ImplementationActivity.objects.get()
    assert made.url == activity.get_absolute_url()
    page = text_of(client.get(made.url))
    assert "Hamar" in page
    assert advice_factories.advice(1).current.wording in page
    assert "Historikk" not in page
    change = reverse("implementation:change-activity", args=[activity.pk])
    assert "KORUS Øst" in text_of(staff.get(change))
    assert staff.post(change, activity_form(version=1, place="Gjøvik")).status_code == 302
    conflict = staff.post(change, activity_form(version=1, place="Lillehammer"))
    assert conflict.status_code == 409
    assert "Gjøvik" in text_of(conflict)
    state = reverse("implementation:state", args=[activity.pk])
    refused = staff.post(state, {"version": 2, "state": "cancelled"})
    assert "Skriv hvorfor aktiviteten er avlyst." in text_of(refused)
    assert staff.post(state, {"version": 2, "state": "held", "reached": "85"}).status_code == 302
    page = text_of(staff.get(activity.get_absolute_url()))
    assert "85" in page
    assert "Gjøvik" in page.partition("Historikk")[2]


def test_the_same_form_sent_twice_makes_one(staff):
    sent = activity_form(once_token="abcdefghijklmnopqrst")
    assert staff.post(reverse("implementation:add-activity"), sent).status_code == 302
    assert staff.post(reverse("implementation:add-activity"), sent).status_code == 302
    assert ImplementationActivity.objects.count() == 1


def test_the_list_is_filtered_by_each_of_its_words(client):
    this_year, last_year = TODAY.replace(month=6, day=1), TODAY.replace(year=TODAY.year - 1, month=6, day=1)
    first = advice_factories.activity(
        title="Vårkonferansen", pieces=[1], starts_on=last_year, state=ActivityState.HELD, reached=5
    )
    second = advice_factories.activity(
        title="Høstseminaret", arena=ArenaKind.SEMINAR, organiser_name="NAPHA", pieces=[2], starts_on=this_year
    )
    address = reverse("implementation:activities")

    def found(**query: Any) -> list[ImplementationActivity]:
        return [row.record for row in client.get(address, query).context["table"].rows]

    assert found() == [second, first]
    for query in ({"q": "høst"}, {"aar": TODAY.year}, {"arena": "seminar"}, {"arrangor": "NAPHA"}, {"rad": "2"}):
        assert found(**query) == [second], query
    for query in ({"tilstand": "held"}, {"nadd": "kjent"}, {"rad": "1"}):
        assert found(**query) == [first], query
    assert found(nadd="ukjent") == []
    assert found(rad="77") == [], "what cannot be read gives nothing"


def test_the_list_can_be_downloaded(client):
    advice_factories.activity(title="Konferansen", pieces=[1, 3], place="Bodø", state=ActivityState.HELD)
    lines = client.get(reverse("implementation:activities"), {"format": "csv"}).getvalue().decode().splitlines()
    assert "Sted" in lines[0]
    assert "Bodø" in lines[1]
    assert "1, 3" in lines[1]
    workbook = client.get(reverse("implementation:activities"), {"format": "xlsx"})
    assert workbook.getvalue().startswith(b"PK")
    workbook.close()


# The calendar


def entries(client: Any, **query: Any) -> list[Any]:
    response = client.get(reverse("implementation:calendar"), query)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_the_calendar_is_read_back(client):
    first = datetime.date(2026, 12, 30)
    activity = advice_factories.activity(
        title="Læringsnettverk; andre samling",
        starts_on=first,
        ends_on=first + DAY,
        place="Tromsø, rådhuset",
        pieces=[4, 9],
    )
    (entry,) = entries(client)
    assert entry["UID"] == str(activity.calendar_uid)
    assert entry["SUMMARY"] == "Læringsnettverk; andre samling"
    assert entry["LOCATION"] == "Tromsø, rådhuset"
    assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (
        datetime.date(2026, 12, 30),
        datetime.date(2027, 1, 1),
    )
    assert entry["DTSTART"].params["VALUE"] == "DATE"
    assert entry.decoded("LAST-MODIFIED") == activity.updated_at.replace(microsecond=0)
    assert entry.decoded("DTSTAMP").utcoffset() == datetime.timedelta(0)
    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CONFIRMED", 0)
    assert "4, 9" in entry["DESCRIPTION"]
    assert entry["URL"].endswith(activity.get_absolute_url())
    calendar = Calendar.from_ical(client.get(reverse("implementation:calendar")).content)
    assert calendar["X-WR-TIMEZONE"] == "Europe/Oslo"
    assert calendar["PRODID"]


def test_what_is_cancelled_is_struck_in_the_calendars_of_subscribers(client, centre):
    activity = advice_factories.activity(starts_on=TODAY + DAY)
    before = client.get(reverse("implementation:calendar"))
    address = reverse("implementation:state", args=[activity.pk])
    centre.post(address, {"version": 1, "state": "cancelled", "cancel_reason": "For få påmeldte"})
    after = client.get(reverse("implementation:calendar"), headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    (entry,) = Calendar.from_ical(after.content).walk("VEVENT")
    assert (entry["UID"], entry["STATUS"], entry["SEQUENCE"]) == (str(activity.calendar_uid), "CANCELLED", 1)


def test_the_calendar_names_nobody(client):
    account = factories.user(name="Ola Inn")
    advice_factories.activity(description="Kari Holder forteller om egen sykdom", added_by=account)
    advice_factories.member(name="Per Nettverk")
    written = client.get(reverse("implementation:calendar")).content.decode()
    for name in ("Kari", "sykdom", "Ola Inn", "Per Nettverk"):
        assert name not in written


def test_the_calendar_of_a_piece_or_an_arena(client):
    advice_factories.activity(title="Om ett", pieces=[1])
    advice_factories.activity(title="Om to", pieces=[2], arena=ArenaKind.WEBINAR)
    assert [entry["SUMMARY"] for entry in entries(client, rad="1")] == ["Om ett"]
    assert [entry["SUMMARY"] for entry in entries(client, arena="webinar")] == ["Om to"]
    assert client.get(reverse("implementation:calendar"), {"rad": "99"}).status_code == 400
    page = text_of(client.get(reverse("implementation:subscribe"), {"rad": "1", "arena": "webinar"}))
    assert "kalender.ics?rad=1&amp;arena=webinar" in page
    assert "webcal://" in page


# The network


def test_the_network_is_not_set_until_somebody_is_registered(client, centre):
    assert "Ikke satt" in text_of(client.get(reverse("implementation:network")))
    sent = {
        "name": "Kari Nett",
        "body": "NAPHA",
        "role": "Leder",
        "email": "k@napha.example",
        "valid_from": "2026-01-01",
    }
    assert centre.post(reverse("implementation:add-member"), sent).status_code == 302
    page = text_of(client.get(reverse("implementation:network")))
    assert "NAPHA" in page
    assert "Leder" in page
    assert "Kari" not in page
    assert "napha.example" not in page


def test_names_are_for_staff_and_the_centre(staff, centre, signed_in):
    advice_factories.member(name="Kari Nett", email="kari@nett.example")
    for reader in (staff, centre):
        assert "kari@nett.example" in text_of(reader.get(reverse("implementation:network")))
    for account in (factories.user(), factories.administrator()):
        assert "Kari Nett" not in text_of(signed_in(account).get(reverse("implementation:network")))


def test_the_centre_ends_a_membership(centre, client):
    member = advice_factories.member(name="Kari Nett")
    address = reverse("implementation:end-membership", args=[member.pk])
    assert "12 måneder" in text_of(centre.get(address))
    assert centre.post(address, {"version": 1, "valid_to": (TODAY - DAY).isoformat()}).status_code == 302
    assert "Tidligere medlemmer" in text_of(centre.get(reverse("implementation:network")))
    assert "Ikke satt" in text_of(client.get(reverse("implementation:network")))
    change = reverse("implementation:change-member", args=[member.pk])
    sent = {"version": 2, "name": "Kari Nett", "body": "Rio", "valid_from": "2026-01-01"}
    assert centre.post(change, sent).status_code == 302
    assert NetworkMember.objects.get().organisation_name == "Rio"


# On the catalogue's pages


def test_a_piece_shows_its_activities(rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    piece = advice_factories.advice(7)
    assert "Ingen aktivitet ennå" in slots.render("advice.detail", request, piece)
    advice_factories.activity(title="Kurs om rådet", pieces=[7], starts_on=TODAY + DAY)
    advice_factories.activity(title="Kurs om et annet", pieces=[8], starts_on=TODAY + DAY)
    shown = slots.render("advice.detail", request, piece)
    assert "Kurs om rådet" in shown
    assert "?rad=7" in shown
    assert "Kurs om et annet" not in shown
    assert reverse("implementation:plan") in slots.render("advice.list", request, advice_factories.edition())
