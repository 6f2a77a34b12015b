"""How long tokens and sessions are kept, and what is left of an account that is erased."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from medvirkning.accounts.models import ApiToken, User
from medvirkning.audit import erasers, retention

retention.register(
    retention.RetentionRule(
        name="api_tokens", what=_("Utløpte og tilbaketrukne API-nøkler"), days=30, find=ApiToken.objects.expired_before
    )
)
retention.register(
    retention.RetentionRule(
        name="sessions",
        what=_("Utløpte økter"),
        days=1,
        find=lambda day: Session.objects.filter(expire_date__date__lt=day),
    )
)


def empty_account(person: Any) -> None:
    """What is left of an erased account: a number that rows point at, and that nobody can sign in with."""
    nobody = make_password(None)
    User.objects.filter(pk=person.pk).update(
        email=f"slettet-{person.pk}@invalid", name="", is_active=False, password=nobody
    )


def end_sessions(rows: Any) -> list[int]:
    """The person is signed in nowhere any more: each session goes with what it holds, its address among that."""
    Session.objects.filter(session_key__in=list(rows.values_list("session_key", flat=True))).delete()
    return erasers.delete(rows)


OWN = "What belongs to the account alone goes with it."
KEY = "The row says that somebody did it; the name behind the key is gone."
erasers.person("accounts.User", empty=empty_account)
erasers.register("accounts.RoleGrant.user", erasers.keep, why=KEY)
erasers.register("accounts.RoleGrant.granted_by", erasers.keep, why=KEY)
erasers.register("accounts.ApiToken.created_by", erasers.keep, why=KEY)
erasers.register("audit.AccessLog.actor", erasers.keep, why=KEY)
erasers.register("account.EmailAddress.user", erasers.delete, why=OWN)
erasers.register("mfa.Authenticator.user", erasers.delete, why=OWN)
erasers.register("socialaccount.SocialAccount.user", erasers.delete, why=OWN)
erasers.register("usersessions.UserSession.user", end_sessions, why=OWN)
erasers.register("admin.LogEntry.user", erasers.keep, why=KEY)
