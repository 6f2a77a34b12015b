"""Changing accounts, roles and tokens."""

import datetime
import hashlib
import secrets
from collections.abc import Iterable

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from medvirkning.accounts.enums import Language, Role, Scope
from medvirkning.accounts.models import ApiToken, RoleGrant, User
from medvirkning.accounts.querysets import normalise_email

TOKEN_PREFIX = "mv_"  # noqa: S105 - the mark by which scanners recognise a leaked key


class RoleAlreadyHeldError(ValueError):
    """The account holds the role in that period already."""


class UnknownScopeError(ValueError):
    """A scope that doesn't exist."""


@transaction.atomic
def create_user(
    *,
    actor: User | None,
    email: str,
    name: str,
    language: str = Language.NB,
    password: str | None = None,
) -> User:
    """Make an account. Without a password it can sign in only after setting one or by an identity provider.

    The address is taken as verified: accounts are made by people who know the person, never by signing up.
    """
    user = User(email=normalise_email(email), name=name.strip(), language=language, password=make_password(password))
    user.full_clean()
    user.save()
    confirm_address(user=user)
    return user


def confirm_address(*, user: User) -> None:
    """Let the account's one address be known to the sign-in as verified and primary."""
    from allauth.account.models import EmailAddress  # noqa: PLC0415 - a model of an app that loads after this one

    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


@transaction.atomic
def grant_role(
    *,
    actor: User | None,
    user: User,
    role: Role | str,
    valid_from: datetime.date | None = None,
    valid_to: datetime.date | None = None,
) -> RoleGrant:
    """Give a role from a day (today) to a day (no end). The same role twice in one period is refused."""
    start = valid_from or timezone.localdate()
    held = RoleGrant.objects.select_for_update(of=("self",)).filter(user=user, role=role)
    if any(
        (grant.valid_to is None or grant.valid_to >= start) and (valid_to is None or grant.valid_from <= valid_to)
        for grant in held
    ):
        raise RoleAlreadyHeldError(f"{role} is held by account {user.pk} in that period already")
    grant = RoleGrant(user=user, role=Role(role), valid_from=start, valid_to=valid_to, granted_by=actor)
    grant.full_clean(exclude=["user", "granted_by"])
    grant.save()
    user.forget_roles()
    return grant


@transaction.atomic
def revoke_role(*, actor: User | None, user: User, role: Role | str, last_day: datetime.date | None = None) -> int:
    """End a role: the last day it holds is yesterday unless another is named. Gives how many grants were changed.

    A grant that would end before it began is removed; the history keeps it.
    """
    last = last_day or timezone.localdate() - datetime.timedelta(days=1)
    changed = 0
    for grant in RoleGrant.objects.select_for_update(of=("self",)).filter(user=user, role=role):
        if grant.valid_to is not None and grant.valid_to <= last:
            continue
        if grant.valid_from > last:
            grant.delete()
        else:
            grant.valid_to = last
            grant.save(update_fields=["valid_to"])
        changed += 1
    user.forget_roles()
    return changed


@transaction.atomic
def deactivate_user(*, actor: User | None, user: User) -> None:
    """Close an account: it can't sign in any more; what it did stays."""
    user.is_active = False
    user.save(update_fields=["is_active"])


def set_language(*, user: User, language: Language | str) -> None:
    """Keep the language a person chose."""
    if user.language != language:
        user.language = Language(language)
        user.save(update_fields=["language"])


def hash_token(token: str) -> str:
    """What is kept of a token. It is random and long, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def create_token(
    *,
    actor: User | None,
    name: str,
    scopes: Iterable[Scope | str],
    expires_on: datetime.date | None = None,
) -> tuple[ApiToken, str]:
    """Make an API token and give it with its secret, which is not kept."""
    wanted = list(dict.fromkeys(str(scope) for scope in scopes))
    if not wanted or (unknown := set(wanted) - set(Scope.values)):
        raise UnknownScopeError(", ".join(sorted(unknown)) if wanted else "no scope")
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        name=name, token_hash=hash_token(secret), scopes=sorted(wanted), expires_on=expires_on, created_by=actor
    )
    token.full_clean(exclude=["created_by"])
    token.save()
    return token, secret


def revoke_token(*, actor: User | None, token: ApiToken) -> None:
    """Make a token useless at once."""
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])


def note_use(*, token: ApiToken) -> None:
    """Keep the day a token was last used: written once a day."""
    today = timezone.localdate()
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
        token.last_used_on = today
