"""Whose consent is withdrawn or has run out is gone from the panel's rooms; the seat stands, and the way back."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from representatives.consents.services import agree, text_for, withdraw
from representatives.panels.enums import MeetingState
from representatives.panels.models import Panel
from representatives.panels.querysets import next_meetings, own_seats
from representatives.panels.waiting import waits_for_member
from tests import factories, register_factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel():
    return register_factories.panel(run_by=factories.staff(), name="Brukerpanelet")


@pytest.fixture
def member(panel):
    return register_factories.member(of=panel)


@pytest.fixture
def meeting(panel):
    return register_factories.panel_meeting(
        of=panel,
        state=MeetingState.PLANNED,
        held_on=timezone.localdate() + datetime.timedelta(days=7),
        title="Tema",
        place="Storgata 1",
        users_count=None,
    )


def withdrawn(member):
    with audit.context(command="test"):
        withdraw(actor=member.person.user, person=member.person, purpose="register")


def addresses(panel, meeting):
    return [
        panel.get_absolute_url(),
        meeting.get_absolute_url(),
        reverse("panels:calendar", args=[meeting.pk]),
    ]


@pytest.mark.parametrize("how", ["withdrawn", "expired"])
def test_the_rooms_are_closed_and_the_seat_stands(signed_in, panel, member, meeting, how):
    user = member.person.user
    for address in addresses(panel, meeting):
        assert signed_in(user).get(address).status_code == 200
    if how == "withdrawn":
        withdrawn(member)
    day = timezone.now() + datetime.timedelta(days=0 if how == "withdrawn" else 400)
    with time_machine.travel(day, tick=False):
        own = signed_in(user)
        for address in addresses(panel, meeting):
            assert own.get(address).status_code == 404
        page = own.get(reverse("my_page:home"))
        assert not next_meetings(user, most=5)
        assert not waits_for_member(user)
        said = "samtykket er trukket" if how == "withdrawn" else "samtykket har gått ut"
        assert f"gjelder ikke nå: {said}" in page.text
        assert "Brukerpanelet" in page.text
        assert panel.get_absolute_url() not in page.text
        assert "Samtykkene mine" in page.text
        assert not Panel.objects.visible_to(user).exists()


def test_whoever_agrees_again_is_back(signed_in, panel, member, meeting):
    user = member.person.user
    withdrawn(member)
    with audit.context(command="test"):
        text = text_for("register", "panel").pk
        agree(actor=user, person=member.person, purpose="register", text=text)
    for address in addresses(panel, meeting):
        assert signed_in(user).get(address).status_code == 200
    assert own_seats(user).get().agrees
    assert next_meetings(user, most=5) == [meeting]
