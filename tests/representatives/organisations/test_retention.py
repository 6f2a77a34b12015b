"""Names go when they are of no use any more; the organisation stays."""

import pytest
from django.utils import timezone

from medvirkning import audit
from medvirkning.audit import retention
from medvirkning.audit.services import erase_person, history_model
from representatives.organisations.models import OrganisationApplication, OrganisationContact, OrganisationInvitation
from tests import register_factories
from tests.factories import days_ago

pytestmark = pytest.mark.django_db


def erase(name):
    [rule] = [one for one in retention.rules() if one.name == name]
    with audit.context(command="erase_expired"):
        rows = rule.expired()
        found = rows.count()
        if found:
            rule.erase(rows)
    return found


def changed(row, **values):
    with audit.context(command="test"):
        type(row).objects.filter(pk=row.pk).update(**values)
    return row


def is_nameless(application):
    application.refresh_from_db()
    rows = history_model(OrganisationApplication).objects.filter(pgh_obj_id=application.pk)
    gone = application.applicant_email == application.applicant_name == application.applicant_language == ""
    assert gone is not rows.filter(payload__isnull=False).exists()
    return gone


@pytest.mark.parametrize(("days", "gone"), [(29, 0), (32, 1)])
def test_who_was_refused(days, gone):
    made = changed(register_factories.application(state="refused", decision_reason="Nei"), decided_at=days_ago(days))
    assert erase("refused_organisations") == gone
    assert is_nameless(made) is bool(gone)
    assert made.decision_reason == "Nei"


@pytest.mark.parametrize(("days", "gone"), [(29, 0), (32, 1)])
def test_who_signed_up_and_has_a_contact(days, gone):
    organisation = register_factories.registered()
    made = register_factories.application(state="approved", organisation=organisation)
    assert erase("registered_organisations") == 0
    register_factories.contact(of=organisation)
    changed(organisation.contacts.get(), valid_from=days_ago(days).date())
    assert erase("registered_organisations") == gone
    assert is_nameless(made) is bool(gone)


@pytest.mark.parametrize(("days", "gone"), [(364, 0), (367, 1)])
def test_who_signed_up_and_never_got_a_contact(days, gone):
    made = changed(
        register_factories.application(state="approved", organisation=register_factories.registered()),
        decided_at=days_ago(days),
    )
    assert erase("organisations_without_contact") == gone
    assert is_nameless(made) is bool(gone)


@pytest.mark.parametrize(("days", "gone"), [(29, 0), (32, 1)])
def test_what_was_returned_and_never_mended(days, gone):
    made = changed(register_factories.returned(), token_expires_at=days_ago(days))
    assert erase("returned_organisations") == gone
    assert OrganisationApplication.objects.filter(pk=made.pk).exists() is not bool(gone)


@pytest.mark.parametrize(("days", "gone"), [(29, 0), (32, 1)])
def test_what_was_returned_and_has_no_link(days, gone):
    changed(register_factories.returned(), token_expires_at=None, decided_at=days_ago(days))
    assert erase("returned_organisations") == gone


@pytest.mark.parametrize("field", ["expires_at", "withdrawn_at", "accepted_at"])
def test_who_was_invited(field):
    organisation = register_factories.registered()
    old = changed(register_factories.organisation_invitation(of=organisation, token="gammel"), **{field: days_ago(32)})
    new = changed(register_factories.organisation_invitation(of=organisation, token="ny"), **{field: days_ago(28)})
    assert erase("organisation_invitations") == 1
    assert OrganisationInvitation.objects.get(pk=old.pk).email == ""
    assert OrganisationInvitation.objects.get(pk=new.pk).email


def test_an_erased_contact_leaves_the_organisation_and_no_name():
    organisation = register_factories.registered()
    account = register_factories.contact(of=organisation, name="Nils Navn", email="nils@forening.example")
    invitation = changed(
        register_factories.organisation_invitation(of=organisation, name="Nils Navn", email=account.email),
        accepted_by=account,
        accepted_at=timezone.now(),
    )
    application = register_factories.application(
        state="approved", organisation=organisation, applicant_name="Nils Navn", applicant_email=account.email
    )
    erase_person(actor=None, person=account, rule="test")
    invitation.refresh_from_db()
    assert (invitation.name, invitation.email) == ("", "")
    assert is_nameless(application)
    assert OrganisationContact.objects.filter(organisation=organisation).count() == 1
