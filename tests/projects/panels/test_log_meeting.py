"""A held meeting of a panel is one event, with an involvement for each item that it treated."""

import datetime
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.models import User
from medvirkning.web.refusals import NotAllowedError, RefusedError
from projects.involvement.models import Event, EventPerson, Involvement
from projects.involvement.services import states
from projects.involvement.services.log import LogRefusedError
from projects.panels import services
from projects.panels.models import MeetingEvent
from projects.shares import pipeline
from projects.shares.models import CountedWork
from projects.work.models import WorkItem
from representatives.panels.enums import MeetingState, PanelKind
from tests import at_once, factories, register_factories

pytestmark = pytest.mark.django_db

MEANT = {"phases": ["planning"], "degree": 2, "purpose": "Hva er viktigst?"}


@pytest.fixture
def staff():
    return factories.staff()


@pytest.fixture
def meeting():
    panel = register_factories.panel(kind=PanelKind.YOUTH, name="Unge stemmer")
    register_factories.member(of=panel, who=register_factories.person(name="Hemmelig Navn"))
    return register_factories.panel_meeting(of=panel, users_count=6, carers_count=None, summary="Det ble sagt.")


@audit.context(command="test")
def log(actor, meeting, *work_items, **values) -> list[Involvement]:
    return services.log_meeting(actor=actor, meeting=meeting, work_items=work_items, **MEANT | values)


def test_one_event_for_all_items(staff, meeting):
    rows = log(staff, meeting, factories.assignment(), factories.standing_task())
    event = Event.objects.get()
    assert {row.event_id for row in rows} == {event.pk}
    assert (event.form_id, event.started_on, event.users_count) == ("youth_panel", meeting.held_on, 6)
    assert (event.group_capacity, event.capacities) == ("insight", ["insight"])
    assert {(row.perspective, row.youth, row.degree) for row in rows} == {("user", True, 2)}
    # Nobody is named.
    assert not EventPerson.objects.exists()
    assert "Hemmelig" not in str([*Event.objects.values(), *Involvement.objects.values()])


def test_an_unknown_number_is_not_nought(signed_in, staff, meeting):
    page = signed_in(staff).get(reverse("panel_meetings:log", args=[meeting.pk]))
    assert "Brukere: 6. Pårørende: ikke oppgitt." in page.text


@pytest.mark.parametrize(
    ("kind", "form"), [("experience", "user_panel"), ("user", "user_panel"), ("user_council", "user_council")]
)
def test_each_kind_has_its_form(staff, kind, form):
    meeting = register_factories.panel_meeting(of=register_factories.panel(kind=kind), carers_count=2)
    (row,) = log(staff, meeting, factories.assignment())
    assert (row.event.form_id, row.perspective, row.youth) == (form, "both", False)


def test_logged_again_it_adds_items_to_the_event(staff, meeting):
    first, second = factories.assignment(), factories.assignment(title="Det andre")
    log(staff, meeting, first)
    with pytest.raises(LogRefusedError, match="alt registrert"):
        log(staff, meeting, first, second)
    log(staff, meeting, second)
    assert Event.objects.count() == MeetingEvent.objects.count() == 1
    assert Involvement.objects.count() == 2


def test_what_was_annulled_is_logged_anew(staff, meeting):
    item = factories.assignment()
    (row,) = log(staff, meeting, item)
    with audit.context(command="test"):
        states.annul(actor=staff, involvement=row, expected_version=row.version, reason="Feil fase")
    log(staff, meeting, item, phases=["evaluation"])
    assert Event.objects.count() == 1
    assert sorted(Involvement.objects.values_list("state", flat=True)) == ["annulled", "registered"]


@pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.CANCELLED])
def test_only_what_was_held(staff, meeting, state):
    with audit.context(command="test"):
        type(meeting).objects.update(state=state)
    with pytest.raises(NotAllowedError):
        log(staff, meeting, factories.assignment())


def test_restricted_work_is_for_its_team(staff, meeting):
    with pytest.raises(LogRefusedError, match="Du kan ikke registrere"):
        log(staff, meeting, factories.assignment(restricted=True))
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"), [({"phases": []}, "phases"), ({"degree": None}, "degree"), ({"degree": 7}, "degree")]
)
def test_what_is_missing(staff, meeting, values, field):
    with pytest.raises(LogRefusedError) as refused:
        log(staff, meeting, factories.assignment(), **values)
    assert refused.value.field == field
    assert not MeetingEvent.objects.exists()


def test_the_shares_count_it(staff, meeting):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    with audit.context(command="test"):
        type(meeting).objects.update(held_on=yesterday)
    meeting.refresh_from_db()
    item = factories.assignment(completed_on=timezone.localdate())
    pipeline.drain()
    assert CountedWork.objects.get(work_item=item).any_on is None
    log(staff, meeting, item)
    pipeline.drain()
    assert CountedWork.objects.get(work_item=item).any_on is not None


# The page


def test_staff_search_and_log_without_javascript(signed_in, staff, meeting):
    first = factories.assignment(title="Veileder om søvn")
    second = factories.assignment(title="Råd om søvn for unge")
    factories.assignment(title="Søvn, skjermet", restricted=True)
    client = signed_in(staff)
    assert "ikke ført i loggen" in client.get(meeting.get_absolute_url()).text
    address = reverse("panel_meetings:log", args=[meeting.pk])
    assert "Det ble sagt." in client.get(address).text
    page = client.post(address, {"q_work": "søvn", "find_work": "1", "phases": ["planning"], "purpose": "Hvorfor"})
    assert "2 treff" in page.text
    assert "skjermet" not in page.text
    assert "Hvorfor" in page.text
    posted = {"work": [first.pk, second.pk], "phases": ["planning", "drafting"], "degree": "2"}
    assert client.post(address, posted).headers["Location"] == meeting.get_absolute_url()
    assert Event.objects.count() == 1
    page = client.get(meeting.get_absolute_url())
    assert first.title in page.text
    assert second.title in page.text
    # On the work item it is an event as any other, without a name.
    page = client.get(reverse("involvement:list", args=[first.reference]))
    assert "Ungdomspanel" in page.text or "ungdomspanel" in page.text
    assert "Hemmelig" not in page.text


def test_nothing_chosen_is_said(signed_in, staff, meeting):
    page = signed_in(staff).post(
        reverse("panel_meetings:log", args=[meeting.pk]), {"phases": ["planning"], "degree": "2"}
    )
    assert "Velg hvilket arbeid møtet tok opp" in page.text
    assert not Event.objects.exists()


def test_no_treff(signed_in, staff, meeting):
    page = signed_in(staff).post(
        reverse("panel_meetings:log", args=[meeting.pk]), {"q_work": "finnesikke", "find_work": "1"}
    )
    assert "Ingen treff" in page.text


def test_a_member_sees_nothing_of_the_log(signed_in, staff, meeting):
    log(staff, meeting, factories.assignment(title="Intern veileder"))
    account = meeting.panel.members.get().person.user
    page = signed_in(account).get(meeting.get_absolute_url())
    assert page.status_code == 200
    assert "Intern veileder" not in page.text


@pytest.mark.django_db(transaction=True)
def test_two_who_log_at_once() -> None:
    meeting = register_factories.panel_meeting(of=register_factories.panel())
    staff, first, second = factories.staff(), factories.assignment(), factories.assignment()
    act = partial(services.log_meeting, meeting=meeting, **MEANT)
    outcome = at_once.together(
        lambda: act(actor=User.objects.get(pk=staff.pk), work_items=[WorkItem.objects.get(pk=first.pk)]),
        lambda: act(actor=User.objects.get(pk=staff.pk), work_items=[WorkItem.objects.get(pk=second.pk)]),
        refused=(RefusedError,),
    )
    assert outcome == ["done", "done"]
    assert Event.objects.count() == 1
    assert Involvement.objects.count() == 2
