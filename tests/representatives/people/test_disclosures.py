"""Who sees a person: names by the log and by consent, data by a disclosure with a period and a reason."""

import datetime
from functools import partial

import pytest
from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.audit.enums import AccessClass
from medvirkning.web.refusals import RefusedError
from representatives.consents import services as consents
from representatives.people import services
from representatives.people.looks import name_page, page_in_words
from representatives.people.models import Disclosure, Person
from tests import at_once, factories, register_factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]

DAY = datetime.timedelta(days=1)
TODAY = timezone.localdate()


@pytest.fixture
def person():
    return register_factories.person()


def disclose(person, account, **values):
    values = {"access_class": AccessClass.SPECIAL, "reason": "nomination:17"} | values
    return services.disclose(person=person, account=account, **values)


def is_open(person, account, on=None):
    return Disclosure.objects.open_to(account, AccessClass.SPECIAL, on).filter(person=person).exists()


def test_open_from_a_day_to_a_day(person):
    reader = factories.staff()
    disclose(person, reader, valid_from=TODAY + DAY, valid_to=TODAY + 3 * DAY)
    assert [is_open(person, reader, TODAY + number * DAY) for number in range(5)] == [False, True, True, True, False]
    assert not is_open(person, factories.staff(), TODAY + DAY)
    assert not Disclosure.objects.open_to(reader, AccessClass.PERSONAL, TODAY + DAY).exists()


def test_the_same_reason_moves_the_period(person):
    reader = factories.staff()
    disclose(person, reader, valid_to=TODAY)
    disclose(person, reader, valid_to=TODAY + 30 * DAY)
    assert Disclosure.objects.get(person=person).valid_to == TODAY + 30 * DAY
    with pytest.raises(ValueError, match="hemmelig"):
        disclose(person, reader, access_class="hemmelig")


def test_one_reason_ends_and_another_stays(person):
    reader = factories.staff()
    disclose(person, reader)
    disclose(person, reader, reason="appointment:3", valid_from=TODAY - 5 * DAY)
    assert services.end_disclosures(person=person, reason="nomination:17") == 1
    assert [row.reason for row in Disclosure.objects.in_force().filter(person=person)] == ["appointment:3"]
    # What had begun is kept with its last day; what had not, was never open.
    assert services.end_disclosures(person=person) == 1
    (kept,) = Disclosure.objects.filter(person=person)
    assert (kept.reason, kept.valid_to) == ("appointment:3", TODAY - DAY)
    assert services.end_disclosures(person=person) == 0


def test_who_sees_a_disclosure(person):
    reader = factories.staff()
    row = disclose(person, reader)
    accounts = {
        "person": person.user,
        "reader": reader,
        "centre": factories.centre(),
        "staff": factories.staff(),
        "administrator": factories.administrator(),
    }
    assert {name for name, one in accounts.items() if row in Disclosure.objects.visible_to(one)} == {
        "person",
        "reader",
        "centre",
    }


# Names


def seen_by(person, account):
    # As a request loads it: what an account may see is read once for each.
    return Person.objects.visible_to(User.objects.get(pk=account.pk)).filter(pk=person.pk).exists()


def test_a_name_of_the_register_alone(person):
    staff, centre, administrator = factories.staff(), factories.centre(), factories.administrator()
    contact = register_factories.contact(of=register_factories.representative(who=person).organisation)
    readers = (staff, centre, administrator, contact)
    assert [seen_by(person, one) for one in readers] == [False, True, False, False]
    disclose(person, staff)
    assert seen_by(person, staff)
    consents.withdraw(actor=person.user, person=person, purpose="shown")
    assert not seen_by(person, staff)
    consents.withdraw(actor=person.user, person=person, purpose="register")
    assert [seen_by(person, one) for one in readers] == [False] * 4
    assert seen_by(person, person.user)


def test_a_name_of_the_log(person):
    staff = factories.staff()
    services.note_in_log([person])
    person.refresh_from_db()
    assert person.is_in_log
    assert seen_by(person, staff)
    assert not seen_by(person, factories.administrator())


def test_who_is_added_without_a_word_of_the_log_is_not_named_there():
    """The safe default: a room that makes a person for an account names nobody to staff."""
    account = factories.user(name="Kari Kontakt", roles=[Role.ORGANISATION_CONTACT])
    made = Person.objects.create(name=account.name, user=account)
    assert not made.is_in_log
    assert [seen_by(made, one) for one in (factories.staff(), factories.centre(), account)] == [False, False, True]
    assert services.add_person(actor=None, name="Ola Nordmann").is_in_log


def test_adding_somebody_who_is_there_unseen_tells_nothing(person):
    body = factories.organisation()
    ola = services.add_person(actor=None, name="Ola Nordmann", organisation=body, valid_from=TODAY)
    assert services.add_person(actor=None, name=" ola  nordmann", organisation=body, valid_from=TODAY) == ola
    register_factories.representative(of=body, who=person)
    made = services.add_person(actor=None, name=f"  {person.name} ", organisation=body, valid_from=TODAY)
    assert made not in (person, ola)
    assert not Person.objects.get(pk=person.pk).is_in_log
    with pytest.raises(RefusedError, match="høyst 200 tegn"):
        services.add_person(actor=None, name="N" * 201)


@pytest.mark.django_db(transaction=True)
def test_two_disclosures_at_once_are_one():
    person, reader = register_factories.person(), factories.staff()
    together = partial(at_once.together, refused=(RefusedError,))
    assert together(lambda: disclose(person, reader), lambda: disclose(person, reader)) == ["done", "done"]
    assert Disclosure.objects.filter(person=person).count() == 1


def test_pages_without_a_name_are_told_as_such():
    name_page("test:named", "siden om prøven")
    assert (page_in_words("test:named"), page_in_words("test:unnamed")) == ("siden om prøven", "en side i portalen")
