"""Reading drafts and parked forms."""

from __future__ import annotations

import datetime
from typing import Any

from django.apps import apps
from django.db import models


class DraftQuerySet(models.QuerySet[Any]):
    """Drafts."""

    def visible_to(self, user: Any) -> DraftQuerySet:
        """A draft is for its author alone."""
        return self.filter(user_id=user.pk)

    def of_form(self, form_key: str, object_key: str = "") -> DraftQuerySet:
        return self.filter(form_key=form_key, object_key=object_key)

    def untouched_since(self, day: datetime.date) -> DraftQuerySet:
        return self.filter(updated_at__date__lt=day)


class ParkedFormQuerySet(models.QuerySet[Any]):
    """Parked forms."""

    def typed_at(self, user_pk: int, path: str) -> ParkedFormQuerySet:
        """What this person typed at this address, the latest first."""
        return self.filter(models.Q(path=path) | models.Q(page=path), user_id=user_pk).order_by("-created_at")

    def parked_before(self, day: datetime.date) -> ParkedFormQuerySet:
        return self.filter(created_at__date__lt=day)


class SpentTokenQuerySet(models.QuerySet[Any]):
    """Tokens that made something."""

    def visible_to(self, user: Any) -> SpentTokenQuerySet:
        """A token is known to who spent it alone."""
        return self.filter(user_id=user.pk)

    def spent_before(self, day: datetime.date) -> SpentTokenQuerySet:
        return self.filter(spent_at__date__lt=day)


class SavedFilterQuerySet(models.QuerySet[Any]):
    """Filters that people have saved by name."""

    def visible_to(self, user: Any) -> SavedFilterQuerySet:
        """A saved filter is its owner's alone; what it shows, anybody may share by its address."""
        return self.filter(user_id=user.pk)

    def of_list(self, address: str) -> SavedFilterQuerySet:
        return self.filter(address=address)

    def of_accounts_unused_since(self, day: datetime.date) -> SavedFilterQuerySet:
        """Filters of accounts that nobody has signed in to since the day, and that are not newer themselves."""
        return self.filter(
            models.Q(user__last_login__isnull=True) | models.Q(user__last_login__date__lt=day),
            saved_at__date__lt=day,
        )


class CacheEntryQuerySet(models.QuerySet[Any]):
    """The database cache."""

    def expired_before(self, day: datetime.date) -> CacheEntryQuerySet:
        return self.filter(expires__date__lt=day)


def parked_for(user_pk: int, path: str) -> ParkedFormQuerySet:
    """What a person typed at an address."""
    rows: ParkedFormQuerySet = apps.get_model("web.ParkedForm").objects.typed_at(user_pk, path)
    return rows


def drafts_of(user: Any) -> DraftQuerySet:
    """A person's own drafts."""
    rows: DraftQuerySet = apps.get_model("web.Draft").objects.visible_to(user)
    return rows


def saved_filters_of(user: Any) -> SavedFilterQuerySet:
    """A person's own saved filters."""
    rows: SavedFilterQuerySet = apps.get_model("web.SavedFilter").objects.visible_to(user)
    return rows
