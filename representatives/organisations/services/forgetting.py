"""Whoever signed an organisation up, or was invited to act for one, is forgotten: what was decided stands."""

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from medvirkning.accounts.models import User
from medvirkning.accounts.querysets import normalise_email
from medvirkning.audit.services import empty_history
from representatives.organisations import notices
from representatives.organisations.enums import ApplicationState
from representatives.organisations.models import OrganisationApplication, OrganisationContact, OrganisationInvitation
from representatives.organisations.services.contacts import end_on, held, held_invitation

UNDECIDED = (ApplicationState.SUBMITTED, ApplicationState.RETURNED)
NOBODY = {"applicant_name": "", "applicant_email": "", "applicant_language": "", "message": ""}


@transaction.atomic
def forget_applicants(applications: QuerySet[OrganisationApplication]) -> int:
    """Nothing says who signed up, history included. What is not decided goes: nobody is left who asks for it."""
    keys = list(applications.values_list("pk", flat=True))
    rows = OrganisationApplication.objects.filter(pk__in=keys)
    rows.filter(state__in=UNDECIDED).delete()
    rows.update(**NOBODY)
    empty_history(model=OrganisationApplication, pks=keys)
    return len(keys)


@transaction.atomic
def forget_invited(invitations: QuerySet[OrganisationInvitation]) -> int:
    """The invitations stay as a count, history included; the open ones work no more."""
    keys = list(invitations.values_list("pk", flat=True))
    rows = OrganisationInvitation.objects.filter(pk__in=keys)
    rows.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
    rows.update(name="", email="")
    empty_history(model=OrganisationInvitation, pks=keys)
    return len(keys)


def forget_address(address: str) -> None:
    """Whoever has the address is erased: what was signed up or sent under it names nobody any more."""
    if not address:
        return
    named = normalise_email(address)
    forget_applicants(OrganisationApplication.objects.filter(applicant_email__iexact=named))
    forget_invited(OrganisationInvitation.objects.filter(email__iexact=named))


@transaction.atomic
def decline(*, token: str) -> None:
    """Whoever holds the link says no: name and address go at once, and who invited hears of it without a name.

    Raises `InvitationGoneError`, also for the second of two at once.
    """
    invitation = held_invitation(token)
    forget_invited(OrganisationInvitation.objects.filter(pk=invitation.pk))
    notices.tell_declined(invitation)


@transaction.atomic
def end_everywhere(*, actor: User | None, user: User) -> None:
    """The account acts for no organisation any more, from now; the role goes with the last one."""
    last_day = timezone.localdate() - datetime.timedelta(days=1)
    rows = OrganisationContact.objects.select_for_update(of=("self",)).not_ended().filter(user=user)
    for contact in rows.select_related("organisation").order_by("organisation_id", "pk"):
        held(contact.organisation)
        end_on(actor=actor, contact=contact, last_day=last_day)
