"""What every room does with an invitation: a new link, and who may use it."""

import datetime
import secrets
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.invitations.models import Invitation
from medvirkning.accounts.models import User
from medvirkning.accounts.querysets import account_of
from medvirkning.accounts.services import create_user, hash_token
from medvirkning.web.refusals import RefusedError

GOOD_FOR = datetime.timedelta(days=14)
One = TypeVar("One", bound=Invitation)


class InvitationGoneError(Exception):
    """The invitation is used, withdrawn or expired, or there is none. Which of them is told to nobody."""


class AnotherAddressError(RefusedError):
    """The link is used by somebody else than the one it was sent to."""


def give_link(invitation: Invitation, *, good_for: datetime.timedelta = GOOD_FOR) -> str:
    """Give an invitation, stored or not yet, a new link; an older one works no more. The caller saves.

    The token itself stands in what is sent alone.
    """
    token = secrets.token_urlsafe(32)
    invitation.token_hash, invitation.expires_at = hash_token(token), timezone.now() + good_for
    return token


def usable(invitation: One | None) -> One:
    """The invitation, if its link still works. Raises `InvitationGoneError`."""
    if (
        invitation is None
        or invitation.accepted_at is not None
        or invitation.withdrawn_at is not None
        or invitation.expires_at <= timezone.now()
    ):
        raise InvitationGoneError
    return invitation


def demand_own_address(invitation: Invitation, user: User) -> None:
    """An invitation is for the account of its address alone. Raises `AnotherAddressError`."""
    if not user.is_active or user.email != invitation.email:
        raise AnotherAddressError(_("Invitasjonen gjelder en annen e-postadresse enn den du er logget inn med."))


def make_account(*, email: str, name: str, language: str, password: str) -> User:
    """Make the account an invitation was sent to. Having got the mail is what verifies the address.

    Raises `RefusedError` where the account is there already, and `ValidationError`.
    """
    if account_of(email) is not None:
        raise RefusedError(_("Det finnes alt en konto med denne e-postadressen. Logg inn for å ta imot."))
    return create_user(actor=None, email=email, name=name, language=language, password=password)


def spend(invitation: Invitation, user: User) -> None:
    """The link has done its work."""
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
