"""The first page of each role: what waits, with its one act; an honest page where there is no work."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.front import my_work
from medvirkning.web.models import Draft
from projects.shares import pipeline
from projects.work.enums import DecisionStatus, WorkStatus
from projects.work.presenters import EXEMPTION
from tests import factories

pytestmark = pytest.mark.django_db


def in_days(number: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=number)


def ongoing(account, **values):
    return factories.assignment(responsible=account, status=WorkStatus.ONGOING, **values)


def test_work_near_its_deadline_without_involvement_comes_in_order_of_date():
    staff = factories.staff()
    near, past = ongoing(staff, due_on=in_days(30)), ongoing(staff, due_on=in_days(-3))
    ongoing(staff, due_on=in_days(200))
    factories.involvement(ongoing(staff, due_on=in_days(10)))
    ongoing(factories.staff(), due_on=in_days(10))
    found = my_work.waits_for(staff).tasks
    assert [task.subject for task in found] == [past.title, near.title]
    assert [task.late for task in found] == [True, False]
    assert found[1].action_url == reverse("involvement:log", args=[near.reference])


def test_a_standing_task_waits_until_somebody_was_involved_this_year():
    staff = factories.staff()
    task = factories.standing_task(responsible=staff)
    pipeline.drain()
    assert [found.subject for found in my_work.waits_for(staff).tasks] == [task.title]
    factories.involvement(task)
    pipeline.drain()
    assert my_work.waits_for(staff).tasks == []


def test_an_unanswered_input_says_how_long_it_waited():
    staff = factories.staff()
    item = ongoing(staff)
    factories.said(factories.involvement(item), given_on=in_days(-40))
    (task,) = my_work.waits_for(staff).tasks
    assert str(task.text).endswith("1 innspill som venter på svar, det eldste i 40 dager")
    assert task.action_url == reverse("involvement:inputs", args=[item.reference])


def test_a_form_begun_leads_back_to_it():
    staff = factories.staff()
    item = ongoing(None)
    Draft.objects.create(user=staff, form_key="involvement.log", object_key=str(item.pk), values={"summary": ["x"]})
    (task,) = my_work.waits_for(staff).tasks
    assert task.subject == item.title
    assert task.action_url == reverse("involvement:log", args=[item.reference])


def test_a_leader_is_led_to_each_decision_and_the_asker_is_not(signed_in):
    department = factories.division()
    leader, staff = factories.leader(of=department), factories.staff(of=department)
    asked = factories.exemption(
        ongoing(None, department=department), year=2026, status=DecisionStatus.REQUESTED, requested_by=staff
    )
    (task,) = my_work.waits_for(leader).tasks
    assert task.action_url == reverse("work:decide", args=[EXEMPTION, asked.pk])
    assert signed_in(leader).get(task.action_url).status_code == 200
    assert my_work.waits_for(staff).tasks == []


def test_the_share_is_the_one_of_the_dashboard_and_leads_to_the_records(signed_in):
    department = factories.division()
    staff = factories.staff(of=department)
    factories.involvement(factories.standing_task(department=department))
    factories.standing_task(department=department)
    pipeline.drain()
    share = my_work.share_of(staff)
    assert (share.counted, share.carried_out, share.share) == (1, 2, 50)
    page = signed_in(staff).get("/")
    assert "50,0" in page.text
    assert signed_in(staff).get(share.records_url).status_code == 200


def test_what_others_logged_is_told_and_the_own_is_not():
    staff, colleague = factories.staff(), factories.staff()
    item = ongoing(staff)
    theirs = factories.involvement(item, logged_by=colleague)
    factories.involvement(item, logged_by=staff)
    (happening,) = my_work.happenings_of(staff)
    assert happening.url == reverse("involvement:detail", args=[item.reference, theirs.pk])


@pytest.mark.parametrize(
    "role", [Role.ORGANISATION_CONTACT, Role.REPRESENTATIVE, Role.SERVICE_LEADER, Role.ADMINISTRATOR]
)
def test_others_read_what_they_can_do_here(signed_in, settings, role):
    settings.MEDVIRKNING_DEMO = True
    client = signed_in(factories.user(roles=[role]))
    page = client.get("/")
    has_own_page = role != Role.ADMINISTRATOR
    assert ("Mer du kan gjøre her" in page.text) is has_own_page
    assert (f"Du er logget inn som: {role.label}" in page.text) is not has_own_page
    assert "Mitt arbeid" not in page.text
    for name in ("departments:list", "register:new", "admin:index", "insight:control"):
        assert (f'href="{reverse(name)}"' in page.text) == (role == Role.ADMINISTRATOR), name


def test_lists_that_hold_more_are_named(signed_in):
    department = factories.division()
    leader = factories.leader(of=department)
    for number in range(6):
        ongoing(leader, due_on=in_days(number))
    waits = my_work.waits_for(leader)
    assert len(waits.tasks) == 5
    ((_words, url),) = waits.more
    assert len(signed_in(leader).get(url).context["page"].rows) == 6
