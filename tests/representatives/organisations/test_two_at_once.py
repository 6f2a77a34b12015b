"""What two do at once is done once."""

from functools import partial

import pytest

from medvirkning.accounts.models import User
from medvirkning.notifications.models import Message
from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.refusals import RefusedError
from representatives.organisations import services
from representatives.organisations.enums import ApplicationState
from representatives.organisations.models import Organisation, OrganisationApplication, OrganisationContact
from representatives.organisations.services import InvitationGoneError
from tests import at_once, factories, register_factories
from tests.representatives.organisations.cases import ADDRESS, NUMBER, applicant, facts

pytestmark = pytest.mark.django_db(transaction=True)


together = partial(at_once.together, refused=(RefusedError, StaleVersion, InvitationGoneError))


def test_two_decisions() -> None:
    application = register_factories.application(applicant_email=ADDRESS)
    first, second = factories.centre(), factories.centre()
    assert together(
        lambda: services.approve(actor=first, application=application, expected_version=1),
        lambda: services.refuse(actor=second, application=application, expected_version=1, reason="Nei"),
    ) == ["done", "refused"]
    assert Message.objects.filter(address=ADDRESS).count() == 1


def test_the_same_organisation_signs_up_twice() -> None:
    def sign_up() -> None:
        services.submit(actor=None, facts=facts(), applicant=applicant())

    assert together(sign_up, sign_up) == ["done", "done"]
    assert OrganisationApplication.objects.count() == 1


def test_two_with_one_number() -> None:
    assert together(
        lambda: services.submit(actor=None, facts=facts(name="En"), applicant=applicant()),
        lambda: services.submit(actor=None, facts=facts(name="To"), applicant=applicant()),
    ) == ["done", "refused"]
    assert OrganisationApplication.objects.count() == 1


def test_an_approval_and_an_addition_to_the_log() -> None:
    """Whichever comes first: one organisation has the number, and stands in the register."""
    application = register_factories.application(organisation_number=NUMBER)
    centre = factories.centre()
    outcomes = together(
        lambda: services.approve(actor=centre, application=application, expected_version=1),
        lambda: services.add_organisation(actor=centre, name="Samme", organisation_number=NUMBER, kind="user"),
    )
    assert "done" in outcomes
    assert Organisation.objects.get(organisation_number=NUMBER).is_registered


def test_one_link_mended_twice() -> None:
    register_factories.returned(token="lenke", organisation_number=NUMBER, applicant_email=ADDRESS)

    def mend() -> None:
        services.mend(token="lenke", facts=facts(), applicant_name="Kari")

    assert together(mend, mend) == ["done", "refused"]
    assert OrganisationApplication.objects.get().state == ApplicationState.SUBMITTED


def test_one_invitation_spent_twice() -> None:
    organisation = register_factories.registered()
    register_factories.organisation_invitation(of=organisation, token="lenke", email=ADDRESS)

    def accept() -> None:
        services.accept_as_new(token="lenke", name="Kari", language="nb", password="et-langt-passord")

    assert together(accept, accept) == ["done", "refused"]
    assert User.objects.filter(email=ADDRESS).count() == OrganisationContact.objects.count() == 1


def test_two_invitations_of_one_account() -> None:
    account = factories.user(email=ADDRESS)
    for number in range(2):
        register_factories.organisation_invitation(
            of=register_factories.registered(), token=f"lenke-{number}", email=ADDRESS
        )
    assert together(
        lambda: services.accept(token="lenke-0", user=User.objects.get(pk=account.pk)),
        lambda: services.accept(token="lenke-1", user=User.objects.get(pk=account.pk)),
    ) == ["done", "done"]
    assert account.role_grants.count() == 1


def test_two_contacts_that_leave_leave_one() -> None:
    organisation = register_factories.registered()
    accounts = [register_factories.contact(of=organisation) for _one in range(2)]
    rows = {row.user_id: row for row in organisation.contacts.all()}
    assert together(
        *[
            lambda account=account: services.end_contact(actor=account, contact=rows[account.pk])  # type: ignore[misc]
            for account in accounts
        ]
    ) == ["done", "refused"]
    assert OrganisationContact.objects.in_force().count() == 1
