"""Reading accounts, roles and tokens."""

from __future__ import annotations

import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone


class UserQuerySet(models.QuerySet[Any]):
    """Accounts."""

    def active(self) -> UserQuerySet:
        return self.filter(is_active=True)

    def with_role(self, *roles: str, on: datetime.date | None = None) -> UserQuerySet:
        """Active accounts that hold one of the roles on a day (today)."""
        from medvirkning.accounts.models import RoleGrant  # noqa: PLC0415 - the models file imports this one

        grants = RoleGrant.objects.in_force(on).filter(user=models.OuterRef("pk"), role__in=roles)
        return self.active().filter(models.Exists(grants))

    def by_email(self, email: str) -> UserQuerySet:
        """The account of an address, however it is written."""
        return self.filter(email=normalise_email(email))


def account_of(email: str) -> Any:
    """The account of an address, None where it has none."""
    accounts: UserQuerySet = apps.get_model("accounts", "User").objects.all()
    return accounts.by_email(email).first()


def normalise_email(email: str) -> str:
    """Addresses are kept in lower case, so that one person has one account."""
    return email.strip().lower()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Finds accounts by e-mail address; making them is for `accounts.services`."""

    def get_by_natural_key(self, username: str | None) -> Any:
        return self.get(email=normalise_email(username or ""))


class RoleGrantQuerySet(models.QuerySet[Any]):
    """Roles, dated."""

    def in_force(self, on: datetime.date | None = None) -> RoleGrantQuerySet:
        """Grants that hold on a day (today); both ends are included."""
        day = on or timezone.localdate()
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


class ApiTokenQuerySet(models.QuerySet[Any]):
    """API tokens."""

    def usable(self, on: datetime.date | None = None) -> ApiTokenQuerySet:
        """Not revoked and not expired on a day (today); the last day is included."""
        day = on or timezone.localdate()
        return self.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=day), revoked_at__isnull=True)

    def expired_before(self, day: datetime.date) -> ApiTokenQuerySet:
        return self.filter(Q(expires_on__lt=day) | Q(revoked_at__date__lt=day))
