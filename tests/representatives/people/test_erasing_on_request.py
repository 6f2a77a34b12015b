"""The Centre erases somebody who called or wrote: of the register, and named in the log alone."""

import pytest
from django.core import mail
from django.urls import reverse

from medvirkning import audit
from medvirkning.accounts.models import User
from medvirkning.audit import chain
from medvirkning.audit.models import Erasure
from medvirkning.web.refusals import NotAllowedError
from projects.involvement.models import EventPerson
from representatives.consents import services as consents
from representatives.people import services
from representatives.people.models import Affiliation, Person
from tests import factories, register_factories, traces
from tests.history_days import backdate

pytestmark = pytest.mark.django_db

FIND = reverse("people:find")
FORM = {"reason": "asked", "channel": "phone", "sure": "on"}
NAME = "Sølvgaup Kråkenesdatter"


def page_of(person):
    return reverse("people:erase", args=[person.pk])


@pytest.fixture
def centre(signed_in):
    return signed_in(factories.centre())


@pytest.fixture
def logged():
    """Named in the log alone: no account, nothing in the register."""
    with audit.context(command="test"):
        person, body = factories.person(name=NAME), factories.organisation(name="Mental Helse")
        Affiliation.objects.create(person=person, organisation=body, valid_from=factories.LONG_AGO)
    involvement = factories.involvement(factories.assignment(), event_fields={"people": [person]})
    factories.said(involvement, given_by=person, text="Kråkenesinnspillet")
    return person


def test_the_centre_finds_by_name_and_no_address_holds_it(centre, logged):
    page = centre.post(FIND, {"name": "kråkenes"})
    assert page.status_code == 200
    assert NAME in page.text
    assert "Mental Helse" in page.text
    assert page_of(logged) in page.text
    assert "kråkenes" not in page_of(logged)


def test_nobody_is_listed_unsought(centre, logged):
    assert NAME not in centre.get(FIND).text
    assert "Vi fant ingen" in centre.post(FIND, {"name": "Finnesikke"}).text
    assert centre.post(FIND, {"name": "k"}).context["form"].errors["name"]


def test_many_of_one_name_ask_for_more_of_it(centre, history_context):
    for _each in range(21):
        factories.person(name="Kari Hansen")
    assert "Skriv mer av navnet" in centre.post(FIND, {"name": "Kari Hansen"}).text


def test_who_withdrew_is_not_found(centre, history_context):
    person = register_factories.person(name=NAME)
    register_factories.representative(who=person)
    assert NAME in centre.post(FIND, {"name": NAME}).text
    consents.withdraw(actor=person.user, person=person, purpose="register")
    assert "Vi fant ingen" in centre.post(FIND, {"name": NAME}).text
    assert centre.get(page_of(person)).status_code == 404


def test_the_page_tells_what_goes_and_what_stays(centre, logged):
    page = centre.get(page_of(logged)).text
    for words in (NAME, "Mental Helse", "1 hendelse", "Dette blir borte", "Dette blir stående"):
        assert words in page
    assert "kontoen" not in page.split("Dette blir borte")[1].split("Dette blir stående")[0]


@pytest.mark.parametrize("without", ["reason", "channel", "sure"])
def test_nothing_is_done_unsaid(centre, logged, without):
    answer = centre.post(page_of(logged), {name: value for name, value in FORM.items() if name != without})
    assert answer.context["form"].errors[without]
    assert Person.objects.get(pk=logged.pk).name == NAME


@pytest.mark.django_db(transaction=True)
def test_who_is_named_in_the_log_alone_is_nowhere_afterwards(centre, logged):
    words = ("Sølvgaup", "Kråkenesdatter", "Kråkenesinnspillet")
    assert all(traces.in_tables(word) for word in words)
    backdate(2)
    assert chain.seal_missing_days() > 0
    counted = EventPerson.objects.filter(person=logged).count()

    done = centre.post(page_of(logged), FORM, follow=True)

    assert "Personen er slettet." in done.text
    assert "Sølvgaup" not in done.text
    assert traces.of(*words) == {}
    assert list(chain.verify()) == []
    assert EventPerson.objects.filter(person=logged).count() == counted == 1
    (row,) = Erasure.objects.all()
    assert (row.subject_pk, row.rule, row.actor_pk) == (logged.pk, "asked:phone", centre.account.pk)
    assert centre.get(page_of(logged)).status_code == 404
    assert not mail.outbox


def test_who_has_an_account_is_told_by_one_mail(centre, history_context):
    person = register_factories.person(name=NAME)
    register_factories.representative(who=person, of=register_factories.registered(name="Foreningen Fri"))
    address = person.user.email
    page = centre.get(page_of(person)).text
    assert "Foreningen Fri" in page
    assert "Personen får én e-post" in page
    assert centre.post(page_of(person), {**FORM, "channel": "letter"}).status_code == 302
    account = User.objects.get(pk=person.user_id)
    assert (account.name, account.is_active) == ("", False)
    (sent,) = mail.outbox
    assert sent.to == [address]
    assert "Senter for brukermedvirkning har slettet" in sent.body
    assert NAME not in sent.subject + sent.body


def test_an_account_with_other_things_to_do_stays(centre, history_context):
    person = register_factories.person(name=NAME, account=factories.staff(name=NAME), in_log=True)
    assert "Kontoen blir stående" in centre.get(page_of(person)).text
    centre.post(page_of(person), FORM)
    assert User.objects.get(pk=person.user_id).is_active
    assert Person.objects.get(pk=person.pk).name == ""


def test_the_way_there_stands_on_the_page_of_a_person(centre, history_context):
    person = register_factories.person(name=NAME)
    register_factories.representative(who=person)
    assert page_of(person) in centre.get(reverse("finding:person", args=[person.pk])).text


def test_only_the_centre(logged, history_context):
    for account in (factories.staff(), factories.leader(), factories.administrator()):
        with pytest.raises(NotAllowedError):
            services.erase_on_request(actor=account, person=logged, reason="asked", channel="phone")


def test_reason_and_channel_are_from_their_lists_and_nobody_is_erased_twice(logged, history_context):
    centre = factories.centre()
    for values in ({"reason": "x", "channel": "phone"}, {"reason": "asked", "channel": "x"}):
        with pytest.raises(services.ErasingRefusedError):
            services.erase_on_request(actor=centre, person=logged, **values)
    services.erase_on_request(actor=centre, person=logged, reason="mistake", channel="mail")
    with pytest.raises(services.ErasingRefusedError, match="alt slettet"):
        services.erase_on_request(actor=centre, person=logged, reason="mistake", channel="mail")
