"""Who acts for an organisation: invited by a link that works once, accepted by the person, ended by one of them."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.enums import Role
from medvirkning.accounts.invitations import services as invitations
from medvirkning.accounts.invitations.services import InvitationGoneError
from medvirkning.accounts.models import User
from medvirkning.accounts.querysets import normalise_email
from medvirkning.accounts.rules import works_in_the_directorate
from medvirkning.accounts.services import grant_role, revoke_role
from medvirkning.web.refusals import NotAllowedError
from representatives.organisations import notices
from representatives.organisations.models import Organisation, OrganisationContact, OrganisationInvitation
from representatives.organisations.querysets import OrganisationInvitationQuerySet
from representatives.organisations.services.numbers import OrganisationRefusedError


@transaction.atomic
def invite(*, actor: User, organisation: Organisation, name: str, email: str) -> OrganisationInvitation:
    """Invite somebody to act for an organisation.

    Raises `NotAllowedError`, `OrganisationRefusedError` and `ValidationError`.
    """
    stored = held(organisation)
    demand(actor, "organisations.invite", stored)
    address = normalise_email(email)
    if stored.contacts.in_force().filter(user__email=address).exists():
        raise OrganisationRefusedError(_("Denne personen er alt kontaktperson."), field="email")
    if stored.invitations.open().to_address(address).exists():
        raise OrganisationRefusedError(
            _("Denne personen er alt invitert. Send invitasjonen på nytt i stedet."), field="email"
        )
    return issue(actor=actor, organisation=stored, name=name, email=address)


def issue(*, actor: User, organisation: Organisation, name: str, email: str) -> OrganisationInvitation:
    """Write an invitation and send its link."""
    invitation = OrganisationInvitation(
        organisation=organisation, name=" ".join(name.split()), email=normalise_email(email), invited_by=actor
    )
    return _with_new_link(invitation)


@transaction.atomic
def renew(*, actor: User, invitation: OrganisationInvitation) -> OrganisationInvitation:
    """Send a new link, good for 14 days; the old one works no more.

    Raises `NotAllowedError` and `OrganisationRefusedError`.
    """
    return _with_new_link(_unanswered(actor, invitation))


@transaction.atomic
def withdraw(*, actor: User, invitation: OrganisationInvitation) -> OrganisationInvitation:
    """The link works no more. Raises `NotAllowedError` and `OrganisationRefusedError`."""
    stored = _unanswered(actor, invitation)
    stored.withdrawn_at = timezone.now()
    stored.save(update_fields=["withdrawn_at"])
    return stored


def open_invitation(token: str) -> OrganisationInvitation:
    """The invitation of a link, to be looked at. Raises `InvitationGoneError`."""
    rows = OrganisationInvitation.objects.by_token(token).select_related("organisation", "invited_by")
    return _usable(rows.first())


@transaction.atomic
def accept(*, token: str, user: User) -> OrganisationContact:
    """Spend the link: the account it was sent to acts for the organisation from today.

    Raises `InvitationGoneError`, also for the second of two at once, `AnotherAddressError`, and
    `OrganisationRefusedError` for whoever works in the directorate: who invited isn't told which accounts there are.
    """
    invitation = held_invitation(token)
    invitations.demand_own_address(invitation, user)
    if works_in_the_directorate(user):
        raise OrganisationRefusedError(
            _("Du arbeider i direktoratet, og kan ikke være kontaktperson for en organisasjon. Si nei her.")
        )
    return _begin(invitation, user)


@transaction.atomic
def accept_as_new(*, token: str, name: str, language: str, password: str) -> User:
    """Spend the link and make the account it was sent to. Having got the mail is what verifies the address.

    Raises `InvitationGoneError`, `RefusedError` where the account is there already, and `ValidationError`.
    """
    invitation = held_invitation(token)
    user = invitations.make_account(email=invitation.email, name=name, language=language, password=password)
    _begin(invitation, user)
    return user


@transaction.atomic
def end_contact(*, actor: User, contact: OrganisationContact) -> None:
    """Somebody acts for the organisation no more, from now. With the last organisation the role goes too.

    Nobody leaves an organisation of the register without a contact by leaving it: then the Centre ends it. Raises
    `NotAllowedError` and `OrganisationRefusedError`.
    """
    organisation = held(contact.organisation)
    demand(actor, "organisations.see_contacts", organisation)
    stored = organisation.contacts.select_for_update(of=("self",)).not_ended().filter(pk=contact.pk).first()
    if stored is None:
        raise OrganisationRefusedError(_("Personen er ikke kontaktperson lenger."))
    leaves_alone = stored.user_id == actor.pk and not organisation.contacts.in_force().exclude(pk=stored.pk).exists()
    if leaves_alone and organisation.is_registered and not actor.has_perm("organisations.decide"):
        raise OrganisationRefusedError(
            _("Du er den eneste kontaktpersonen. Inviter en ny først, eller be Senter for brukermedvirkning.")
        )
    end_on(actor=actor, contact=stored, last_day=timezone.localdate() - datetime.timedelta(days=1))
    if stored.user_id == actor.pk:
        # Who ended the own part sees no more than is left.
        actor.forget_roles()


def end_on(*, actor: User | None, contact: OrganisationContact, last_day: datetime.date) -> None:
    """Let somebody act for the organisation till a day; the role goes with the last organisation."""
    if contact.valid_from > last_day:
        contact.delete()
    else:
        contact.valid_to = last_day
        contact.save(update_fields=["valid_to"])
    user = User.objects.select_for_update(of=("self",)).get(pk=contact.user_id)
    others = OrganisationContact.objects.not_ended().filter(user=user).exclude(organisation=contact.organisation_id)
    if not others.exists():
        revoke_role(actor=actor, user=user, role=Role.ORGANISATION_CONTACT, last_day=last_day)


def held(organisation: Organisation) -> Organisation:
    """The organisation as it is stored, held until the transaction ends."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def held_invitation(token: str) -> OrganisationInvitation:
    """The invitation of a link, held until the transaction ends."""
    return _usable(_locked_invitations().by_token(token).first())


def demand(actor: User, permission: str, organisation: Organisation) -> None:
    """Raises `NotAllowedError`."""
    if not actor.has_perm(permission, organisation):
        raise NotAllowedError(_("Du har ikke tilgang til å gjøre dette med organisasjonen."))


def _begin(invitation: OrganisationInvitation, user: User) -> OrganisationContact:
    """The account acts for the organisation from today, with the role; the link is spent."""
    # Two invitations accepted at once give one role.
    holder = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    contact = invitation.organisation.contacts.in_force().filter(user=holder).first()
    if contact is None:
        contact = OrganisationContact.objects.create(
            user=holder, organisation=invitation.organisation, valid_from=timezone.localdate()
        )
    if not holder.has_role(Role.ORGANISATION_CONTACT):
        grant_role(actor=invitation.invited_by, user=holder, role=Role.ORGANISATION_CONTACT)
    user.forget_roles()
    invitations.spend(invitation, holder)
    notices.tell_contact_is_in(invitation)
    return contact


def _with_new_link(invitation: OrganisationInvitation) -> OrganisationInvitation:
    token = invitations.give_link(invitation)
    invitation.full_clean(exclude=["organisation", "invited_by", "accepted_by"])
    invitation.save()
    notices.send_invitation(invitation, token=token)
    return invitation


def _locked_invitations() -> OrganisationInvitationQuerySet:
    """Invitations to be held until the transaction ends. A closing of the organisation waits too."""
    rows = OrganisationInvitation.objects.select_for_update(of=("self", "organisation"))
    return rows.select_related("organisation", "invited_by")


def _usable(invitation: OrganisationInvitation | None) -> OrganisationInvitation:
    found = invitations.usable(invitation)
    if not found.organisation.is_registered or found.organisation.closed_on is not None:
        raise InvitationGoneError
    return found


def _unanswered(actor: User, invitation: OrganisationInvitation) -> OrganisationInvitation:
    """An invitation that can still be withdrawn or renewed, held until the transaction ends."""
    stored = _locked_invitations().get(pk=invitation.pk)
    demand(actor, "organisations.invite", stored.organisation)
    if stored.accepted_at is not None or stored.withdrawn_at is not None or not stored.email:
        raise OrganisationRefusedError(_("Invitasjonen er alt tatt imot eller trukket tilbake."))
    return stored
