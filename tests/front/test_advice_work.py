"""What waits with the advice on the first page: for the Centre, and for leaders who approve."""

import pytest
from django.urls import reverse

from advice.assessments.enums import AssessmentState
from advice.catalogue.models import AdviceFeedback
from advice.units.enums import UnitState
from medvirkning import audit
from medvirkning.front import my_work
from tests import advice_factories, factories

pytestmark = pytest.mark.django_db


def subjects(account) -> list[str]:
    return [task.subject for task in my_work.waits_for(account).tasks]


def test_the_centre_is_told_of_units_feedback_and_assessments():
    advice_factories.unit(state=UnitState.APPLIED)
    advice_factories.unit(state=UnitState.APPLIED)
    with audit.context(command="test"):
        AdviceFeedback.objects.create(version=advice_factories.advice(1).current, text="Uklart")
    sent = advice_factories.assessment(state=AssessmentState.SUBMITTED)
    centre, staff = factories.centre(), factories.staff()
    tasks = {task.subject: task for task in my_work.waits_for(centre).tasks}
    assert str(tasks["2 tjenesteenheter"].text) == "har meldt seg inn og venter på svar"
    assert str(tasks["1 tilbakemelding"].text) == "på rådene er ikke behandlet"
    assert tasks[sent.unit.name].action_url == reverse("assessments:decide", args=[sent.pk])
    assert subjects(staff) == []


def test_nothing_waits_where_nothing_does():
    advice_factories.unit()
    advice_factories.assessment(state=AssessmentState.DRAFT)
    assert subjects(factories.centre()) == []


def test_a_leader_above_is_told_of_the_departments_below_and_the_centre_is_not():
    division = factories.division()
    department = factories.department(parent=division)
    own, above = factories.leader(of=department), factories.leader(of=division)
    advice_factories.assessment(department=department, state=AssessmentState.SUBMITTED, submitted_by=own)
    assert department.name in subjects(above)
    assert department.name not in subjects(own)
    assert department.name not in subjects(factories.centre())


def test_many_assessments_are_led_on_to_their_list():
    for _ in range(my_work.SHOWN + 2):
        advice_factories.assessment(state=AssessmentState.SUBMITTED)
    waits = my_work.waits_for(factories.centre())
    assert len(waits.tasks) == my_work.SHOWN
    assert waits.more == [
        ("Alle egenvurderinger som er sendt", f"{reverse('assessments:list')}?tilstand={AssessmentState.SUBMITTED}")
    ]
