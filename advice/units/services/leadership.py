"""Who leads a unit: invited by a link that works once, accepted by the person, ended by a leader or the Centre."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advice.units import notices
from advice.units.enums import UnitState
from advice.units.models import ServiceUnit, UnitInvitation, UnitLeader
from advice.units.querysets import UnitInvitationQuerySet
from advice.units.services.tree import UnitRefusedError, demand, locked
from medvirkning.accounts.enums import Role
from medvirkning.accounts.invitations import services as invitations
from medvirkning.accounts.invitations.services import InvitationGoneError
from medvirkning.accounts.models import User
from medvirkning.accounts.querysets import normalise_email
from medvirkning.accounts.services import grant_role, revoke_role


@transaction.atomic
def invite(*, actor: User, unit: ServiceUnit, name: str, email: str) -> UnitInvitation:
    """Invite somebody to lead a unit. Raises `NotAllowedError`, `UnitRefusedError` and `ValidationError`."""
    stored = locked(unit)
    demand(actor, "units.invite", stored)
    address = normalise_email(email)
    if stored.leaders.in_force().filter(user__email=address).exists():
        raise UnitRefusedError(_("Denne personen leder alt enheten."), field="email")
    if stored.invitations.open().to_address(address).exists():
        raise UnitRefusedError(_("Denne personen er alt invitert. Send invitasjonen på nytt i stedet."), field="email")
    # Sent anew by the Centre it is still to who registered the unit.
    is_applicants = address == stored.applicant_email and actor.has_perm("units.decide", stored)
    return issue(actor=actor, unit=stored, name=name, email=address, is_applicants=is_applicants)


def issue(*, actor: User, unit: ServiceUnit, name: str, email: str, is_applicants: bool = False) -> UnitInvitation:
    """Write an invitation and send its link."""
    invitation = UnitInvitation(
        unit=unit,
        name=" ".join(name.split()),
        email=normalise_email(email),
        is_applicants=is_applicants,
        invited_by=actor,
    )
    return _with_new_link(invitation)


@transaction.atomic
def renew(*, actor: User, invitation: UnitInvitation) -> UnitInvitation:
    """Send a new link, good for 14 days; the old one works no more. Raises `NotAllowedError`, `UnitRefusedError`."""
    return _with_new_link(_unanswered(actor, invitation))


@transaction.atomic
def withdraw(*, actor: User, invitation: UnitInvitation) -> UnitInvitation:
    """The link works no more. Raises `NotAllowedError` and `UnitRefusedError`."""
    stored = _unanswered(actor, invitation)
    stored.withdrawn_at = timezone.now()
    stored.save(update_fields=["withdrawn_at"])
    return stored


def open_invitation(token: str) -> UnitInvitation:
    """The invitation of a link, to be looked at. Raises `InvitationGoneError`."""
    return _usable(UnitInvitation.objects.by_token(token).select_related("unit", "invited_by").first())


@transaction.atomic
def accept(*, token: str, user: User) -> UnitLeader:
    """Spend the link: the account it was sent to leads the unit from today.

    Raises `InvitationGoneError`, also for the second of two at once, and `AnotherAddressError`.
    """
    invitation = _held(token)
    invitations.demand_own_address(invitation, user)
    return _begin(invitation, user)


@transaction.atomic
def accept_as_new(*, token: str, name: str, language: str, password: str) -> User:
    """Spend the link and make the account it was sent to. Having got the mail is what verifies the address.

    Raises `InvitationGoneError`, `RefusedError` where the account is there already, and `ValidationError`.
    """
    invitation = _held(token)
    user = invitations.make_account(email=invitation.email, name=name, language=language, password=password)
    _begin(invitation, user)
    return user


@transaction.atomic
def end_leadership(*, actor: User, leadership: UnitLeader) -> None:
    """Somebody leads the unit no more, from now. With the last unit the role goes too.

    Nobody leaves a unit without a leader by leaving it: then the Centre ends it. Raises `NotAllowedError` and
    `UnitRefusedError`.
    """
    unit = locked(leadership.unit)
    demand(actor, "units.view", unit)
    stored = unit.leaders.select_for_update(of=("self",)).not_ended().filter(pk=leadership.pk).first()
    if stored is None:
        raise UnitRefusedError(_("Personen leder ikke enheten lenger."))
    leaves_alone = stored.user_id == actor.pk and not unit.leaders.in_force().exclude(pk=stored.pk).exists()
    if leaves_alone and unit.state == UnitState.APPROVED and not actor.has_perm("units.decide", unit):
        raise UnitRefusedError(
            _("Du er den eneste som leder enheten. Inviter en ny leder først, eller be Senter for brukermedvirkning.")
        )
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    if stored.valid_from > yesterday:
        stored.delete()
    else:
        stored.valid_to = yesterday
        stored.save(update_fields=["valid_to"])
    user = User.objects.select_for_update(of=("self",)).get(pk=stored.user_id)
    if not UnitLeader.objects.not_ended().filter(user=user).exists():
        revoke_role(actor=actor, user=user, role=Role.SERVICE_LEADER)
    if user.pk == actor.pk:
        # Who ended the own leadership sees no more than is left.
        actor.forget_roles()


def _begin(invitation: UnitInvitation, user: User) -> UnitLeader:
    """The account leads from today, with the role; the link is spent."""
    # Two invitations accepted at once give one role.
    holder = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    leadership = invitation.unit.leaders.in_force().filter(user=holder).first()
    if leadership is None:
        leadership = UnitLeader.objects.create(user=holder, unit=invitation.unit, valid_from=timezone.localdate())
    if not holder.has_role(Role.SERVICE_LEADER):
        grant_role(actor=invitation.invited_by, user=holder, role=Role.SERVICE_LEADER)
    user.forget_roles()
    invitations.spend(invitation, holder)
    notices.tell_new_leader_is_in(invitation)
    return leadership


def _with_new_link(invitation: UnitInvitation) -> UnitInvitation:
    token = invitations.give_link(invitation)
    invitation.full_clean(exclude=["unit", "invited_by", "accepted_by"])
    invitation.save()
    notices.send_invitation(invitation, token=token)
    return invitation


def _locked_invitations() -> UnitInvitationQuerySet:
    """Invitations to be held until the transaction ends. A closing of the unit waits too."""
    return UnitInvitation.objects.select_for_update(of=("self", "unit")).select_related("unit", "invited_by")


def _held(token: str) -> UnitInvitation:
    """The invitation of a link, held until the transaction ends."""
    return _usable(_locked_invitations().by_token(token).first())


def _usable(invitation: UnitInvitation | None) -> UnitInvitation:
    found = invitations.usable(invitation)
    if found.unit.state != UnitState.APPROVED:
        raise InvitationGoneError
    return found


def _unanswered(actor: User, invitation: UnitInvitation) -> UnitInvitation:
    """An invitation that can still be withdrawn or renewed, held until the transaction ends."""
    stored = _locked_invitations().get(pk=invitation.pk)
    demand(actor, "units.invite", stored.unit)
    if stored.accepted_at is not None or stored.withdrawn_at is not None or not stored.email:
        raise UnitRefusedError(_("Invitasjonen er alt tatt imot eller trukket tilbake."))
    return stored
