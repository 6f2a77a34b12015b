"""Contacts are invited by a link that works once, and end in their turn."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.enums import DIRECTORATE_ROLES, Role
from medvirkning.accounts.models import User
from medvirkning.accounts.services import grant_role, revoke_role
from medvirkning.audit.services import history_model
from medvirkning.notifications.models import Message
from medvirkning.web.models import SpentToken
from medvirkning.web.refusals import NotAllowedError
from medvirkning.web.request_log import loggable
from representatives.enrolments.querysets import representatives_for
from representatives.enrolments.reading import open_classes
from representatives.organisations import services
from representatives.organisations.models import OrganisationContact, OrganisationInvitation
from representatives.organisations.querysets import organisations_of
from representatives.organisations.services import InvitationGoneError, OrganisationRefusedError
from tests import factories, register_factories
from tests.representatives.organisations.cases import ADDRESS, NEW, link_to, token_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return register_factories.registered(name="Nærlys")


@pytest.fixture
def invited(signed_in, organisation):
    """The link of an invitation that a contact sent."""
    contact = signed_in(register_factories.contact(of=organisation))
    contact.post(
        reverse("organisations:invite", args=[organisation.pk]),
        {"name": "Kari Søker", "email": "Kari.Soker@Forening.example"},
    )
    return link_to()


def test_somebody_new_makes_an_account_and_acts_for_it(client, organisation, invited):
    assert "Nærlys" in client.get(invited).text
    response = client.post(invited, NEW)
    assert response.headers["Location"] == organisation.get_absolute_url()
    account = User.objects.get(email=ADDRESS)
    assert (account.name, account.language, account.has_role(Role.ORGANISATION_CONTACT)) == ("Kari Søker", "nn", True)
    assert organisations_of(account) == [organisation.pk]
    assert client.get(organisation.get_absolute_url()).status_code == 200
    page = client.get(reverse("organisations:list"))
    assert [row.record.pk for row in page.context["table"].rows] == [organisation.pk]


def test_who_invited_hears_of_it_without_a_name(client, invited):
    client.post(invited, NEW)
    told = Message.objects.get(user=OrganisationInvitation.objects.get().invited_by, event__endswith=":accepted")
    assert "Kari" not in told.text + told.subject + told.html
    assert ADDRESS not in told.text


def test_opening_the_link_changes_nothing(client, invited):
    before = OrganisationInvitation.objects.values().get()
    for method in (client.get, client.head, client.options):
        method(invited)
    assert OrganisationInvitation.objects.values().get() == before
    assert not User.objects.filter(email=ADDRESS).exists()


def test_another_account_does_not_accept(signed_in, invited):
    other = signed_in(factories.user())
    assert other.get(invited).status_code == 200
    assert other.post(invited, NEW).status_code == 403
    assert not OrganisationInvitation.objects.exclude(accepted_at=None).exists()


def test_somebody_with_an_account_signs_in_first(client, signed_in, organisation, invited):
    account = factories.user(email=ADDRESS)
    assert client.post(invited, NEW).status_code == 403
    signed_in(account).post(invited)
    assert organisations_of(User.objects.get(pk=account.pk)) == [organisation.pk]


GONE_BY = {
    "used": {"accepted_at": timezone.now()},
    "withdrawn": {"withdrawn_at": timezone.now()},
    "expired": {"expires_at": factories.days_ago(400)},
}


@pytest.mark.parametrize("how", [*GONE_BY, "unknown", "closed", "merely known"])
def test_what_is_gone_says_nothing_of_what_it_was(client, how):
    values = {
        "closed": {"closed_on": factories.day("2024-01-01")},
        "merely known": {"registered_on": None, "confirmed_on": None},
    }.get(how, {})
    made = register_factories.organisation_invitation(
        of=register_factories.registered(name="Hemmelig", **values), token="brukt", **GONE_BY.get(how, {})
    )
    address = reverse("organisations:invitation", args=["finnes-ikke" if how == "unknown" else "brukt"])
    for response in (client.get(address), client.post(address, NEW)):
        assert response.status_code == 410
        assert "Hemmelig" not in response.text
        assert made.email not in response.text
        assert response.headers["Referrer-Policy"] == "no-referrer"
    assert not User.objects.filter(email=made.email).exists()


def test_a_link_works_once(client, invited):
    client.post(invited, NEW)
    assert client.post(invited, NEW).status_code == 410
    assert OrganisationContact.objects.filter(user__email=ADDRESS).count() == 1


def test_the_token_stands_in_no_log_and_no_row(client, invited):
    token = token_to()
    assert token not in loggable(invited)
    assert token not in str(OrganisationInvitation.objects.values().get())
    client.post(invited, NEW)
    rows = history_model(OrganisationInvitation).objects
    assert token not in str(list(rows.values("payload", "pgh_context__metadata")))


def test_renewing_and_withdrawing(client, signed_in, invited):
    invitation = OrganisationInvitation.objects.get()
    inviter = signed_in(invitation.invited_by)
    inviter.post(reverse("organisations:renew", args=[invitation.pk]))
    assert client.get(invited).status_code == 410
    assert client.get(link_to()).status_code == 200
    inviter.post(reverse("organisations:withdraw", args=[invitation.pk]))
    assert client.get(link_to()).status_code == 410
    page = inviter.post(reverse("organisations:renew", args=[invitation.pk]), follow=True)
    assert "alt tatt imot eller trukket tilbake" in page.text


def test_the_same_person_is_not_invited_twice(signed_in, organisation, invited):
    contact = OrganisationInvitation.objects.get().invited_by
    client, address = signed_in(contact), reverse("organisations:invite", args=[organisation.pk])
    for email, told in ((ADDRESS, "alt invitert"), (contact.email, "alt kontaktperson")):
        response = client.post(address, {"name": "X", "email": email})
        assert told in " ".join(response.context["form"].errors["email"])


def end(client, contact):
    return client.post(reverse("organisations:end-contact", args=[contact.pk]), follow=True)


def test_ending_takes_the_role_with_the_last_organisation(signed_in, organisation):
    account = register_factories.contact(of=organisation)
    register_factories.contact(of=register_factories.registered(), account=account)
    centre = signed_in(factories.centre())
    rows = OrganisationContact.objects.filter(user=account).order_by("pk")
    for row, has_role in zip(list(rows), (True, False), strict=True):
        end(centre, row)
        assert User.objects.get(pk=account.pk).has_role(Role.ORGANISATION_CONTACT) is has_role
    assert organisations_of(User.objects.get(pk=account.pk)) == []


def test_the_only_contact_does_not_just_leave(signed_in, organisation):
    account = register_factories.contact(of=organisation)
    page = end(signed_in(account), organisation.contacts.get())
    assert "eneste kontaktpersonen" in page.text
    assert organisation.contacts.in_force().exists()
    end(signed_in(factories.centre()), organisation.contacts.get())
    assert not organisation.contacts.in_force().exists()


def test_the_button_is_there_for_whom_it_works(signed_in, organisation):
    account = register_factories.contact(of=organisation, name="Kari Kontakt")
    address = organisation.get_absolute_url()
    button = reverse("organisations:end-contact", args=[organisation.contacts.get().pk])
    alone = signed_in(account).get(address).text
    assert button not in alone
    assert "Inviter en til" in alone
    assert button in signed_in(factories.centre()).get(address).text
    register_factories.contact(of=organisation, name="Ola Kontakt")
    page = signed_in(account).get(address).text
    assert button in page
    # What follows is said before the press.
    assert "Slutt som kontaktperson" in page
    assert "Ola Kontakt ser ikke organisasjonen og personene lenger" in page


def test_one_of_two_leaves_and_sees_the_organisation_no_more(signed_in, organisation):
    leaving, _staying = (register_factories.contact(of=organisation) for _one in range(2))
    client = signed_in(leaving)
    page = end(client, organisation.contacts.get(user=leaving))
    assert page.redirect_chain[-1][0] == "/"
    assert client.get(organisation.get_absolute_url()).status_code == 404
    assert client.get(reverse("organisations:list")).status_code == 403


def test_coming_back_after_an_end(client, signed_in, organisation, invited):
    client.post(invited, NEW)
    account = User.objects.get(email=ADDRESS)
    centre = signed_in(factories.centre())
    end(centre, organisation.contacts.get(user=account))
    centre.post(reverse("organisations:invite", args=[organisation.pk]), {"name": "Kari", "email": ADDRESS})
    signed_in(account).post(link_to())
    assert organisations_of(User.objects.get(pk=account.pk)) == [organisation.pk]
    assert User.objects.get(pk=account.pk).has_role(Role.ORGANISATION_CONTACT)


def test_who_sees_the_names(signed_in, organisation):
    register_factories.contact(of=organisation, name="Navn Navnesen")
    other = register_factories.contact(of=register_factories.registered())
    assert "Navn Navnesen" in signed_in(factories.centre()).get(organisation.get_absolute_url()).text
    own = signed_in(register_factories.contact(of=organisation))
    assert "Navn Navnesen" in own.get(organisation.get_absolute_url()).text
    page = signed_in(factories.staff()).get(organisation.get_absolute_url()).text
    assert "har en kontaktperson" in page
    assert "Navn Navnesen" not in page
    assert signed_in(other).get(organisation.get_absolute_url()).status_code == 404


@pytest.mark.usefixtures("history_context")
def test_nobody_is_invited_to_what_is_not_in_the_register():
    known = factories.organisation()
    with pytest.raises(NotAllowedError):
        services.invite(actor=factories.centre(), organisation=known, name="X", email=ADDRESS)


def test_an_invitation_that_was_sent_by_the_centre_keeps_the_language_of_the_form(signed_in):
    organisation = register_factories.registered()
    register_factories.application(
        applicant_email=ADDRESS, applicant_language="nn", organisation=organisation, state="approved"
    )
    made = register_factories.organisation_invitation(of=organisation, email=ADDRESS)
    signed_in(factories.centre()).post(reverse("organisations:renew", args=[made.pk]))
    assert Message.objects.get(address=ADDRESS).language == "nn"


def test_what_is_kept_of_a_form_that_is_sent_twice_holds_no_name(signed_in, organisation):
    client = signed_in(factories.centre())
    address = reverse("organisations:invite", args=[organisation.pk])
    client.post(address, {"name": "Navn Navnesen", "email": ADDRESS, "once_token": "x" * 24})
    assert SpentToken.objects.count() == 1
    assert "Navnesen" not in str(list(SpentToken.objects.values()))


@audit.context(command="test")
def later(contact, days):
    OrganisationContact.objects.filter(pk=contact.pk).update(
        valid_from=timezone.localdate() + datetime.timedelta(days=days)
    )


def test_one_who_begins_tomorrow_acts_for_nobody_today(organisation):
    account = register_factories.contact(of=organisation)
    later(organisation.contacts.get(), 1)
    assert organisations_of(User.objects.get(pk=account.pk)) == []


# Who works in the directorate


@pytest.mark.usefixtures("history_context")
@pytest.mark.parametrize("role", sorted(DIRECTORATE_ROLES))
def test_who_works_in_the_directorate_does_not_accept(client, signed_in, organisation, invited, role):
    account = factories.user(email=ADDRESS, roles=[role])
    # A visitor is asked to sign in, as anybody with an account: who invited learns nothing of the role.
    assert "arbeider i direktoratet" not in client.get(invited).text
    reader = signed_in(account)
    page = reader.get(invited).text
    assert "kan ikke være kontaktperson for en organisasjon" in page
    assert "Ta imot" not in page
    assert "Nei takk" in page
    assert reader.post(invited).status_code == 403
    with pytest.raises(OrganisationRefusedError, match="Du arbeider i direktoratet"):
        services.accept(token=token_to(), user=account)
    assert not OrganisationContact.objects.filter(user=account).exists()
    assert not OrganisationInvitation.objects.exclude(accepted_at=None).exists()


@pytest.mark.usefixtures("history_context")
@pytest.mark.parametrize("role", sorted(DIRECTORATE_ROLES))
def test_a_contact_who_comes_to_work_there_sees_nobody(signed_in, organisation, role):
    person = register_factories.person(name="Navn Navnesen")
    post = register_factories.representative(of=organisation, who=person)
    account = register_factories.contact(of=organisation, name="Kari Kontakt")
    people = reverse("enrolments:list", args=[organisation.pk, "representant"])
    client = signed_in(account)
    assert "Navn Navnesen" in client.get(people).text
    assert open_classes(account, person)
    grant_role(actor=None, user=account, role=role)
    # Within the request, and for the account at hand.
    assert organisations_of(account) == []
    if role != Role.CENTRE:
        assert not open_classes(account, person)
        assert not representatives_for(account).filter(pk=post.pk).exists()
        response = client.get(people)
        assert response.status_code in (403, 404)
        assert "Navn Navnesen" not in response.text
    # The others and the Centre see why nobody answers.
    page = signed_in(factories.centre()).get(organisation.get_absolute_url()).text
    assert "arbeider i direktoratet og ser ikke personene" in page
    assert "har ingen kontaktperson" in signed_in(factories.staff()).get(organisation.get_absolute_url()).text


@pytest.mark.usefixtures("history_context")
def test_who_stops_working_there_acts_for_it_again(organisation):
    account = register_factories.contact(of=organisation)
    grant_role(actor=None, user=account, role=Role.STAFF)
    assert organisations_of(account) == []
    day = timezone.localdate()
    revoke_role(actor=None, user=account, role=Role.STAFF, last_day=day)
    assert organisations_of(account) == []
    assert organisations_of(account, day + datetime.timedelta(days=1)) == [organisation.pk]


# Saying no


@pytest.mark.parametrize("reader", ["visitor", "with an account"])
def test_who_is_invited_says_no(client, signed_in, organisation, invited, reader):
    invitation = OrganisationInvitation.objects.get()
    if reader == "with an account":
        client = signed_in(factories.user(email=ADDRESS))
    page = client.get(invited).text
    assert "Nei takk" in page
    assert reverse("front:privacy") in page
    answer = client.post(invited, {"decline": "1"})
    assert answer.status_code == 200
    assert "Du blir ikke kontaktperson for Nærlys" in answer.text
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    invitation.refresh_from_db()
    assert (invitation.name, invitation.email) == ("", "")
    rows = history_model(OrganisationInvitation).objects.filter(pgh_obj_id=invitation.pk)
    assert ADDRESS not in str(list(rows.values("payload")))
    assert "Kari" not in str(list(rows.values("payload")))
    # Once, and who invited hears it without a name.
    assert client.post(invited, {"decline": "1"}).status_code == 410
    told = Message.objects.get(user=invitation.invited_by, event__endswith=":declined")
    assert "har takket nei" in told.words
    assert "Kari" not in told.text + told.subject + told.html
    assert ADDRESS not in told.text
    assert not OrganisationContact.objects.filter(user__email=ADDRESS).exists()
    assert ADDRESS not in signed_in(invitation.invited_by).get(organisation.get_absolute_url()).text


def test_somebody_else_does_not_say_no(signed_in, invited):
    other = signed_in(factories.user())
    assert "Nei takk" not in other.get(invited).text
    assert other.post(invited, {"decline": "1"}).status_code == 403
    assert OrganisationInvitation.objects.open().exists()


@pytest.mark.usefixtures("invited", "history_context")
def test_after_a_yes_there_is_no_no():
    token = token_to()
    services.accept_as_new(token=token, name="Kari", language="nb", password=NEW["password"])
    with pytest.raises(InvitationGoneError):
        services.decline(token=token)
