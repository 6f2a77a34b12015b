"""Somebody typed by name in the log: stored with what is logged, and the register tells nothing (docs/adr/0209)."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from medvirkning import audit
from projects.involvement import participants
from projects.involvement.models import EventPerson, Involvement
from representatives.consents import services as consents
from representatives.people.models import Affiliation, Person
from representatives.people.services import add_person
from tests import at_once, factories, register_factories
from tests.projects.involvement.test_quick_log import text_of, ticked, values

pytestmark = pytest.mark.django_db

NAME, KEY = "Jonas Lie Vik", "Jonas_Lie_Vik"


@pytest.fixture
def body():
    return register_factories.registered(name="Mental Helse")


def typed(client, address, name=NAME, by="mental helse", **fields):
    return client.post(address, values(add_person="1", new_person_name=name, new_person_by=by, **fields))


def test_nobody_is_stored_before_what_is_logged(staff, address, body):
    response = typed(staff, address)
    assert ticked(response) == {f"n{body.pk}-{KEY}"}
    assert "Personen blir lagt til når du lagrer." in text_of(response)
    assert not Person.objects.exists()
    staff.post(address, values(people=[f"n{body.pk}-{KEY}", "n-Áilu_D'Ŋáŧŧi"], capacity="experience"))
    rows = EventPerson.objects.order_by("person__name").values_list("person__name", "organisation__name")
    assert list(rows) == [(NAME, "Mental Helse"), ("Áilu D'Ŋáŧŧi", None)]
    assert Affiliation.objects.get().valid_from == factories.day("2025-11-21")
    assert set(Person.objects.values_list("is_in_log", flat=True)) == {True}


def test_a_refused_form_stores_nobody_and_keeps_who_was_typed(staff, address, body):
    refused = staff.post(address, values(people=[f"n{body.pk}-{KEY}"], degree=""))
    assert f"n{body.pk}-{KEY}" in ticked(refused)
    assert not Person.objects.exists()
    assert f"n{body.pk}-{KEY}" in ticked(staff.get(address))


def test_the_same_name_twice_is_one_person(staff, address, body):
    for _time in range(2):
        staff.post(address, values(people=[f"n{body.pk}-{KEY}"]))
    assert Involvement.objects.count() == 2
    assert Person.objects.count() == 1
    # The one that the log knows is offered instead of a new one.
    assert ticked(typed(staff, address, name="jonas lie vik")) == {f"p{Person.objects.get().pk}o{body.pk}"}


def test_two_new_ones_are_two(staff, address):
    staff.post(address, values(people=["n-Ola_Nordmann", "n-Kari_Nordmann"], capacity="experience"))
    assert EventPerson.objects.count() == 2


def a_representative(body, **who):
    """Only in the register; the log names nobody."""
    person = register_factories.person(name=NAME, **who)
    register_factories.representative(of=body, who=person)
    return person


def seen(response):
    """The choices and what is said of them."""
    page = BeautifulSoup(response.text, "html.parser")
    chips = [(box["value"], box.find_parent("label").get_text()) for box in page.select("input[name=people]")]
    return chips, page.select_one("#who-note").get_text()


@pytest.mark.parametrize("who", ["in the register", "withdrawn", "in the log for another"])
def test_the_register_tells_nothing(staff, address, body, who):
    """The same answer whether somebody of that name stands in the register or not."""
    answer = seen(typed(staff, address))
    person = a_representative(body)
    if who == "withdrawn":
        with audit.context(command="test"):
            consents.withdraw(actor=person.user, person=person, purpose="register")
    if who == "in the log for another":
        with audit.context(command="test"):
            Person.objects.filter(pk=person.pk).update(is_in_log=True)
            Affiliation.objects.create(
                person=person, organisation=factories.organisation(), valid_from=datetime.date(2020, 1, 1)
            )
    was = Person.objects.get(pk=person.pk).is_in_log
    assert seen(typed(staff, address)) == answer
    staff.post(address, values(people=[f"n{body.pk}-{KEY}"]))
    assert EventPerson.objects.get().person != person
    assert Person.objects.get(pk=person.pk).is_in_log == was


def test_the_centre_gets_who_stands_in_the_register(body):
    person, today = a_representative(body), timezone.localdate()
    centre, staff = factories.centre(), factories.staff()
    assert participants.to_add(NAME, body, today, centre).key == f"p{person.pk}o{body.pk}"
    assert participants.to_add(NAME, body, today, staff).key == f"n{body.pk}-{KEY}"
    register_factories.disclosure(of=person, to=staff)
    assert participants.to_add(NAME, body, today, staff).key == f"p{person.pk}o{body.pk}"


def test_a_key_made_up_does_not_ask_the_register(body):
    """Of a person whom the log names, staff may not try out for which organisations."""
    person, staff = a_representative(body), factories.staff()
    with audit.context(command="test"):
        Person.objects.filter(pk=person.pk).update(is_in_log=True)
    pair = f"p{person.pk}o{body.pk}"
    assert participants.resolve([pair], staff) == []
    assert [one.key for one in participants.resolve([pair], factories.centre())] == [pair]
    assert [one.key for one in participants.resolve([f"p{person.pk}"], staff)] == [f"p{person.pk}"]
    involvement = factories.involvement(factories.assignment())
    with audit.context(command="test"):
        EventPerson.objects.create(event=involvement.event, person=person, organisation=body)
    assert [one.key for one in participants.resolve([pair], staff)] == [pair]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("N" * 201, "høyst 200 tegn"),
        ("Ola 15108695088", "fødselsnummer"),
        ("   ", "Skriv navnet på personen."),
    ],
)
def test_what_is_no_name(staff, address, name, says):
    assert says in text_of(typed(staff, address, name=name, by=""))


@pytest.mark.parametrize(
    "key",
    [
        "n-",
        "n-_",
        "n- ",
        "n999999-Ola",
        "n-" + "N" * 201,
        "n-Ola\x00Nord",
        "n-\ud800",
        "n-15108695088",
        "n999999-Ola\x07",
    ],
)
def test_keys_that_name_nobody(staff, address, key):
    """What the button would have refused is refused in a key that is made up, too."""
    assert participants.resolve([key], staff.account) == []
    if key.isprintable():
        assert staff.post(address, values(people=[key])).status_code == 200
    assert not Person.objects.exists()


def test_a_zero_byte_in_a_key_is_refused_in_words(staff, address):
    assert staff.post(address, values(people=["n-Ola\x00Nord"])).status_code == 200
    assert not Involvement.objects.exists()


def test_an_organisation_is_not_named_by_an_identity_number(staff, address):
    response = staff.post(
        address, values(add_organisation="1", new_organisation_name="Lag 15108695088", new_organisation_kind="user")
    )
    assert "fødselsnummer" in text_of(response)


@pytest.mark.django_db(transaction=True)
def test_the_same_name_typed_by_two_at_once_is_one_person():
    body, clerk = factories.organisation(), factories.staff()

    def add() -> None:
        add_person(actor=clerk, name=NAME, organisation=body, valid_from=timezone.localdate())

    assert at_once.together(add, add, refused=()) == ["done", "done"]
    assert Person.objects.filter(name=NAME).count() == 1
