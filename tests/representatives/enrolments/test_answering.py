"""Whoever was entered says yes or no by the link; the page changes nothing before that."""

import base64
import datetime

import pytest
import time_machine
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.invitations.services import GOOD_FOR
from medvirkning.accounts.models import User
from medvirkning.audit.services import history_model
from medvirkning.notifications.models import Message
from medvirkning.web.request_log import loggable
from representatives.consents.enums import Audience, ConsentChannel, ConsentPurpose
from representatives.consents.models import Consent, ConsentText
from representatives.consents.services import text_for
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.models import ExperienceConsultant, Representative
from representatives.enrolments.services.answering import PROOF
from representatives.organisations.enums import OrganisationKind
from representatives.people.models import Person
from representatives.profiles.models import Profile
from tests import factories, register_factories
from tests.representatives.enrolments.cases import (
    ADDRESS,
    NAME,
    NEW,
    PASSWORD,
    YES,
    enter,
    link_to,
    page_of,
    posted,
    today,
    token_to,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def invited(contact, organisation):
    """The link of somebody who was entered by mail."""
    with audit.context(actor=contact):
        enter(contact, organisation)
    return link_to(ADDRESS)


@pytest.fixture
def handed(contact, organisation):
    """The link of somebody who was entered by mobile number."""
    with audit.context(actor=contact):
        _row, token = enter(contact, organisation, email="", phone="41234567")
    return page_of(token)


def answers():
    return Message.objects.filter(event__endswith=":answered")


def test_the_page_says_who_asks_and_for_what_and_changes_nothing(client, invited):
    page = client.get(invited)
    assert "Foreningen Fri" in page.text
    assert "Kari Kontakt" in page.text
    assert "Nei takk" in page.text
    for purpose in ("register", "shown", "contact"):
        assert page.context["form"][purpose].value() in (None, False)
        assert f'name="{purpose}"' in page.text
    assert "story" not in page.context["form"].fields
    assert "Samtykket gjelder i 12 måneder" in page.text
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert "no-store" in page["Cache-Control"]
    assert Representative.objects.get().state == EnrolmentState.INVITED
    assert token_to(ADDRESS) not in loggable(invited)


def test_who_answers_by_a_guardian_cannot_say_yes_alone(signed_in, invited):
    young = register_factories.person(purposes=[], account=factories.user(email=ADDRESS, roles=[Role.REPRESENTATIVE]))
    asked = register_factories.guardian_request(of=young)
    given = register_factories.consent(of=young, audience=Audience.GUARDIAN, guardian=asked)
    answer = signed_in(young.user).post(invited, YES)
    assert "En foresatt har samtykket for deg" in answer.text
    given.refresh_from_db()
    assert given.ended_at is None
    assert Representative.objects.get().state == EnrolmentState.INVITED


def test_a_handed_link_says_whom_it_is_for_by_the_first_letters(client, handed):
    page = client.get(handed).text
    assert "Á. Č." in page
    assert NAME not in page
    assert NAME.split()[0] not in page


def test_a_mailed_link_says_its_address_instead(client, invited):
    page = client.get(invited).text
    assert ADDRESS in page
    assert "Laget for" not in page


@pytest.mark.parametrize(("given", "warns"), [(NAME, False), (f"{NAME.split()[1]} Ny", False), ("Olga Annen", True)])
def test_who_invited_looks_whether_it_was_the_right_one(client, invited, contact, given, warns):
    client.post(invited, NEW | {"name": given})
    mail = answers().get()
    assert mail.user == contact
    assert "Se at det er den dere inviterte" in mail.text
    assert ("er et annet enn det dere skrev" in mail.text) is warns
    assert given not in mail.text


def test_a_new_person_says_yes(client, invited, contact, organisation):
    response = client.post(invited, NEW | {"contact": "on"}, follow=True)
    assert response.redirect_chain[0][0] == reverse("my_page:home")
    assert response.status_code == 200
    account = User.objects.get(email=ADDRESS)
    assert account.name == NAME
    assert account.emailaddress_set.get().verified
    assert account.has_role(Role.REPRESENTATIVE)
    person = Person.objects.get()
    assert (person.user, person.name, person.is_in_log) == (account, NAME, False)
    assert Profile.objects.filter(person=person).exists()
    given = {one.purpose: one for one in Consent.objects.all()}
    assert set(given) == {ConsentPurpose.REGISTER, ConsentPurpose.CONTACT}
    assert given[ConsentPurpose.REGISTER].channel == ConsentChannel.LINK
    row = Representative.objects.get()
    assert (row.state, row.person, row.accepted_by) == (EnrolmentState.AGREED, person, account)
    assert (row.name, row.email, row.phone) == ("", "", "")
    assert not history_model(Representative).objects.filter(pgh_obj_id=row.pk, payload__isnull=False).exists()
    mail = answers().get()
    assert mail.user == contact
    assert "Áŋŋá" not in mail.subject + mail.words + mail.words_as_html
    assert ADDRESS not in mail.words


def test_a_no_takes_one_press_and_empties_the_row(client, invited, contact):
    page = client.post(invited, {"decline": "1"})
    assert "Takk for svaret" in page.text
    row = Representative.objects.get()
    assert (row.state, row.name, row.email, row.person) == (EnrolmentState.DECLINED, "", "", None)
    assert not history_model(Representative).objects.filter(pgh_obj_id=row.pk, payload__isnull=False).exists()
    assert not User.objects.filter(email=ADDRESS).exists()
    assert not Consent.objects.exists()
    assert "takket nei" in answers().get().text
    assert client.get(invited).status_code == 410


def test_without_the_first_consent_there_is_nothing_to_accept(client, invited):
    response = client.post(invited, {name: value for name, value in NEW.items() if name != "register"})
    assert "takke nei" in str(response.context["form"].errors["register"])
    assert not User.objects.filter(email=ADDRESS).exists()
    assert Representative.objects.get().state == EnrolmentState.INVITED


def test_nobody_agrees_to_a_text_that_was_not_shown(client, invited):
    shown = client.get(invited).context["form"]["texts"].value()
    old = text_for(ConsentPurpose.SHOWN)
    with audit.context(command="test"):
        new = ConsentText.objects.create(
            key="shown:adult:99",
            purpose=old.purpose,
            audience=old.audience,
            number=99,
            text_nb="En helt ny tekst.",
            text_nn="Ein heilt ny tekst.",
            text_en="A new text.",
            valid_from=today(),
        )
    sent = NEW | {"shown": "on", "texts": shown}
    page = client.post(invited, sent)
    assert "er endret siden du åpnet siden" in page.text
    assert "En helt ny tekst." in page.text
    form = page.context["form"]
    assert not form["shown"].value()
    assert form["name"].value() == NAME
    assert not Person.objects.exists()
    client.post(invited, sent | {"texts": form["texts"].value()})
    assert Consent.objects.get(purpose=ConsentPurpose.SHOWN).text == new


def test_a_link_works_once(client, invited):
    client.post(invited, NEW)
    client.logout()
    for response in (client.get(invited), client.post(invited, NEW), client.post(invited, {"decline": "1"})):
        assert response.status_code == 410
        assert "gjelder ikke lenger" in response.text
    assert Person.objects.count() == 1


def test_a_link_goes_out(client, invited, time_machine):
    time_machine.move_to(timezone.now() + datetime.timedelta(days=14, minutes=1))
    assert client.get(invited).status_code == 410
    assert client.post(invited, NEW).status_code == 410


def test_another_address_is_turned_away(signed_in, invited):
    other = signed_in(factories.user())
    page = other.get(invited)
    assert "gjelder en annen adresse" in page.text
    assert "Nei takk" not in page.text
    assert other.post(invited, YES).status_code == 403
    assert other.post(invited, {"decline": "1"}).status_code == 403
    assert Representative.objects.get().state == EnrolmentState.INVITED


def test_who_has_an_account_signs_in_first(client, signed_in, invited):
    account = factories.user(email=ADDRESS, name="Anna Annen")
    page = client.get(invited)
    assert "Logg inn for å si ja" in page.text
    assert client.post(invited, NEW).status_code == 403
    browser = signed_in(account)
    assert "password" not in browser.get(invited).context["form"].fields
    browser.post(invited, YES)
    assert Person.objects.get().user == account
    assert Person.objects.get().name == "Anna Annen"
    assert User.objects.get(pk=account.pk).has_role(Role.REPRESENTATIVE)


def test_a_no_needs_no_account_and_no_sign_in(client, invited):
    factories.user(email=ADDRESS)
    assert "Takk for svaret" in client.post(invited, {"decline": "1"}).text


def test_a_second_organisation_is_the_same_person_and_asks_for_less(signed_in, contact, organisation):
    person = register_factories.person()
    register_factories.representative(who=person)
    with audit.context(actor=contact):
        _row, token = enter(contact, organisation, email=person.user.email)
    browser = signed_in(person.user)
    assert set(browser.get(page_of(token)).context["form"].fields) == {"register", "texts"}
    browser.post(page_of(token), YES)
    assert Person.objects.count() == 1
    assert Representative.objects.going_on().filter(person=person).count() == 2
    in_force = Consent.objects.in_force().filter(person=person)
    assert set(in_force.values_list("purpose", flat=True)) == set(ConsentPurpose.values)


def test_a_consultant_says_yes(client, signed_in):
    employer = register_factories.registered(kind=OrganisationKind.PUBLIC_BODY)
    address = reverse("enrolments:enter", args=[employer.pk, "erfaringskonsulent"])
    signed_in(register_factories.contact(of=employer)).post(address, posted())
    page = client.get(link_to(ADDRESS))
    assert "erfaringskonsulent" in page.text
    client.post(link_to(ADDRESS), NEW)
    assert ExperienceConsultant.objects.going_on().get().person.user.email == ADDRESS


def test_an_overlapping_mandate_is_refused_in_plain_words(signed_in, contact, organisation):
    person = register_factories.person()
    with audit.context(actor=contact):
        _row, token = enter(contact, organisation, email=person.user.email)
    register_factories.representative(of=organisation, who=person)
    page = signed_in(person.user).post(page_of(token), YES)
    assert "Du har alt et slikt verv" in page.text
    assert Representative.objects.waiting().exists()


def test_who_left_the_register_comes_back_by_a_new_mandate(signed_in, contact, organisation):
    person = register_factories.person(purposes=[])
    old = register_factories.representative(of=organisation, who=person)
    with audit.context(actor=contact):
        new, token = enter(contact, organisation, email=person.user.email)
    signed_in(person.user).post(page_of(token), YES)
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, new.state, new.person) == (EnrolmentState.ENDED, EnrolmentState.AGREED, person)
    assert Representative.objects.visible_to(contact).going_on().get() == new


def test_no_answer_to_an_organisation_that_closed(client, organisation, invited):
    with audit.context(command="test"):
        type(organisation).objects.filter(pk=organisation.pk).update(closed_on=today(-1))
    assert client.get(invited).status_code == 410
    assert client.post(invited, NEW).status_code == 410


def test_who_left_the_organisation_hears_nothing(client, contact, organisation, invited):
    with audit.context(command="test"):
        organisation.contacts.update(valid_to=today(-1))
    client.post(invited, NEW)
    assert not answers().exists()


# By a link that was handed over


def test_a_handed_link_asks_for_an_address_and_proves_it_by_mail(client, handed):
    page = client.get(handed)
    assert set(page.context["form"].fields) == {"email"}
    shown = client.post(handed, {"email": "Egen.Adresse@post.example"})
    assert "Se i innboksen" in shown.text
    mail = Message.objects.get()
    assert (mail.address, mail.is_secret) == ("egen.adresse@post.example", True)
    assert "Foreningen Fri" not in mail.words + mail.subject
    assert "Áŋŋá" not in mail.words
    # Nothing is kept of the address, and no account is made, before it is proven.
    row = Representative.objects.get()
    assert (row.email, row.phone, row.state) == ("", "41234567", EnrolmentState.INVITED)
    assert not User.objects.filter(email="egen.adresse@post.example").exists()
    proven = link_to("egen.adresse@post.example")
    assert proven != handed
    assert client.get(proven).context["form"].email == "egen.adresse@post.example"
    client.post(proven, NEW)
    account = User.objects.get(email="egen.adresse@post.example")
    assert account.emailaddress_set.get().verified
    assert Representative.objects.get().person.user == account
    client.logout()
    assert client.get(handed).status_code == client.get(proven).status_code == 410


def test_a_handed_link_alone_makes_no_account(client, handed):
    response = client.post(handed, NEW | {"email": ADDRESS})
    assert "Se i innboksen" in response.text
    assert not User.objects.filter(email=ADDRESS).exists()


def test_a_wrong_address_is_mended_by_the_same_link(client, handed):
    for address in ("feil@post.example", ADDRESS):
        client.post(handed, {"email": address})
    client.post(link_to(ADDRESS), NEW)
    assert Representative.objects.get().accepted_by.email == ADDRESS
    client.logout()
    assert client.get(link_to("feil@post.example")).status_code == 410


def test_a_proof_dies_with_the_link_it_came_from(client, signed_in, contact, organisation, handed):
    client.post(handed, {"email": ADDRESS})
    row = Representative.objects.get()
    signed_in(contact).post(reverse("enrolments:renew", args=[organisation.pk, "representant", row.pk]))
    assert client.get(link_to(ADDRESS)).status_code == 410


@pytest.mark.parametrize("change", [lambda token: token[:-2] + "xx", lambda token: token.swapcase()])
def test_a_proof_that_was_tampered_with_opens_nothing(client, handed, change):
    client.post(handed, {"email": ADDRESS})
    assert client.get(page_of(change(token_to(ADDRESS)))).status_code == 410


def test_a_proof_tells_nobody_whose_it_is(client, handed):
    client.post(handed, {"email": ADDRESS})
    token = token_to(ADDRESS)
    for text in (token, *(base64.urlsafe_b64decode(part + "===").decode("latin-1") for part in token.split(":"))):
        assert ADDRESS not in text
        assert "representant" not in text
    # As links were before: signed, and readable.
    old = signing.dumps(["representant", Representative.objects.get().pk, ADDRESS, "x"], salt=PROOF)
    refused = client.get(page_of(old))
    assert refused.status_code == 410
    assert "gjelder ikke lenger" in refused.text


def test_a_proof_goes_out(client, handed):
    client.post(handed, {"email": ADDRESS})
    with audit.context(command="test"):
        Representative.objects.update(expires_at=timezone.now() + GOOD_FOR * 2)
    with time_machine.travel(timezone.now() + GOOD_FOR + datetime.timedelta(minutes=1), tick=False):
        assert client.get(page_of(token_to(ADDRESS))).status_code == 410


def test_the_address_of_an_account_must_sign_in(client, signed_in, handed):
    account = factories.user(email=ADDRESS)
    # Nothing tells whether the address has an account.
    assert "Se i innboksen" in client.post(handed, {"email": ADDRESS}).text
    proven = link_to(ADDRESS)
    assert client.post(proven, NEW).status_code == 403
    signed_in(account).post(proven, YES)
    assert Person.objects.get().user == account


def test_whoever_is_signed_in_answers_a_handed_link_but_not_who_made_it(signed_in, contact, handed):
    maker = signed_in(contact)
    assert "som laget denne lenken" in maker.get(handed).text
    assert maker.post(handed, YES).status_code == 403
    assert maker.post(handed, {"decline": "1"}).status_code == 403
    account = factories.user()
    signed_in(account).post(handed, YES)
    assert Person.objects.get().user == account


def test_few_mails_go_out_by_one_link(client, handed):
    statuses = [client.post(handed, {"email": f"noen-{n}@post.example"}).status_code for n in range(7)]
    assert statuses.count(200) == 5
    assert statuses[-1] == 429
    assert Message.objects.count() == 5


def test_an_address_that_is_none_is_said_in_plain_words(client, handed):
    page = client.post(handed, {"email": "ikke en adresse"})
    assert "gyldig e-postadresse" in str(page.context["form"].errors["email"])


def test_what_was_typed_as_a_name_is_the_persons(client, invited):
    client.post(invited, NEW | {"name": "  Áŋŋá   O'Čeahkke "})
    assert Person.objects.get().name == "Áŋŋá O'Čeahkke"


def test_a_name_of_300_characters_is_refused_in_plain_words(client, invited):
    page = client.post(invited, NEW | {"name": "Å" * 300, "password": PASSWORD})
    assert "200 tegn" in str(page.context["form"].errors["name"])
    assert not Person.objects.exists()


def test_a_second_organisation_says_what_it_will_see(signed_in, client, contact, organisation):
    """Before the yes: whoever has told of oneself already shows it to one more."""
    known = register_factories.representative().person
    with audit.context(actor=contact):
        enter(contact, organisation, email=known.user.email)
    page = signed_in(known.user).get(link_to(known.user.email)).text
    assert f"ser {organisation.name} også det du alt har fortalt" in page
    assert page.index("også det du alt har fortalt") < page.index("Si ja")
    with audit.context(actor=contact):
        enter(contact, organisation, email="ny@post.example")
    assert "også det du alt har fortalt" not in client.get(link_to("ny@post.example")).text
