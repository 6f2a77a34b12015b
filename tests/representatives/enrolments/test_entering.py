"""Somebody is entered: a name and one contact, and nothing else."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.audit.services import history_model
from medvirkning.notifications.models import Message
from medvirkning.web.models import SpentToken
from medvirkning.web.refusals import NotAllowedError
from representatives.enrolments import services
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.kinds import KINDS
from representatives.enrolments.models import ExperienceConsultant, Representative
from representatives.enrolments.services import EnrolmentRefusedError
from representatives.organisations.enums import OrganisationKind, RegistryState
from representatives.people.models import Person
from tests import factories, register_factories
from tests.representatives.enrolments.cases import (
    ADDRESS,
    NAME,
    enter,
    link_on,
    link_to,
    once_token_on,
    page_of,
    posted,
    today,
    token_to,
)

pytestmark = pytest.mark.django_db

REPRESENTATIVE, CONSULTANT = "representant", "erfaringskonsulent"


def form_of(organisation, kind=REPRESENTATIVE):
    return reverse("enrolments:enter", args=[organisation.pk, kind])


def errors_of(response):
    return {name: [str(one) for one in found] for name, found in response.context["form"].errors.items()}


def test_a_contact_enters_a_representative(signed_in, contact, organisation):
    response = signed_in(contact).post(form_of(organisation), posted(), follow=True)
    assert "Invitasjonen er sendt." in response.text
    assert NAME.replace("'", "&#x27;") in response.text
    row = Representative.objects.get()
    assert (row.name, row.email, row.phone, row.person, row.state) == (NAME, ADDRESS, "", None, EnrolmentState.INVITED)
    assert (row.organisation, row.invited_by, row.language) == (organisation, contact, "nn")
    assert not Person.objects.exists()
    mail = Message.objects.get()
    assert (mail.address, mail.language, mail.is_secret) == (ADDRESS, "nn", True)
    assert "Foreningen Fri" in mail.words
    assert NAME not in mail.words + mail.subject
    assert token_to(ADDRESS) not in row.token_hash


def test_the_centre_enters_an_experience_consultant_for_an_employer(signed_in):
    employer = register_factories.registered(kind=OrganisationKind.PUBLIC_BODY, name="Sykehuset")
    signed_in(factories.centre()).post(form_of(employer, CONSULTANT), posted())
    row = ExperienceConsultant.objects.get()
    assert (row.name, row.position, row.percentage, row.valid_from, row.valid_to) == (NAME, "", None, None, None)
    assert "erfaringskonsulent" in Message.objects.get().words


def test_by_mobile_number_the_link_is_handed_over_by_hand(signed_in, contact, organisation, client):
    browser = signed_in(contact)
    page = browser.post(form_of(organisation), posted(email="", phone="+47 412 34 567"), follow=True)
    row = Representative.objects.get()
    assert (row.phone, row.email) == ("41234567", "")
    assert not Message.objects.exists()
    link = link_on(page)
    assert client.get(link).status_code == 200
    # Loaded anew it is still there; in no session, and shown to nobody else.
    assert link_on(browser.get(row.get_absolute_url())) == link
    # A phone makes a message of it at once.
    assert 'href="sms:41234567?body=' in browser.get(row.get_absolute_url()).text
    token = link.split("/")[-2]
    assert not any(token in str(one.get_decoded()) for one in Session.objects.all())
    other = signed_in(register_factories.contact(of=organisation))
    other.cookies["mv_new_link"] = browser.cookies["mv_new_link"].value
    assert not link_on(other.get(row.get_absolute_url()))


def test_a_link_to_hand_over_is_shown_for_five_minutes(signed_in, contact, organisation, time_machine):
    browser = signed_in(contact)
    browser.post(form_of(organisation), posted(email="", phone="41234567"))
    row, kept = Representative.objects.get(), browser.cookies["mv_new_link"].value
    time_machine.move_to(timezone.now() + datetime.timedelta(minutes=6))
    later = signed_in(contact)
    later.cookies["mv_new_link"] = kept
    assert not link_on(later.get(row.get_absolute_url()))


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        ({"name": ""}, "name", "påkrevd"),
        ({"name": "   "}, "name", "påkrevd"),
        ({"name": "Å" * 300}, "name", "høyst 200 tegn. Dette har 300."),
        ({"email": ""}, "email", "Oppgi e-postadresse, eller mobilnummer"),
        ({"email": "ikke en adresse"}, "email", "gyldig e-postadresse"),
        ({"phone": "41234567"}, "phone", "ikke begge"),
        ({"email": "", "phone": "123"}, "phone", "åtte siffer"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(signed_in, contact, organisation, values, field, says):
    response = signed_in(contact).post(form_of(organisation), posted(**values))
    assert response.status_code == 200
    assert says in errors_of(response)[field][0]
    assert not Representative.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("kind", [REPRESENTATIVE, CONSULTANT])
def test_before_the_yes_nothing_is_asked_but_a_name_and_one_contact(signed_in, contact, organisation, kind):
    """Before the person accepts, the organisation enters name and one contact only (docs/adr/0202). What is sent
    besides is not taken in, and the database keeps no room for it.
    """
    browser = signed_in(contact)
    fields = set(browser.get(form_of(organisation, kind)).context["form"].fields)
    assert fields == {"name", "email", "phone", "language"}
    more = {"valid_from": today().isoformat(), "valid_to": today(9).isoformat(), "mandate": "Rus", "percentage": "40"}
    browser.post(form_of(organisation, kind), posted(**more))
    [row] = KINDS[kind].model.objects.all()
    assert (row.valid_from, row.valid_to) == (None, None)
    with pytest.raises(IntegrityError, match="terms_after_the_yes"), transaction.atomic():
        KINDS[kind].model.objects.filter(pk=row.pk).update(valid_from=today())


def test_nobody_is_invited_twice(signed_in, contact, organisation):
    browser = signed_in(contact)
    browser.post(form_of(organisation), posted())
    again = browser.post(form_of(organisation), posted(email=ADDRESS.upper()))
    assert "alt invitert" in errors_of(again)["email"][0]
    browser.post(form_of(organisation), posted(email="", phone="41234567"))
    again = browser.post(form_of(organisation), posted(email="", phone="+47 41 23 45 67"))
    assert "alt invitert" in errors_of(again)["phone"][0]
    assert Representative.objects.count() == 2
    other = register_factories.registered()
    signed_in(register_factories.contact(of=other)).post(form_of(other), posted())
    assert Representative.objects.filter(organisation=other).exists()


def test_two_of_one_name_are_told_apart_by_who_entered_them(signed_in, contact, organisation):
    """By what they were invited by, till they answer: others who read the list see the names alone."""
    for address in ("kari1@post.example", "kari2@post.example"):
        register_factories.invited(by=organisation, token=address, name="Kari Lik", email=address, invited_by=contact)
    register_factories.invited(
        by=organisation, token="c", name="Kari Lik", email="", phone="41234567", invited_by=contact
    )
    people = reverse("enrolments:list", args=[organisation.pk, "representant"])
    page = signed_in(contact).get(people).text
    assert [told in page for told in ("kari1@post.example", "kari2@post.example", "412 34 567")] == [True] * 3
    for other in (register_factories.contact(of=organisation), factories.centre()):
        page = signed_in(other).get(people).text
        assert page.count("Kari Lik") == 3
        assert "post.example" not in page


@pytest.mark.usefixtures("history_context")
def test_who_has_the_mandate_is_not_invited_to_it(contact, organisation):
    person = register_factories.person()
    register_factories.representative(of=organisation, who=person)
    with pytest.raises(EnrolmentRefusedError, match="Forleng det"):
        enter(contact, organisation, email=person.user.email)
    # Who has left the register is nobody that the organisation knows of, and neither is another's representative.
    left = register_factories.person(purposes=[])
    register_factories.representative(of=organisation, who=left)
    elsewhere = register_factories.representative().person
    for one in (left, elsewhere):
        enter(contact, organisation, email=one.user.email)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"registered_on": None, "confirmed_on": None}, "ikke godkjent"),
        ({"confirmed_on": datetime.date(2020, 1, 1)}, "Bekreft dem"),
        ({"closed_on": datetime.date(2020, 1, 1)}, "lagt ned"),
        ({"registry_state": RegistryState.BANKRUPT}, "konkurs eller slettet"),
        ({"registry_state": RegistryState.DELETED}, "konkurs eller slettet"),
    ],
)
def test_who_may_not_enter_people_is_told_why(signed_in, facts, says):
    organisation = register_factories.registered(**facts)
    for account in (register_factories.contact(of=organisation), factories.centre()):
        browser = signed_in(account)
        refused = browser.get(form_of(organisation))
        assert refused.status_code == 403
        assert says in refused.text
        assert browser.post(form_of(organisation), posted()).status_code == 403
        page = browser.get(reverse("enrolments:list", args=[organisation.pk, REPRESENTATIVE]))
        assert says in page.text
        assert "Inviter en representant" not in page.text
        with audit.context(command="test"), pytest.raises(NotAllowedError, match=says):
            enter(account, organisation)
    assert not Representative.objects.exists()


def test_renewing_sends_a_new_link_and_kills_the_old_one(signed_in, contact, organisation, client):
    browser = signed_in(contact)
    browser.post(form_of(organisation), posted())
    old = link_to(ADDRESS)
    row = Representative.objects.get()
    page = browser.post(reverse("enrolments:renew", args=[organisation.pk, REPRESENTATIVE, row.pk]), follow=True)
    assert "sendt på nytt" in page.text
    assert client.get(old).status_code == 410
    assert client.get(link_to(ADDRESS)).status_code == 200


def test_a_renewed_link_by_mobile_is_handed_over_again(signed_in, contact, organisation, client):
    row = register_factories.invited(by=organisation, email="", phone="41234567")
    browser = signed_in(contact)
    page = browser.post(reverse("enrolments:renew", args=[organisation.pk, REPRESENTATIVE, row.pk]), follow=True)
    assert client.get(link_on(page)).status_code == 200


@pytest.mark.usefixtures("history_context")
def test_no_renewal_reaches_past_30_days(contact, organisation, time_machine):
    row, _first = enter(contact, organisation)
    entered = row.invited_at
    time_machine.move_to(entered + datetime.timedelta(days=20), tick=False)
    renewed, _token = services.renew(actor=contact, post=row)
    assert renewed.expires_at == entered + datetime.timedelta(days=30)
    time_machine.move_to(entered + datetime.timedelta(days=30, seconds=1), tick=False)
    with pytest.raises(EnrolmentRefusedError, match="over 30 dager"):
        services.renew(actor=contact, post=row)


def test_taking_an_invitation_back_empties_it_at_once(signed_in, contact, organisation, client):
    browser = signed_in(contact)
    browser.post(form_of(organisation), posted())
    link, row = link_to(ADDRESS), Representative.objects.get()
    cancel = reverse("enrolments:cancel", args=[organisation.pk, REPRESENTATIVE, row.pk])
    page = browser.post(cancel, follow=True)
    assert "er slettet" in page.text
    assert "Áŋŋá" not in page.text
    row.refresh_from_db()
    assert (row.state, row.name, row.email) == (EnrolmentState.CANCELLED, "", "")
    assert not history_model(Representative).objects.filter(pgh_obj_id=row.pk, payload__isnull=False).exists()
    assert client.get(link).status_code == 410
    assert browser.post(cancel).status_code == 404


def test_how_many_said_no_is_told_without_names(signed_in, contact, organisation):
    states = (EnrolmentState.DECLINED, EnrolmentState.DECLINED, EnrolmentState.LAPSED)
    for number, state in enumerate(states):
        register_factories.invited(by=organisation, token=f"nei-{number}", state=state, name="", email="")
    text = signed_in(contact).get(reverse("enrolments:list", args=[organisation.pk, REPRESENTATIVE])).text
    assert "2 har takket nei." in text
    assert "1 svarte ikke innen 30 dager." in text


def test_the_same_form_sent_twice_enters_once(signed_in, contact, organisation):
    browser = signed_in(contact)
    token = once_token_on(browser.get(form_of(organisation)))
    for _time in range(2):
        response = browser.post(form_of(organisation), posted(once_token=token))
        assert response.status_code == 302
    assert Representative.objects.count() == Message.objects.count() == 1


def test_what_is_kept_of_a_spent_form_names_nobody(signed_in, contact, organisation):
    browser = signed_in(contact)
    token = once_token_on(browser.get(form_of(organisation)))
    browser.post(form_of(organisation), posted(once_token=token))
    assert "Áŋŋá" not in str(SpentToken.objects.get().answer)
    assert ADDRESS not in str(SpentToken.objects.get().answer)


def test_the_page_of_an_invited_person_shows_what_was_entered(signed_in, contact, organisation):
    row = register_factories.invited(by=organisation, name="Per O'Hansen", email="per@post.example")
    page = signed_in(contact).get(row.get_absolute_url())
    assert "Per O&#x27;Hansen" in page.text
    assert "per@post.example" in page.text
    assert "no-store" in page["Cache-Control"]
    assert page_of("x") not in page.text
