"""January's question about groups that go on: asked, answered, and what follows when nobody answers."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.audit.history import history_of
from medvirkning.notifications.models import Message
from projects.involvement.models import Event, Involvement
from projects.involvement.services.continuing import ask_and_end
from projects.involvement.services.states import confirm_met
from projects.involvement.tasks import groups_that_go_on
from projects.work.models import Touch
from tests import factories

pytestmark = pytest.mark.django_db


def at(text):
    return time_machine.travel(datetime.datetime.fromisoformat(f"{text}T07:00:00+01:00"), tick=False)


def group(*, logged="2025-03-01", started="2024-02-05", ended="2027-06-30", **fields):
    """A reference group of a standing task, in the log since a day."""
    item = fields.pop("work_item", None) or factories.standing_task()
    row = factories.involvement(item, started_on=factories.day(started), ended_on=factories.day(ended), **fields)
    moment = timezone.make_aware(datetime.datetime.fromisoformat(f"{logged}T12:00:00"))
    with audit.context(command="test"):
        Involvement.objects.filter(pk=row.pk).update(logged_at=moment)
    return row


def run(day):
    with at(day):
        return groups_that_go_on()


def end_of(row):
    return Event.objects.get(pk=row.event_id).ended_on


def test_the_owner_is_asked_once_reminded_once_and_then_it_ends():
    owner = factories.staff()
    row = group(work_item=factories.standing_task(responsible=owner))
    for day in ("2026-01-01", "2026-01-02", "2026-01-23"):
        assert run(day) == 0
    assert [message.user for message in Message.objects.all()] == [owner]
    assert "Møttes gruppene i året som gikk?" in Message.objects.get().subject
    run("2026-01-24")
    run("2026-01-31")
    assert Message.objects.count() == 2
    assert end_of(row) == factories.day("2027-06-30")

    touched = Touch.objects.count()
    assert run("2026-02-01") == 1
    assert end_of(row) == factories.day("2024-12-31")
    assert Touch.objects.count() == touched + 1
    last = history_of(Event.objects.get(pk=row.event_id))[0]
    assert (last.who, last.reason) == ("Systemet", "Ingen bekreftet i januar at gruppen møttes i 2025.")

    assert run("2026-02-02") == 0
    assert Message.objects.count() == 2
    assert Event.objects.get(pk=row.event_id).version == 2


def test_who_answers_keeps_the_group():
    owner = factories.staff()
    row = group(logged_by=owner)
    run("2026-01-02")
    with at("2026-01-10"), audit.context(actor=owner):
        confirm_met(actor=owner, involvement=row, year=2025)
    assert run("2026-02-01") == 0
    assert end_of(row) == factories.day("2027-06-30")
    run("2027-01-02")
    assert Message.objects.count() == 2
    assert run("2027-02-01") == 1
    assert end_of(row) == factories.day("2025-12-31")


def test_it_did_meet_on_its_first_day():
    row = group(started="2025-09-15", logged_by=factories.staff())
    run("2026-01-02")
    assert run("2026-02-01") == 1
    assert end_of(row) == factories.day("2025-09-15")


def test_a_start_known_to_the_year_ends_with_it():
    row = group(started="2025-01-01", logged_by=factories.staff(), event_fields={"started_on_precision": "year"})
    run("2026-01-02")
    run("2026-02-01")
    event = Event.objects.get(pk=row.event_id)
    assert (event.ended_on, event.ended_on_precision) == (factories.day("2025-12-31"), "year")


def test_a_portal_that_stood_still_asks_first():
    row = group(logged_by=factories.staff())
    assert run("2026-03-10") == 0
    assert Message.objects.count() == 1
    assert run("2026-03-16") == 0
    assert end_of(row) == factories.day("2027-06-30")
    assert run("2026-03-17") == 1


def test_what_is_logged_after_the_turn_of_the_year_waits_for_the_next():
    row = group(logged="2026-01-15", logged_by=factories.staff())
    run("2026-01-16")
    assert run("2026-02-10") == 0
    assert not Message.objects.exists()
    assert end_of(row) == factories.day("2027-06-30")


def test_the_leader_is_asked_where_the_owner_left(signed_in):
    home = factories.department(parent=factories.division())
    leader = factories.leader(of=home)
    gone = factories.staff(is_active=False)
    row = group(work_item=factories.standing_task(department=home, responsible=gone))
    run("2026-01-02")
    assert [message.user for message in Message.objects.all()] == [leader]
    with at("2026-01-05"):
        address = reverse("involvement:goes-on", args=[row.pk])
        assert address in signed_in(leader).get(reverse("involvement:continuing")).text
        assert address not in signed_in(factories.leader()).get(reverse("involvement:continuing")).text
        assert signed_in(leader).post(address, {"answer": "met"}).status_code == 302
    assert run("2026-02-01") == 0


def test_with_nobody_left_to_ask_it_ends_all_the_same():
    row = group(work_item=factories.standing_task(responsible=None))
    assert run("2026-02-01") == 1
    assert end_of(row) == factories.day("2024-12-31")


def test_one_event_of_several_work_items_ends_once():
    owner = factories.staff()
    row = group(logged_by=owner)
    other = group(event=row.event, logged_by=owner)
    run("2026-01-02")
    assert run("2026-02-01") == 1
    assert Event.objects.get(pk=other.event_id).version == 2


def test_annulled_groups_and_those_that_ended_are_left_alone():
    group(state="annulled", logged_by=factories.staff())
    group(ended="2025-12-31", logged_by=factories.staff())
    run("2026-01-02")
    assert run("2026-02-01") == 0
    assert not Message.objects.exists()


def test_a_new_end_given_by_a_person_stands(signed_in):
    """It was ended; the owner says that it went on after all, and the portal does not end it again."""
    owner = factories.staff()
    item = factories.standing_task(responsible=owner)
    row = group(work_item=item, logged_by=owner)
    run("2026-01-02")
    assert run("2026-02-01") == 1
    with at("2026-02-03"):
        event = Event.objects.get(pk=row.event_id)
        response = signed_in(owner).post(
            reverse("involvement:edit", args=[item.reference, row.pk]),
            {
                "started_on": "05.02.2024",
                "form": event.form_id,
                "phase": "drafting",
                "span": "periode",
                "ended_on": "30.06.2027",
                "users_count": "2",
                "perspective": "user",
                "capacity": "representation",
                "degree": "2",
                "version": str(row.version),
                "event_version": str(event.version),
            },
        )
    assert response.status_code == 302, response.text
    assert end_of(row) == factories.day("2027-06-30")
    assert run("2026-02-04") == 0
    assert end_of(row) == factories.day("2027-06-30")


def test_the_list_of_my_groups_is_in_the_menu(signed_in):
    page = signed_in(factories.staff()).get("/")
    assert f'href="{reverse("involvement:continuing")}"' in page.text


def test_without_groups_nothing_happens():
    with audit.context(task="test"):
        assert ask_and_end() == 0
