"""What waits with the register on the first page, for the Centre and for each role outside."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.models import User
from medvirkning.accounts.services import grant_role
from medvirkning.front import my_work, outside
from representatives.organisations.enums import RegistryState
from representatives.organisations.models import Organisation
from tests import factories, register_factories

pytestmark = pytest.mark.django_db


@audit.context(command="test")
def changed(organisation: Organisation, **values: object) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(**values)


def told(account: User) -> dict[str, object]:
    return {f"{task.subject} {task.text}": task for task in my_work.waits_for(account).tasks}


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "SecondFactorMiddleware" not in one]


def test_the_centre_is_told_of_organisations_and_led_to_as_many(signed_in):
    today = timezone.localdate()
    register_factories.application()
    changed(register_factories.registered(), confirmed_on=today - datetime.timedelta(days=368))
    changed(register_factories.registered(), registry_state=RegistryState.DELETED, registry_checked_at=timezone.now())
    centre = factories.centre()
    tasks = told(centre)
    assert set(tasks) == {
        "1 organisasjon har meldt seg inn og venter på svar",
        "1 organisasjon er konkurs, slettet eller under avvikling i Enhetsregisteret",
        "1 organisasjon har ikke bekreftet opplysningene sine på over et år",
    }
    assert {task.day for task in tasks.values()} == {today, today - datetime.timedelta(days=3)}
    client = signed_in(centre)
    for task in tasks.values():
        assert len(client.get(task.action_url).context["table"].rows) == 1
    assert told(factories.staff()) == {}


def test_a_contact_is_told_to_confirm(signed_in):
    organisation = register_factories.registered()
    contact = register_factories.contact(of=organisation)
    register_factories.representative(of=organisation)
    assert outside.waits_for(contact) == []
    changed(organisation, confirmed_on=timezone.localdate() - datetime.timedelta(days=350))
    (task,) = outside.waits_for(User.objects.get(pk=contact.pk))
    assert task.action_url == reverse("organisations:confirm", args=[organisation.pk])
    page = signed_in(contact).get("/").text
    assert organisation.name in page
    assert f'href="{organisation.get_absolute_url()}">Gå til organisasjonen din' in page
    register_factories.contact(of=register_factories.registered(), account=contact)
    assert outside.pages_of(User.objects.get(pk=contact.pk))[0][1] == reverse("organisations:list")


def test_a_new_contact_is_asked_to_enter_people(signed_in):
    organisation = register_factories.registered()
    contact = register_factories.contact(of=organisation)
    (task,) = outside.waits_for(contact)
    assert "har ingen i registeret ennå" in str(task.text)
    assert signed_in(contact).get(task.action_url).status_code == 200
    register_factories.invited(by=organisation)
    assert outside.waits_for(User.objects.get(pk=contact.pk)) == []


def test_a_representative_is_led_to_the_own_page(signed_in):
    person = register_factories.representative().person
    tasks = {task.action_url for task in outside.waits_for(person.user)}
    assert tasks == {reverse("my_page:availability"), reverse("my_page:taking-part")}
    page = signed_in(person.user).get("/").text
    assert "Gå til Min side" in page
    assert "Dette venter på deg" in page


def test_who_has_several_roles_is_told_of_all_in_order_of_day():
    account = register_factories.representative().person.user
    organisation = register_factories.registered()
    register_factories.contact(of=organisation, account=account)
    with audit.context(command="test"):
        grant_role(actor=None, user=account, role="organisation_contact")
    changed(organisation, confirmed_on=timezone.localdate() - datetime.timedelta(days=400))
    tasks = outside.waits_for(User.objects.get(pk=account.pk))
    assert tasks[0].subject == organisation.name
    assert {"Kalenderen din", "Hvordan du kan delta"} < {task.subject for task in tasks}
    assert len(outside.pages_of(account)) == 2
