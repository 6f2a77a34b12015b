"""What the querysets show and what the rules allow is the same; lists cost the same whatever their length."""

import datetime
import random

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.search.sources import search
from representatives.organisations.enums import OrganisationKind, RegistryState
from representatives.organisations.models import (
    Organisation,
    OrganisationApplication,
    OrganisationContact,
    OrganisationInvitation,
)
from representatives.subjects.models import SubjectArea
from tests import factories, register_factories

pytestmark = pytest.mark.django_db


def build(seed):
    """Organisations of every standing, and accounts that act for some of them, now, before or later."""
    dice = random.Random(seed)
    today = timezone.localdate()
    standings = [
        {},
        {"registered_on": None, "confirmed_on": None},
        {"closed_on": today},
        {"closed_on": today - datetime.timedelta(days=1)},
    ]
    organisations = [register_factories.registered(**dice.choice(standings)) for _one in range(10)]
    for number, organisation in enumerate(organisations):
        register_factories.organisation_invitation(of=organisation, token=f"lenke-{number}")
    accounts = []
    for _number in range(10):
        account = factories.user(roles=dice.sample(list(Role), dice.randrange(0, 3)))
        for organisation in dice.sample(organisations, dice.randrange(0, 3)):
            start = today + datetime.timedelta(days=dice.choice([-400, -1, 0, 1]))
            end = dice.choice([None, start, start + datetime.timedelta(days=1)])
            with audit.context(command="test"):
                OrganisationContact.objects.create(
                    user=account, organisation=organisation, valid_from=start, valid_to=end
                )
        accounts.append(User.objects.get(pk=account.pk))
    return accounts, organisations


@pytest.mark.parametrize("seed", range(3))
def test_rows_and_rules_agree(seed):
    accounts, organisations = build(seed)
    register_factories.application()
    for user in accounts:
        shown = set(Organisation.objects.visible_to(user).values_list("pk", flat=True))
        assert shown == {one.pk for one in organisations if user.has_perm("organisations.view", one)}, user.pk
        if shown:
            assert user.has_perm("organisations.list")
        named = {one.pk for one in organisations if user.has_perm("organisations.see_contacts", one)}
        assert named <= shown
        for model in (OrganisationContact, OrganisationInvitation):
            assert set(model.objects.visible_to(user).values_list("organisation_id", flat=True)) <= named
        for act in ("change", "confirm", "invite"):
            assert {one.pk for one in organisations if user.has_perm(f"organisations.{act}", one)} <= named, act
        assert OrganisationApplication.objects.visible_to(user).exists() == user.has_perm("organisations.decide")


def test_nothing_is_done_with_what_is_over():
    over = [
        register_factories.registered(closed_on=timezone.localdate() - datetime.timedelta(days=1)),
        register_factories.registered(registered_on=None, confirmed_on=None),
    ]
    users = [factories.centre(), *[register_factories.contact(of=one) for one in over]]
    for user in users:
        assert not any(user.has_perm(f"organisations.{act}", one) for one in over for act in ("confirm", "invite"))
        assert not user.has_perm("organisations.change", over[0])


def listed(client, **query):
    return {row.record.name for row in client.get(reverse("organisations:list"), query).context["table"].rows}


def test_the_list_is_filtered(signed_in):
    today = timezone.localdate()
    troms = register_factories.registered(name="Troms", counties=["55"], kind=OrganisationKind.CARER)
    with audit.context(command="test"):
        troms.subject_areas.add(SubjectArea.objects.get(code="rus"))
    register_factories.registered(name="Overalt", is_national=True)
    register_factories.registered(name="Sent", confirmed_on=today - datetime.timedelta(days=366))
    register_factories.registered(name="Konkurs", registry_state=RegistryState.BANKRUPT)
    register_factories.registered(name="Nedlagt", closed_on=today - datetime.timedelta(days=1))
    factories.organisation(name="Kjent", organisation_number="810000007")
    staff = signed_in(factories.staff())
    assert listed(staff) == {"Troms", "Overalt", "Sent", "Konkurs", "Nedlagt", "Kjent"}
    assert listed(staff, status="i-registeret") == {"Troms", "Overalt", "Sent", "Konkurs"}
    assert listed(staff, status="ikke-bekreftet") == {"Sent"}
    assert listed(staff, status="avvikles") == {"Konkurs"}
    assert listed(staff, status="bare-kjent") == {"Kjent"}
    assert listed(staff, status="lagt-ned") == {"Nedlagt"}
    assert listed(staff, fylke="55") == {"Troms", "Overalt"}
    assert listed(staff, slag="carer", fagomrade="rus") == {"Troms"}
    assert listed(staff, q="810000007") == {"Kjent"}
    assert listed(staff, q="konku") == {"Konkurs"}
    contact = signed_in(register_factories.contact(of=troms))
    assert listed(contact) == {"Troms"}
    assert listed(contact, status="bare-kjent") == set()
    # There is nothing to look for among one or two.
    assert contact.get(reverse("organisations:list")).context["filterset"] is None
    assert staff.get(reverse("organisations:list")).context["filterset"] is not None


def test_the_list_asks_as_often_whatever_its_length(signed_in, django_assert_max_num_queries):
    client = signed_in(factories.staff())
    for _number in range(12):
        register_factories.contact()
    client.get(reverse("organisations:list"))
    with django_assert_max_num_queries(10):
        client.get(reverse("organisations:list"))


def test_the_list_can_be_taken_along(signed_in):
    register_factories.registered(name="Nærlys", organisation_number="810000007", counties=["55"])
    response = signed_in(factories.staff()).get(reverse("organisations:list"), {"format": "csv"})
    text = b"".join(response.streaming_content if response.streaming else [response.content]).decode("utf-8-sig")
    assert "Nærlys" in text
    assert "810000007" in text
    assert "Troms" in text


def test_the_search_leads_to_the_page(signed_in):
    organisation = register_factories.registered(name="Nærlys brukerforening")
    other = register_factories.registered(name="Nærlys pårørende")
    staff = factories.staff()
    [group] = [one for one in search(staff, "nærlys") if str(one.title) == "Organisasjoner"]
    assert {hit.url for hit in group.hits} == {organisation.get_absolute_url(), other.get_absolute_url()}
    contact = register_factories.contact(of=organisation)
    [group] = [one for one in search(contact, "nærlys") if str(one.title) == "Organisasjoner"]
    assert {hit.url for hit in group.hits} == {organisation.get_absolute_url()}


@pytest.mark.parametrize("words", ["810000007", "810 000 007", " 810 000 007 ", "810\u00a0000\u00a0007"])
def test_the_list_takes_a_number_as_people_write_it(signed_in, words):
    register_factories.registered(organisation_number="810000007", name="Nærlys")
    register_factories.registered(name="En annen")
    page = signed_in(factories.staff()).get(reverse("organisations:list"), {"q": words})
    assert [row.record.name for row in page.context["table"].rows] == ["Nærlys"]
