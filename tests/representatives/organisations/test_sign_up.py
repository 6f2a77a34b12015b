"""An organisation signs up in two steps, without an account."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.notifications.models import Message
from representatives.organisations import services
from representatives.organisations.enums import ApplicationState, OrganisationKind, RegistryState
from representatives.organisations.models import Organisation, OrganisationApplication
from representatives.organisations.services import OrganisationRefusedError
from representatives.subjects.models import SubjectArea
from tests import factories, register_factories
from tests.representatives.organisations.cases import (
    ADDRESS,
    FACTS,
    NUMBER,
    OTHER_NUMBER,
    REGISTER,
    THANKS,
    applicant,
    facts,
    only_application,
    posted,
    second_step,
)

pytestmark = pytest.mark.django_db


def errors_at(response, field):
    return " ".join(response.context["form"].errors[field])


# The first step


def test_the_name_comes_from_the_register(client, entity_register):
    entity_register.has(NUMBER, "NÆRLYS BRUKERFORENING")
    response = client.post(REGISTER, {"has_number": "with", "organisation_number": "810 000 007"})
    assert response.headers["Location"] == second_step()
    page = client.get(response.headers["Location"])
    assert page.context["form"]["name"].value() == "NÆRLYS BRUKERFORENING"
    assert "Enhetsregisteret svarer ikke" not in page.text
    assert len(entity_register.asked) == 1


@pytest.mark.parametrize("network", ["closed", "broken"])
def test_the_form_works_where_the_register_does_not(client, entity_register, settings, network):
    if network == "closed":
        settings.MEDVIRKNING_ENTITY_REGISTER_URL = "http://127.0.0.1:1/api"
    else:
        entity_register.says(NUMBER, 500)
    response = client.post(REGISTER, {"has_number": "with", "organisation_number": NUMBER}, follow=True)
    assert response.status_code == 200
    assert "Enhetsregisteret svarer ikke nå. Skriv navnet selv" in response.text
    assert client.post(second_step(), posted()).headers["Location"] == THANKS
    application = only_application()
    assert (application.name, application.registry_state, application.registry_name) == (
        "Nærlys brukerforening", RegistryState.UNKNOWN, "",
    )  # fmt: skip


@pytest.mark.parametrize("typed", ["810000008", "12", "bokstaver", "0123456789", "9" * 40, "000000000", "000 000 000"])
def test_a_wrong_number(client, typed):
    response = client.post(REGISTER, {"has_number": "with", "organisation_number": typed})
    assert "Det har ni siffer" in errors_at(response, "organisation_number")


@pytest.mark.parametrize("typed", ["810 000 007", "81000000７", " 810000007 "])
def test_a_number_as_people_write_it(client, typed):
    response = client.post(REGISTER, {"has_number": "with", "organisation_number": typed})
    assert response.headers["Location"] == second_step()


def test_no_number_typed(client):
    response = client.post(REGISTER, {"has_number": "with"})
    assert "velg at dere ikke har noe" in errors_at(response, "organisation_number")


@pytest.mark.parametrize(
    ("status", "values", "told"),
    [
        (200, {"slettedato": "2024-03-01"}, "er slettet"),
        (410, {}, "er slettet"),
        (404, {}, "har ingen organisasjon med dette nummeret"),
    ],
)
def test_the_number_of_an_entity_that_is_no_more(client, entity_register, status, values, told):
    if status == 200:
        entity_register.has(NUMBER, **values)
    else:
        entity_register.says(NUMBER, status)
    response = client.post(REGISTER, {"has_number": "with", "organisation_number": NUMBER})
    assert told in errors_at(response, "organisation_number")
    if status != 404:
        # Whoever goes straight to the second step is sent back, with the same words.
        back = client.get(second_step(), follow=True)
        assert back.redirect_chain[-1][0] == f"{REGISTER}?nummer={NUMBER}"
        assert told in errors_at(back, "organisation_number")
    # And nothing is taken in.
    response = client.post(second_step(), posted())
    assert told in response.text
    assert not OrganisationApplication.objects.exists()


@pytest.mark.parametrize("values", [{"konkurs": True}, {"underAvvikling": True}])
def test_one_that_ends_may_sign_up_and_is_told(client, entity_register, values):
    entity_register.has(NUMBER, **values)
    response = client.post(REGISTER, {"has_number": "with", "organisation_number": NUMBER}, follow=True)
    assert "konkurs eller under avvikling" in response.text
    client.post(second_step(), posted())
    assert only_application().registry_state in (RegistryState.BANKRUPT, RegistryState.WINDING_UP)


@pytest.mark.parametrize("step", ["first", "second"])
def test_the_number_of_an_organisation_of_the_register(client, step):
    register_factories.registered(organisation_number=NUMBER, name="Hemmelig forening")
    if step == "first":
        response = client.post(REGISTER, {"has_number": "with", "organisation_number": NUMBER})
    else:
        response = client.post(second_step(), posted())
    assert "er alt i registeret. Be en av kontaktpersonene deres om en invitasjon" in response.text
    assert not OrganisationApplication.objects.exists()


def test_the_number_of_one_that_is_closed(client):
    register_factories.registered(organisation_number=NUMBER, closed_on=factories.day("2024-01-01"))
    response = client.post(REGISTER, {"has_number": "with", "organisation_number": NUMBER})
    assert "er lagt ned i registeret" in errors_at(response, "organisation_number")


def test_one_that_is_only_known_from_the_log_may_sign_up(client):
    factories.organisation(organisation_number=NUMBER)
    client.post(second_step(), posted())
    assert only_application().organisation_number == NUMBER
    assert Organisation.objects.get().registered_on is None


@pytest.mark.parametrize("state", [ApplicationState.SUBMITTED, ApplicationState.RETURNED])
def test_a_number_that_waits_already(client, state):
    returned = {"decision_reason": "Noe mangler", "token_expires_at": timezone.now() + datetime.timedelta(days=3)}
    register_factories.application(
        organisation_number=NUMBER, state=state, **(returned if state == ApplicationState.RETURNED else {})
    )
    response = client.post(REGISTER, {"has_number": "with", "organisation_number": NUMBER})
    assert "er alt meldt inn" in errors_at(response, "organisation_number")
    # And what to do, in the same words for both: what the Centre has answered is told to who signed up alone.
    assert "med lenken i den e-posten" in errors_at(response, "organisation_number")
    assert "sende lenken på nytt" in errors_at(response, "organisation_number")
    assert "er alt meldt inn" in client.post(second_step(), posted()).text
    assert OrganisationApplication.objects.count() == 1


@pytest.mark.parametrize("expires", [factories.days_ago(1), None])
def test_what_was_returned_and_left_lying_stands_in_nobodys_way(client, expires):
    old = register_factories.application(
        organisation_number=NUMBER,
        state=ApplicationState.RETURNED,
        decision_reason="Noe mangler",
        token_expires_at=expires,
    )
    assert client.post(second_step(), posted()).headers["Location"] == THANKS
    old.refresh_from_db()
    assert old.state == ApplicationState.REFUSED
    assert OrganisationApplication.objects.waiting().count() == 1


def test_a_refused_one_may_sign_up_again(client):
    register_factories.application(
        organisation_number=NUMBER, state=ApplicationState.REFUSED, decision_reason="Utenfor målgruppa"
    )
    client.post(second_step(), posted())
    assert OrganisationApplication.objects.waiting().count() == 1


def test_the_second_step_without_the_first(client):
    assert client.get(FACTS).headers["Location"] == REGISTER


# The second step


def test_what_is_said_is_kept_and_waits(client, entity_register):
    entity_register.has(NUMBER, "NÆRLYS FORENING")
    umbrella = register_factories.registered(kind=OrganisationKind.UMBRELLA)
    subject = SubjectArea.objects.get(code="psykisk helse")
    values = posted(
        name="  Nærlys  brukerforening ",
        umbrella=umbrella.pk,
        subject_areas=[subject.pk],
        applicant_email="Kari.Soker@forening.example",
    )
    response = client.post(second_step(), values)
    assert response.headers["Location"] == THANKS
    assert client.get(THANKS).status_code == 200
    made = only_application()
    assert (made.name, made.registry_name, made.names_differ) == ("Nærlys brukerforening", "NÆRLYS FORENING", True)
    assert (made.applicant_email, made.umbrella, made.counties) == (ADDRESS, umbrella, ["55", "56"])
    assert list(made.subject_areas.all()) == [subject]
    assert made.website == "https://naerlys.example"
    assert (made.state, made.registry_state) == (ApplicationState.SUBMITTED, RegistryState.ACTIVE)
    assert not Organisation.objects.filter(organisation_number=NUMBER).exists()


@pytest.mark.parametrize(
    "name",
    ["L'Arche Norge", "Sámi searvvi čuovga ŋŧđ", "Æøå & <b>venner</b>", "N" * 300, "«Pårørende» – i dag", "O'" * 150],
)
def test_names_of_every_sort(client, signed_in, name):
    client.post(second_step(), posted(name=name))
    made = only_application()
    assert made.name == name
    centre = signed_in(factories.centre())
    assert centre.get(made.get_absolute_url()).status_code == 200
    centre.post(made.get_absolute_url(), {"version": 1, "decision": "approved"})
    organisation = Organisation.objects.get(organisation_number=NUMBER)
    assert organisation.name == name
    assert centre.get(organisation.get_absolute_url()).status_code == 200
    page = centre.get(reverse("organisations:list"), {"q": name[:40]})
    assert page.status_code == 200
    assert [row.record.pk for row in page.context["table"].rows] == [organisation.pk]


def test_a_name_of_301_characters(client):
    response = client.post(second_step(), posted(name="N" * 301))
    assert response.context["form"].errors["name"]


@pytest.mark.parametrize("missing", services.CRITERIA)
@pytest.mark.parametrize("kind", ["user", "carer", "both", "umbrella"])
def test_each_criterion_is_confirmed(client, missing, kind):
    values = {name: value for name, value in posted(kind=kind).items() if name != missing}
    response = client.post(second_step(), values)
    assert set(response.context["form"].errors) == {missing}
    assert not OrganisationApplication.objects.exists()


def test_a_public_body_confirms_nothing(client):
    values = {name: value for name, value in posted(kind="public_body").items() if name not in services.CRITERIA}
    client.post(second_step(), values)
    assert only_application().kind == OrganisationKind.PUBLIC_BODY


def test_somewhere_or_everywhere(client):
    response = client.post(second_step(), posted(counties=[]))
    assert "velg minst ett fylke" in errors_at(response, "counties")
    client.post(second_step(), posted(is_national="on"))
    made = only_application()
    assert (made.is_national, made.counties) == (True, [])


def test_a_group_without_a_number(client):
    assert client.post(REGISTER, {"has_number": "without"}).headers["Location"] == second_step("")
    page = client.get(second_step(""))
    assert [value for value, _label in page.context["form"].fields["kind"].choices] == ["public_body", "informal"]
    assert "is_democratic" not in page.context["form"].fields
    client.post(second_step(""), posted(kind="informal", name="Erfaringskafeen"))
    made = only_application()
    assert (made.organisation_number, made.kind) == ("", "informal")


def test_a_user_organisation_without_a_number(client):
    response = client.post(second_step(""), posted())
    assert response.context["form"].errors["kind"]
    with pytest.raises(OrganisationRefusedError) as refused, audit.context(command="test"):
        services.submit(actor=None, facts=facts(organisation_number=""), applicant=applicant())
    assert refused.value.field == "organisation_number"


@pytest.mark.usefixtures("history_context")
def test_a_group_without_a_number_has_none():
    with pytest.raises(OrganisationRefusedError) as refused:
        services.submit(actor=None, facts=facts(kind="informal"), applicant=applicant())
    assert refused.value.field == "kind"


@pytest.mark.parametrize("what", ["no umbrella", "merely known", "closed"])
def test_an_umbrella_is_one_of_the_register(client, what):
    values = {
        "no umbrella": {"kind": "user"},
        "merely known": {"kind": "umbrella", "registered_on": None, "confirmed_on": None},
        "closed": {"kind": "umbrella", "closed_on": factories.day("2024-01-01")},
    }[what]
    other = register_factories.registered(**values)
    response = client.post(second_step(), posted(umbrella=other.pk))
    assert response.context["form"].errors["umbrella"]


def test_who_is_signed_in_is_known(signed_in):
    account = factories.user(name="Kari Konto")
    form = signed_in(account).get(second_step()).context["form"]
    assert (form["applicant_name"].value(), form["applicant_email"].value()) == ("Kari Konto", account.email)


def test_nothing_typed_is_lost(client):
    response = client.post(second_step(), posted(counties=[], name="Et langt navn"))
    form = response.context["form"]
    assert (form["name"].value(), form["message"].value()) == ("Et langt navn", "Vi vil gjerne være med.")
    assert NUMBER in response.text


def test_the_receipt_carries_nothing_that_a_stranger_wrote(client):
    factories.centre(email="senteret@example.org")
    client.post(second_step(), posted(message="KJØP HER", name="KJØP HER", applicant_name="KJØP HER"))
    receipt = Message.objects.get(address=ADDRESS)
    assert "KJØP" not in receipt.text + receipt.subject
    told = Message.objects.get(address="senteret@example.org")
    assert only_application().get_absolute_url() in told.text
    assert "KJØP" not in told.subject
    # Who signed up is told to nobody by mail.
    assert ADDRESS not in told.text


def test_who_signs_up_is_written_to_in_the_language_of_the_form(client):
    client.post(second_step(), posted(), headers={"accept-language": "nn"})
    assert Message.objects.get(address=ADDRESS).language == "nn"


@pytest.mark.parametrize("number", [NUMBER, ""])
def test_twice_makes_one_application_and_one_mail(client, number):
    values = posted() if number else posted(kind="informal")
    for _time in range(2):
        assert client.post(second_step(number), values).headers["Location"] == THANKS
    assert OrganisationApplication.objects.count() == Message.objects.filter(address=ADDRESS).count() == 1


def test_a_machine_is_thanked_and_nothing_is_kept(client):
    assert client.post(second_step(), posted(homepage="https://example.org")).headers["Location"] == THANKS
    assert not OrganisationApplication.objects.exists()


def test_no_more_than_so_many_to_one_address(client):
    answers = [
        client.post(second_step(""), posted(kind="informal", name=f"Gruppe {one}")).status_code for one in range(7)
    ]
    assert answers == [302] * 5 + [429] * 2
    assert OrganisationApplication.objects.count() == 5


def test_opening_a_page_asks_nobody(client, entity_register):
    entity_register.has(NUMBER)
    for address in (second_step(), f"{REGISTER}?nummer={NUMBER}"):
        assert client.get(address).status_code == 200
    assert entity_register.asked == []


def test_who_asks_too_often_goes_on_without_the_register(client, entity_register, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"look_up_organisation": "2/h/ip"}
    for _time in range(4):
        response = client.post(REGISTER, {"has_number": "with", "organisation_number": OTHER_NUMBER})
    assert len(entity_register.asked) == 2
    assert response.headers["Location"] == second_step(OTHER_NUMBER)
    assert "Enhetsregisteret svarer ikke nå" in client.get(second_step(OTHER_NUMBER)).text


def test_an_empty_form_says_what_is_missing(client):
    errors = client.post(second_step(), {}).context["form"].errors
    assert {"name", "kind", "counties", "applicant_name", "applicant_email"} <= set(errors)


def test_the_number_in_the_address_is_checked_when_it_is_sent(client):
    response = client.post(second_step("810000008"), posted())
    assert "Det har ni siffer" in response.text
    assert not OrganisationApplication.objects.exists()
    assert client.post(second_step(OTHER_NUMBER), posted()).headers["Location"] == THANKS
