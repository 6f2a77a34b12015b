"""Meetings: planned, told of without a theme, held with how many came, or cancelled."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from medvirkning import audit
from medvirkning.notifications.models import Message
from representatives.consents.services import withdraw
from representatives.panels.enums import MeetingState
from representatives.panels.models import PanelMeeting
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
    signed_in(manager).post(change, posted(agenda="Sak 2", version=1))
    assert Message.objects.count() == 1
    signed_in(manager).post(change, posted(starts_at="12:00", agenda="Sak 2", version=2))
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
