"""Meetings: planned, told of without a theme, held with how many came, or cancelled."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from medvirkning import audit
from medvirkning.notifications.models import Message
from medvirkning.web.dates import format_date
from representatives.consents.services import withdraw
from representatives.panels.enums import MeetingState
from representatives.panels.models import PanelMeeting
from representatives.panels.querysets import next_meetings
from tests import factories, register_factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return factories.staff()


@pytest.fixture
def panel(manager):
    return register_factories.panel(run_by=manager, name="Panel om noe hemmelig")


@pytest.fixture
def member(panel):
    return register_factories.member(of=panel)


def tomorrow() -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=1)


def posted(**values):
    return {
        "title": "Om hemmelig tema",
        "held_on": tomorrow().isoformat(),
        "starts_at": "10:30",
        "place": "Storgata 1",
        "agenda": "Sak 1",
    } | values


def plan(signed_in, manager, panel, **values) -> PanelMeeting:
    response = signed_in(manager).post(reverse("panels:plan", args=[panel.pk]), posted(**values))
    assert response.status_code == 302
    return PanelMeeting.objects.latest("pk")


def test_members_hear_of_it_without_the_theme(signed_in, manager, panel, member):
    gone = register_factories.member(of=panel)
    with audit.context(command="test"):
        withdraw(actor=gone.person.user, person=gone.person, purpose="register")
    Message.objects.all().delete()
    meeting = plan(signed_in, manager, panel)
    told = Message.objects.get()
    assert told.user == member.person.user
    assert "hemmelig" not in told.subject + told.text
    assert "Storgata 1" in told.text
    assert "kl. 10.30" in told.text
    own = signed_in(member.person.user)
    assert "Sak 1" in own.get(meeting.get_absolute_url()).text


def test_the_calendar_names_no_theme(signed_in, manager, panel, member):
    meeting = plan(signed_in, manager, panel)
    response = signed_in(member.person.user).get(reverse("panels:calendar", args=[meeting.pk]))
    assert response.headers["Content-Type"].startswith("text/calendar")
    event = Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert event["summary"] == "Møte"
    assert "hemmelig" not in response.content.decode()
    local = event.decoded("dtstart").astimezone(timezone.get_default_timezone())
    assert (local.date(), local.time()) == (meeting.held_on, datetime.time(10, 30))


def test_a_whole_day_where_no_time_is_known(signed_in, manager, panel):
    meeting = plan(signed_in, manager, panel, starts_at="")
    response = signed_in(manager).get(reverse("panels:calendar", args=[meeting.pk]))
    event = Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert event.decoded("dtstart") == meeting.held_on


def test_a_new_time_is_told_and_a_new_agenda_is_not(signed_in, manager, panel, member):
    meeting = plan(signed_in, manager, panel)
    change = reverse("panels:change-meeting", args=[meeting.pk])
    page = signed_in(manager).post(change, posted(agenda="Sak 2", version=1), follow=True)
    assert "har fått beskjed" not in page.text
    assert Message.objects.count() == 1
    page = signed_in(manager).post(change, posted(starts_at="12:00", agenda="Sak 2", version=2), follow=True)
    assert "Lagret, og medlemmene har fått beskjed." in page.text
    assert Message.objects.latest("pk").subject == "Møtet er endret"
    # Two at once: the second sees both versions.
    assert signed_in(manager).post(change, posted(starts_at="13:00", version=2)).status_code == 409


def test_cancelled_is_told_once(signed_in, manager, panel, member):
    meeting = plan(signed_in, manager, panel)
    for _again in range(2):
        signed_in(manager).post(reverse("panels:cancel-meeting", args=[meeting.pk]))
    assert Message.objects.filter(subject="Møtet er avlyst").count() == 1
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CANCELLED


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"users_count": "", "carers_count": ""}, "Skriv hvor mange som kom"),
        ({"users_count": "0", "carers_count": "0"}, "Skriv hvor mange som kom"),
        ({"users_count": "-1"}, "større enn eller lik"),
    ],
)
def test_held_says_how_many_came(signed_in, manager, panel, values, said):
    meeting = register_factories.panel_meeting(of=panel, state=MeetingState.PLANNED, users_count=None)
    address = reverse("panels:hold", args=[meeting.pk])
    page = signed_in(manager).post(address, {"version": 1, "summary": "", "carers_count": ""} | values)
    assert said in str(page.context["form"].errors)
    signed_in(manager).post(address, {"version": 1, "users_count": "4", "carers_count": "0", "summary": "Bra."})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.users_count) == (MeetingState.HELD, 4)


def test_a_meeting_to_come_is_not_held(signed_in, manager, panel):
    meeting = plan(signed_in, manager, panel)
    page = signed_in(manager).post(reverse("panels:hold", args=[meeting.pk]), {"version": 1, "users_count": "4"})
    assert "ikke holdt ennå" in page.text


@pytest.mark.parametrize(("day", "said"), [("2090-01-01", "for langt unna"), ("tull", "dato som finnes")])
def test_a_day_out_of_reach(signed_in, manager, panel, day, said):
    page = signed_in(manager).post(reverse("panels:plan", args=[panel.pk]), posted(held_on=day))
    assert said in str(page.context["form"].errors)


def test_a_held_meeting_is_not_changed(signed_in, manager, panel):
    meeting = register_factories.panel_meeting(of=panel)
    page = signed_in(manager).post(reverse("panels:change-meeting", args=[meeting.pk]), posted(version=1))
    assert "Bare et planlagt møte" in page.text


def at(hour: int, day: datetime.date | None = None) -> datetime.datetime:
    """An hour of today, or of another day, here."""
    return datetime.datetime.combine(
        day or timezone.localdate(), datetime.time(hour), tzinfo=timezone.get_default_timezone()
    )


@pytest.mark.parametrize(
    ("hour", "starts_at", "calls"), [(9, "10:30", True), (11, "10:30", False), (11, "", True), (23, "", True)]
)
def test_mails_and_the_next_meeting_follow_the_start(signed_in, manager, panel, member, hour, starts_at, calls):
    with time_machine.travel(at(hour), tick=False):
        today = timezone.localdate().isoformat()
        address = reverse("panels:plan", args=[panel.pk])
        page = signed_in(manager).post(address, posted(held_on=today, starts_at=starts_at), follow=True)
        meeting = PanelMeeting.objects.get()
        assert Message.objects.exists() == calls
        assert ("medlemmene har fått beskjed" in page.text) == calls
        assert ("ingen har fått beskjed" in page.text) != calls
        assert ("Ikke ført ennå" in page.text) != calls
        assert meeting.has_begun != calls
        assert PanelMeeting.objects.coming().exists() == calls
        assert bool(next_meetings(member.person.user, most=1)) == calls


def test_one_that_was_held_already_waits_to_be_entered(signed_in, manager, panel, member):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    meeting = plan(signed_in, manager, panel, held_on=yesterday.isoformat())
    assert "ikke ført ennå" in signed_in(manager).get(panel.get_absolute_url()).text
    assert signed_in(manager).get(meeting.get_absolute_url()).text.count("Møtet er gjennomført")
    page = signed_in(manager).post(reverse("panels:cancel-meeting", args=[meeting.pk]), follow=True)
    assert "ingen har fått beskjed" in page.text
    assert not Message.objects.exists()


def test_nobody_is_told_where_nobody_sits(signed_in, manager, panel):
    page = signed_in(manager).post(reverse("panels:plan", args=[panel.pk]), posted(), follow=True)
    assert "Ingen sitter i panelet ennå" in page.text


def test_no_meeting_before_the_panel_was_there(signed_in, manager):
    today = timezone.localdate()
    new = register_factories.panel(run_by=manager, started_on=today)
    day = (today - datetime.timedelta(days=1)).isoformat()
    page = signed_in(manager).post(reverse("panels:plan", args=[new.pk]), posted(held_on=day))
    assert f"Panelet ble opprettet {format_date(today)}" in str(page.context["form"].errors)
    assert not PanelMeeting.objects.exists()


def test_place_and_agenda_are_for_those_who_come(signed_in, manager, panel, member):
    """Others who work here see that a meeting was held, and what it came to: it goes into the log."""
    meeting = plan(signed_in, manager, panel)
    other = signed_in(factories.staff())
    page = other.get(panel.get_absolute_url())
    assert "Når og hvor panelet møtes, ser medlemmene" in page.text
    assert meeting.title not in page.text
    calendar = reverse("panels:calendar", args=[meeting.pk])
    assert {other.get(one).status_code for one in (meeting.get_absolute_url(), calendar)} == {404}
    held = register_factories.panel_meeting(of=panel, place="Storgata 1", agenda="Sak 1", summary="Kortere tekst.")
    page = other.get(held.get_absolute_url())
    assert "Kortere tekst." in page.text
    assert "Storgata 1" not in page.text
    assert "Sak 1" not in page.text
    assert other.get(reverse("panels:calendar", args=[held.pk])).status_code == 404
    assert "Storgata 1" in signed_in(member.person.user).get(held.get_absolute_url()).text
