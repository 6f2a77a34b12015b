"""What waits: applications and meetings that are over for who runs a panel, an answer for who came of age."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.models import User
from representatives.panels.enums import MeetingState, MemberState
from representatives.panels.waiting import waits_for_manager, waits_for_member
from tests import factories, register_factories
from tests.representatives.panels.cases import invited

pytestmark = pytest.mark.django_db


def test_applications_and_meetings_that_are_over():
    manager = factories.staff()
    panel = register_factories.panel(run_by=manager, name="Panelet")
    register_factories.panel(run_by=manager, name="Et uten noe")
    invited(panel, state=MemberState.APPLIED)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    meeting = register_factories.panel_meeting(of=panel, state=MeetingState.PLANNED, held_on=yesterday)
    told = waits_for_manager(manager)
    assert {task.action_url for task in told} == {panel.get_absolute_url(), meeting.get_absolute_url()}
    assert any("1 søknad venter" in str(task.text) for task in told)


def test_nothing_waits_for_others(django_assert_num_queries):
    account = User.objects.get(pk=factories.staff().pk)
    assert waits_for_manager(account) == []
    with django_assert_num_queries(0):
        assert waits_for_manager(account) == []


def test_the_answer_of_who_came_of_age(signed_in):
    due = timezone.localdate() + datetime.timedelta(days=30)
    seat = register_factories.member(of=register_factories.panel(kind="youth"), answer_by=due)
    (task,) = waits_for_member(seat.person.user)
    assert (task.day, task.action_url) == (due, reverse("panels:answer", args=[seat.pk]))
    page = signed_in(seat.person.user).get(reverse("my_page:home"))
    assert task.action_url in page.text
    assert reverse("panels:leave", args=[seat.pk]) in page.text


def test_the_owners_page_lists_its_panels(signed_in):
    organisation = register_factories.registered()
    panel = register_factories.panel(owner=organisation, name="Vårt panel")
    closed = register_factories.panel(owner=organisation, name="Nedlagt")
    with audit.context(command="test"):
        type(closed).objects.filter(pk=closed.pk).update(closed_on=timezone.localdate())
    page = signed_in(register_factories.contact(of=organisation)).get(organisation.get_absolute_url())
    assert panel.get_absolute_url() in page.text
    assert "Nedlagt" not in page.text
