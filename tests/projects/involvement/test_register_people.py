"""People of the register in the log: who may name them, for whom, and when they represent."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from projects.involvement import participants
from projects.involvement.enums import Capacity
from projects.involvement.models import EventPerson
from projects.involvement.services.checks import problems
from projects.involvement.services.data import EventData, InvolvementData, Participant
from representatives.enrolments.enums import EnrolmentState
from representatives.people.models import Affiliation, Person
from tests import factories, register_factories

pytestmark = pytest.mark.django_db


def day(days: int = 0) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def said_of(person, organisation, *, on=None, capacity=Capacity.REPRESENTATION):
    """What the log says is wrong when somebody is named."""
    event = EventData(
        form=factories.involvement_form(),
        started_on=on or day(),
        people=[Participant(person=person, organisation=organisation, capacity=capacity)],
    )
    involvement = InvolvementData(phases=["drafting"], degree=2)
    return [one.message for one in problems(event, involvement) if one.field == "people"]


@pytest.fixture
def organisation():
    return register_factories.registered(name="Foreningen Fri")


@pytest.fixture
def rita():
    return register_factories.person(name="Rita Register")


def test_a_mandate_makes_somebody_belong_and_represent(organisation, rita):
    register_factories.representative(of=organisation, who=rita, valid_from=day(-30), valid_to=day(30))
    assert said_of(rita, organisation) == []
    assert said_of(rita, organisation, on=day(-30)) == []
    for outside in (day(-31), day(31)):
        assert "hørte ikke til" in said_of(rita, organisation, on=outside)[0]


def test_a_mandate_that_ended_since_still_held_on_the_day(organisation, rita):
    register_factories.representative(
        of=organisation, who=rita, valid_from=day(-30), valid_to=day(-10), state=EnrolmentState.ENDED
    )
    assert said_of(rita, organisation, on=day(-10)) == []
    assert said_of(rita, organisation)


def test_an_employment_makes_somebody_belong_and_not_represent(organisation, rita):
    register_factories.consultant(of=organisation, who=rita)
    assert said_of(rita, organisation, capacity=Capacity.EXPERIENCE) == []
    assert "hadde ikke mandat fra Foreningen Fri" in said_of(rita, organisation)[0]


def test_an_affiliation_is_no_mandate_of_somebody_in_the_register(organisation, rita):
    with audit.context(command="test"):
        Affiliation.objects.create(person=rita, organisation=organisation, valid_from=day(-30))
    assert said_of(rita, organisation, capacity=Capacity.EXPERIENCE) == []
    assert "hadde ikke mandat" in said_of(rita, organisation)[0]
    register_factories.representative(of=organisation, who=rita)
    assert said_of(rita, organisation) == []


def test_whom_the_log_alone_knows_represents_by_affiliation(organisation):
    person = factories.person()
    with audit.context(command="test"):
        Affiliation.objects.create(person=person, organisation=organisation, valid_from=day(-30))
    assert said_of(person, organisation) == []


def test_the_mandate_of_another_organisation_does_not_do(organisation, rita):
    register_factories.representative(who=rita)
    assert "hørte ikke til" in said_of(rita, organisation)[0]


def labels(words, account):
    return {one.label for one in participants.search(words, account)}


def test_the_centre_finds_a_representative_with_the_organisation(organisation, rita):
    register_factories.representative(of=organisation, who=rita)
    found = labels("Rita", factories.centre())
    assert found == {"Rita Register, Foreningen Fri"}


def test_staff_find_nobody_of_the_register_alone(organisation, rita):
    register_factories.representative(of=organisation, who=rita)
    staff = factories.staff()
    assert labels("Rita", staff) == set()
    register_factories.disclosure(of=rita, to=staff)
    assert labels("Rita", staff) == {"Rita Register, Foreningen Fri"}


def test_staff_are_told_of_the_post_that_the_log_has_told_and_no_other(organisation, rita):
    other = register_factories.registered(name="Bedriften Bak")
    for one in (organisation, other):
        register_factories.representative(of=one, who=rita)
    involvement = factories.involvement(factories.assignment())
    with audit.context(command="test"):
        EventPerson.objects.create(event=involvement.event, person=rita, organisation=organisation)
        Person.objects.filter(pk=rita.pk).update(is_in_log=True)
    assert labels("Rita", factories.staff()) == {"Rita Register, Foreningen Fri"}
    assert labels("Rita", factories.centre()) == {"Rita Register, Foreningen Fri", "Rita Register, Bedriften Bak"}


def test_who_left_the_register_is_found_by_nobody(organisation):
    left = register_factories.person(name="Lars Left", purposes=[])
    register_factories.representative(of=organisation, who=left)
    assert labels("Lars", factories.centre()) == set()


def test_who_was_erased_stays_as_somebody(signed_in):
    """The card of an erased person is not that of the organisation, and two of them are two."""
    item, organisation = factories.assignment(), factories.organisation(name="Foreningen Fri")
    gone = [factories.person() for _one in range(2)]
    with audit.context(command="test"):
        event = factories.involvement(item, event_fields={"people": gone}).event
        EventPerson.objects.filter(event=event).update(organisation=organisation)
        Person.objects.filter(pk__in=[one.pk for one in gone]).update(name="")
    page = signed_in(factories.staff()).get(reverse("involvement:people", args=[item.reference])).text
    assert page.count("Slettet person") == 2
