"""Erasing oneself: one word, one button, and nothing left but counts."""

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.urls import reverse

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.audit.models import Erasure
from medvirkning.audit.services import history_model
from medvirkning.notifications.models import Message
from medvirkning.web.models import Draft, ParkedForm
from medvirkning.web.refusals import NotAllowedError
from representatives.consents import services as consents
from representatives.people import services
from representatives.people.models import Person
from representatives.profiles import services as profiles
from representatives.profiles.models import Profile, TrainingRecord
from tests import factories, register_factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]

ERASE = reverse("my_page:erase")
WORD = {"word": " Slett "}


@pytest.fixture
def person():
    person = register_factories.person(name="Kari Kvithval", accommodation_needs="Kvithval-stol")
    register_factories.representative(who=person)
    return person


def test_the_word_is_asked_for(signed_in, person):
    me = signed_in(person.user)
    page = me.get(ERASE).text
    assert "Dette blir borte" in page
    assert "Dette blir stående" in page
    for typed in ("", "ja", "slettt"):
        assert me.post(ERASE, {"word": typed}).context["form"].errors["word"]
    assert Person.objects.get(pk=person.pk).name == "Kari Kvithval"


def test_erased(signed_in, person):
    account, address = person.user, person.user.email
    elsewhere, me = signed_in(account), signed_in(account)
    Draft.objects.create(user=account, form_key="x", values={"a": ["Kvithval"]})
    ParkedForm.objects.create(user=account, path="/x/", values={"a": ["Kvithval"]})
    consents.withdraw(actor=account, person=person, purpose="register")
    invitation = {"kind": "account", "event": "invitation", "address": address, "message_id": "<1@example.org>"}
    Message.objects.create(**invitation, subject="Hei Kvithval", text="Kvithval")

    answer = me.post(ERASE, WORD)

    assert "Det er gjort" in answer.text
    assert me.get(ERASE).status_code == 302
    assert elsewhere.get(ERASE)["Location"].startswith("/accounts/login/")
    assert not Session.objects.exists()
    assert not Message.objects.exists()
    assert not Draft.objects.exists()
    assert not ParkedForm.objects.exists()
    person.refresh_from_db()
    account.refresh_from_db()
    assert (person.name, person.user, account.name, account.is_active) == ("", None, "", False)
    assert address not in account.email
    assert not Profile.objects.filter(person=person).exists()
    assert set(Erasure.objects.values_list("subject_model", "rule")) == {
        ("representatives.Person", "asked"),
        ("accounts.User", "asked"),
    }
    for model in (Person, User, Profile):
        assert not history_model(model).objects.filter(payload__isnull=False, payload__icontains="kvithval").exists()
    # The post is still a count.
    assert person.representatives.count() == 1


def test_the_last_mail_is_sent_and_kept_nowhere(signed_in, person):
    address = person.user.email
    signed_in(person.user).post(ERASE, WORD)
    (sent,) = mail.outbox
    assert sent.to == [address]
    assert "Opplysningene dine er slettet" in sent.subject
    assert "Kvithval" not in sent.subject + sent.body + str(sent.alternatives)
    assert not Message.objects.exists()


def test_a_mail_server_that_is_down_stops_nothing(signed_in, person, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    assert "Det er gjort" in signed_in(person.user).post(ERASE, WORD).text
    assert Person.objects.get(pk=person.pk).name == ""


def test_an_account_with_other_roles_stays(signed_in):
    account = factories.staff(name="Siri Saksbehandler")
    with audit.context(command="test"):
        person = register_factories.person(account=account, name="Siri Saksbehandler")
        register_factories.representative(who=person)
        factories.RoleGrant.objects.create(user=account, role=Role.REPRESENTATIVE, valid_from=factories.LONG_AGO)
    me = signed_in(account)
    assert "Kontoen beholder du" in me.get(ERASE).text
    assert me.post(ERASE, WORD).status_code == 302
    account.refresh_from_db()
    assert (account.name, account.is_active) == ("Siri Saksbehandler", True)
    account.forget_roles()
    assert not account.has_role(Role.REPRESENTATIVE)
    assert Person.objects.get(pk=person.pk).name == ""
    assert me.get(reverse("my_page:home")).status_code == 403


def test_nobody_erases_another(person):
    for other in (factories.centre(), factories.administrator(), register_factories.contact(), factories.user()):
        with pytest.raises(NotAllowedError):
            services.erase(actor=other, person=person)


def test_what_was_taken_away_before_leaves_history_too(person):
    row = profiles.add_training(actor=person.user, person=person, kind="other", title="Kurs med Kvithval")
    profiles.remove_training(actor=person.user, record=row)
    history = history_model(TrainingRecord).objects.filter(person_id=person.pk)
    assert history.filter(payload__icontains="kvithval").exists()
    services.erase(actor=person.user, person=person)
    assert history.count() == 2
    assert not history.filter(payload__isnull=False).exists()


def test_erased_twice_is_erased_once(person):
    account = person.user
    services.erase(actor=account, person=person)
    with pytest.raises(NotAllowedError):
        services.erase(actor=account, person=Person.objects.get(pk=person.pk))


def test_an_earlier_address_is_forgotten_too(person):
    account = person.user
    first = account.email
    Message.objects.create(
        kind="account", event="x", address=first, subject="x", text="x", message_id="<2@example.org>"
    )
    account.email = "ny-adresse@example.org"
    account.save()
    assert services.erase(actor=account, person=person).account
    assert not Message.objects.exists()
