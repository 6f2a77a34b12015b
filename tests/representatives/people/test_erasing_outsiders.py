"""Contacts, who signed an organisation up, and who was invited: erased wholly, on request and by retention."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import RoleGrant, User
from medvirkning.audit import chain, retention
from medvirkning.audit.models import Erasure
from medvirkning.web.refusals import NotAllowedError, RefusedError
from representatives.enrolments.enums import EnrolmentState
from representatives.organisations import services as organisations
from representatives.organisations.models import OrganisationApplication, OrganisationContact, OrganisationInvitation
from representatives.people import erasing, services
from tests import factories, register_factories, traces
from tests.history_days import backdate

pytestmark = pytest.mark.django_db

FIND = reverse("people:find")
FORM = {"reason": "asked", "channel": "phone", "sure": "on"}
OWN = reverse("people:erase-account")
NAME, ADDRESS = "Hárámerke Fjæresvingen", "haramerke@fjaere.example"


def page_of(kind, record):
    return reverse("people:erase-other", args=[kind, record.pk])


@pytest.fixture
def centre(signed_in):
    return signed_in(factories.centre())


@pytest.fixture
def organisation():
    return register_factories.registered(name="Nærlys")


@pytest.fixture
def contact(organisation):
    """Signed the organisation up, was invited, came by the invitation, and was invited once more before that."""
    account = register_factories.contact(of=organisation, name=NAME, email=ADDRESS)
    register_factories.application(
        state="approved", organisation=organisation, applicant_name=NAME, applicant_email=ADDRESS, message="Hei"
    )
    register_factories.application(
        state="refused", decision_reason="Nei", applicant_name=NAME, applicant_email=ADDRESS
    )
    for token, values in (
        ("brukt-lenke", {"accepted_by": account, "accepted_at": timezone.now()}),
        ("trukket-lenke", {"withdrawn_at": timezone.now()}),
    ):
        register_factories.organisation_invitation(of=organisation, token=token, name=NAME, email=ADDRESS, **values)
    return account


def unused():
    [rule] = [one for one in retention.rules() if one.name == "unused_accounts"]
    return rule


def erase_unused():
    with audit.context(command="erase_expired"):
        return unused().erase(unused().expired())


def made_long_ago(account):
    with audit.context(command="test"):
        User.objects.filter(pk=account.pk).update(created_at=factories.days_ago(400), last_login=None)


@pytest.mark.django_db(transaction=True)
def test_who_was_contact_applicant_and_representative_is_nowhere_afterwards(signed_in, centre, organisation, contact):
    person = register_factories.person(account=contact, name=NAME)
    register_factories.representative(of=organisation, who=person)
    words = ("Hárámerke", "Fjæresvingen", "haramerke@fjaere")
    assert all(traces.in_tables(word) for word in words)
    backdate(2)
    assert chain.seal_missing_days() > 0
    me = signed_in(contact)
    page = me.get(reverse("my_page:erase")).text
    assert "navnet ditt, alle steder det står som representant og i loggen" in page
    assert "Der står du fordi du er kontaktperson" in page
    assert organisation.get_absolute_url() in page
    assert me.post(reverse("my_page:erase"), {"word": "slett"}).status_code == 302
    # As the page said: still the contact, and told how to stop.
    assert "Du er kontaktperson. Slutt som kontaktperson" in me.get(OWN).text
    assert "Slutt som kontaktperson først" in me.post(OWN, {"sure": "on"}).text
    with audit.context(command="test"):
        organisations.end_contact(actor=centre.account, contact=organisation.contacts.get(user=contact))
    assert OWN in me.get(reverse("front:home")).text

    gone = me.post(OWN, {"sure": "on"})

    assert "Det er gjort" in gone.text
    assert traces.of(*words) == {}
    assert list(chain.verify()) == []
    # The count stands.
    assert OrganisationInvitation.objects.count() == 2
    assert OrganisationApplication.objects.count() == 2
    for address in (organisation.get_absolute_url(), reverse("organisations:history", args=[organisation.pk])):
        assert "Hárámerke" not in centre.get(address).text


def test_the_centre_erases_a_contact_who_calls(centre, organisation, contact):
    found = centre.post(FIND, {"name": "hárámerke"}).text
    assert "kontaktperson for Nærlys" in found
    assert page_of("konto", contact) in found
    assert centre.post(FIND, {"name": ADDRESS}).text.count(page_of("konto", contact)) == 1
    page = centre.get(page_of("konto", contact)).text
    assert "Personen slutter nå som kontaktperson for Nærlys." in page

    assert "Personen er slettet." in centre.post(page_of("konto", contact), FORM, follow=True).text

    assert traces.in_tables("Hárámerke") == traces.in_tables(ADDRESS) == []
    assert not organisation.contacts.in_force().exists()
    assert [one.to for one in mail.outbox] == [[ADDRESS]]
    assert Erasure.objects.get().rule == "asked:phone"
    assert centre.get(page_of("konto", contact)).status_code == 404
    assert list(chain.verify()) == []


def test_who_signed_up_and_never_got_an_account(centre):
    made = register_factories.application(
        state="refused", decision_reason="Nei", applicant_name=NAME, applicant_email=ADDRESS
    )
    assert page_of("innmelding", made) in centre.post(FIND, {"name": "fjæresvingen"}).text
    assert "Personen er slettet." in centre.post(page_of("innmelding", made), FORM, follow=True).text
    assert traces.in_tables("Hárámerke") == traces.in_tables(ADDRESS) == []
    made.refresh_from_db()
    assert made.decision_reason == "Nei"
    assert Erasure.objects.get().subject_model == "representatives.OrganisationApplication"


def test_an_application_that_waits_is_decided_first(centre):
    made = register_factories.application(applicant_name=NAME, applicant_email=ADDRESS)
    assert "Innmeldingen er ikke avgjort" in centre.get(page_of("innmelding", made)).text
    assert "Avgjør den først" in centre.post(page_of("innmelding", made), FORM).text
    made.refresh_from_db()
    assert made.applicant_name == NAME


def test_who_was_invited_and_has_not_come(centre, organisation):
    made = register_factories.organisation_invitation(of=organisation, token="ubrukt", name=NAME, email=ADDRESS)
    assert page_of("kontaktinvitasjon", made) in centre.post(FIND, {"name": "fjæresvingen"}).text
    assert "Personen er slettet." in centre.post(page_of("kontaktinvitasjon", made), FORM, follow=True).text
    assert traces.in_tables("Hárámerke") == traces.in_tables(ADDRESS) == []
    assert not OrganisationInvitation.objects.open().exists()


def test_who_was_entered_and_has_not_answered(centre, organisation):
    post = register_factories.invited(by=organisation, name=NAME, email=ADDRESS)
    page = centre.post(FIND, {"name": "fjæresvingen"}).text
    assert page_of("representant", post) in page
    assert "invitert som representant for Nærlys, har ikke svart" in page
    assert "Personen er slettet." in centre.post(page_of("representant", post), FORM, follow=True).text
    assert traces.in_tables("Hárámerke") == traces.in_tables(ADDRESS) == []
    post.refresh_from_db()
    assert post.state == EnrolmentState.DECLINED


def test_an_account_with_another_role_is_not_found(centre, organisation):
    account = factories.staff(name=NAME)
    register_factories.contact(of=organisation, account=account)
    assert "Vi fant ingen" in centre.post(FIND, {"name": NAME}).text
    with pytest.raises(RefusedError):
        erasing.erase_account_on_request(actor=centre.account, account=account, rule="asked:phone")


def test_nobody_else_erases_an_account(contact):
    for other in (factories.staff(), factories.administrator(), factories.user()):
        with pytest.raises(NotAllowedError):
            erasing.erase_account_on_request(actor=other, account=contact, rule="asked:phone")
    with pytest.raises(NotAllowedError):
        services.erase_own_account(actor=factories.staff())


@pytest.mark.parametrize(("days", "gone"), [(29, 0), (32, 1)])
def test_an_ended_contact_goes_by_retention(organisation, contact, days, gone):
    made_long_ago(contact)
    ended = timezone.localdate() - datetime.timedelta(days=days)
    with audit.context(command="test"):
        OrganisationContact.objects.filter(user=contact).update(valid_to=ended)
        RoleGrant.objects.filter(user=contact).update(valid_to=ended)
    assert erase_unused() == gone
    assert (traces.in_tables("Hárámerke") == traces.in_tables(ADDRESS) == []) is bool(gone)
    assert OrganisationContact.objects.count() == 1


def test_an_account_that_came_to_no_use_goes_by_retention():
    account = factories.user(name=NAME)
    assert erase_unused() == 0
    made_long_ago(account)
    assert erase_unused() == 1
    account.refresh_from_db()
    assert (account.name, account.is_active) == ("", False)


def test_who_has_something_to_do_here_is_never_idle(organisation):
    """Acts for one, has a role, has had one inside, is in the register, is asked, or has a duty without a role."""
    accounts = [register_factories.contact(of=organisation), factories.staff(), factories.centre()]
    left = factories.user(name="Har sluttet")
    invited = factories.user(name="Invitert", email="invitert@forening.example")
    responsible = factories.user(name="Ansvarlig uten rolle")
    person = register_factories.person()
    with audit.context(command="test"):
        RoleGrant.objects.create(
            user=left, role=Role.STAFF, valid_from=factories.LONG_AGO, valid_to=factories.LONG_AGO
        )
    register_factories.organisation_invitation(of=organisation, token="apen", email=invited.email)
    factories.assignment(responsible=responsible)
    for account in (*accounts, left, invited, responsible, person.user):
        made_long_ago(account)
    assert erase_unused() == 0
