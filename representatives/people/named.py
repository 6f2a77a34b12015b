"""The outsiders that organisations know: their contacts, who signed them up, and who was invited and has not come."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.audit.services import erase_named, erased_again
from representatives.organisations.enums import ApplicationState
from representatives.organisations.models import OrganisationApplication, OrganisationInvitation
from representatives.organisations.services import forgetting
from representatives.people import outsiders
from representatives.people.accounts import contacts_and_unused
from representatives.people.erasing import (
    ErasingRefusedError,
    acts_for,
    erase_account_on_request,
    forget_everywhere,
)
from representatives.people.outsiders import Outsider, Source


def _of_account(account: User) -> Outsider:
    names = ", ".join(one.name for one in acts_for(account))
    if not names:
        return Outsider(name=str(account), named_as=_("har en konto uten noen rolle"), is_told=True)
    return Outsider(
        name=str(account),
        named_as=_("kontaktperson for %(organisations)s") % {"organisations": names},
        consequences=(_("Personen slutter nå som kontaktperson for %(organisations)s.") % {"organisations": names},),
        is_told=True,
    )


def _erase_account(actor: User, account: User, rule: str) -> None:
    erase_account_on_request(actor=actor, account=account, rule=rule)


def _applications(words: str) -> QuerySet[OrganisationApplication]:
    named = Q(applicant_name__icontains=words) | Q(applicant_email__iexact=words.strip())
    return _every_application().filter(named).order_by("applicant_name", "pk")


def _every_application() -> QuerySet[OrganisationApplication]:
    return OrganisationApplication.objects.naming_somebody()


def _of_application(application: OrganisationApplication) -> Outsider:
    waits = application.state == ApplicationState.SUBMITTED
    return Outsider(
        name=application.applicant_name or application.applicant_email,
        named_as=_("meldte inn %(organisation)s") % {"organisation": application.name},
        consequences=(_("Innmeldingen slettes, og kan ikke rettes lenger."),)
        if application.state == ApplicationState.RETURNED
        else (),
        held_back=_("Innmeldingen er ikke avgjort. Avgjør den først, så kan den som meldte inn, slettes.")
        if waits
        else "",
    )


@transaction.atomic
def _erase_application(actor: User | None, application: OrganisationApplication, rule: str) -> None:
    """And what else was written of or to the address."""
    rows = OrganisationApplication.objects.select_for_update(of=("self",))
    stored = rows.get(pk=application.pk)
    if actor is not None and stored.state == ApplicationState.SUBMITTED:
        raise ErasingRefusedError(_("Innmeldingen er ikke avgjort. Avgjør den først."))
    address = stored.applicant_email

    def act() -> None:
        forgetting.forget_applicants(rows.filter(pk=stored.pk))
        forget_everywhere(address)

    erase_named(actor=actor, record=stored, rule=rule, act=act)


def _invitations(words: str) -> QuerySet[OrganisationInvitation]:
    named = Q(name__icontains=words) | Q(email__iexact=words.strip())
    return _every_invitation().filter(named).order_by("name", "pk")


def _every_invitation() -> QuerySet[OrganisationInvitation]:
    """Who said yes is a contact, or was one: found by the account."""
    return OrganisationInvitation.objects.unanswered().select_related("organisation")


def _of_invitation(invitation: OrganisationInvitation) -> Outsider:
    return Outsider(
        name=invitation.name,
        named_as=_("invitert som kontaktperson for %(organisation)s") % {"organisation": invitation.organisation.name},
        consequences=(_("Lenken i invitasjonen virker ikke lenger."),),
    )


@transaction.atomic
def _erase_invitation(actor: User | None, invitation: OrganisationInvitation, rule: str) -> None:
    """And what else was written of or to the address."""
    rows = OrganisationInvitation.objects.select_for_update(of=("self",))
    stored = rows.get(pk=invitation.pk)
    address = stored.email

    def act() -> None:
        forgetting.forget_invited(rows.filter(pk=stored.pk))
        forget_everywhere(address)

    erase_named(actor=actor, record=stored, rule=rule, act=act)


def _again(act: Any) -> Any:
    return lambda record, rule: act(None, record, rule)


outsiders.register(
    Source(
        slug="konto", named=contacts_and_unused, every=lambda: contacts_and_unused(""), tell=_of_account,
        erase=_erase_account,
    )
)  # fmt: skip
outsiders.register(
    Source(
        slug="innmelding", named=_applications, every=_every_application, tell=_of_application,
        erase=_erase_application,
    )
)  # fmt: skip
outsiders.register(
    Source(
        slug="kontaktinvitasjon", named=_invitations, every=_every_invitation, tell=_of_invitation,
        erase=_erase_invitation,
    )
)  # fmt: skip
erased_again("representatives.OrganisationApplication", _again(_erase_application))
erased_again("representatives.OrganisationInvitation", _again(_erase_invitation))
