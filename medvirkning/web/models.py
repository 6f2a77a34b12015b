"""What a person has typed and not yet saved."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from medvirkning.web.querysets import (
    CacheEntryQuerySet,
    DraftQuerySet,
    ParkedFormQuerySet,
    SavedFilterQuerySet,
    SpentTokenQuerySet,
)


class Draft(models.Model):
    """The fields of a form as typed, kept for its author; the record itself is untouched."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("konto")
    )
    form_key = models.CharField(_("skjema"), max_length=100)
    object_key = models.CharField(_("sak"), max_length=100, blank=True)
    values = models.JSONField(_("utfylte felt"), default=dict)
    version_seen = models.PositiveIntegerField(_("versjon som var vist"), null=True, blank=True)
    updated_at = models.DateTimeField(_("lagret"), auto_now=True, db_index=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("kladd")
        verbose_name_plural = _("kladder")
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="draft_once_per_form", fields=["user", "form_key", "object_key"]),
        ]

    def __str__(self) -> str:
        return f"{self.form_key} {self.object_key}".strip()


class ParkedForm(models.Model):
    """What was typed when the session had expired, or when the language was changed; given back once."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The one who typed: given back to nobody else.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("konto")
    )
    path = models.CharField(_("adresse"), max_length=500)
    page = models.CharField(_("side"), max_length=500, blank=True)
    values = models.JSONField(_("utfylte felt"), default=dict)
    created_at = models.DateTimeField(_("lagret"), auto_now_add=True, db_index=True)

    objects = ParkedFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("tatt vare på")
        verbose_name_plural = _("tatt vare på")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.path


class SpentToken(models.Model):
    """A form or a call to the API that made something, by the token it carried: the same token makes nothing more.

    Written in the transaction that makes the record (`web.once`). It belongs to the account that posted the form, or
    to the API token whose `Idempotency-Key` it is. `answer` is what the second one gets: where a form goes on to and
    what it is told, or the status and the body of a call.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("konto"),
    )
    api_token = models.ForeignKey(
        "accounts.ApiToken",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("API-nøkkel"),
    )
    key = models.CharField(_("engangskode"), max_length=255)
    # sha256 of what was sent: the same token with something else in it is no repetition.
    digest = models.CharField(_("kontrollsum"), max_length=64)
    answer = models.JSONField(_("svar"), default=dict)
    spent_at = models.DateTimeField(_("brukt"), auto_now_add=True, db_index=True)

    objects = SpentTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("brukt engangskode")
        verbose_name_plural = _("brukte engangskoder")
        constraints = [
            models.CheckConstraint(
                name="spent_token_has_one_owner",
                condition=models.Q(user=None, api_token__isnull=False) | models.Q(user__isnull=False, api_token=None),
            ),
            models.UniqueConstraint(name="token_spent_once_by_account", fields=["user", "key"]),
            models.UniqueConstraint(name="token_spent_once_by_machine", fields=["api_token", "key"]),
        ]

    def __str__(self) -> str:
        return self.key


class SavedFilter(models.Model):
    """A list's filters under a name of one's own: the address and the query, never the rows."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters", verbose_name=_("konto")
    )
    address = models.CharField(_("liste"), max_length=300)
    name = models.CharField(_("navn"), max_length=60)
    query = models.CharField(_("filtre"), max_length=2000)
    saved_at = models.DateTimeField(_("lagret"), auto_now_add=True)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("lagret filter")
        verbose_name_plural = _("lagrede filtre")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="filter_name_once_per_list",
                fields=["user", "address", "name"],
                violation_error_message=_("Du har alt et filter med det navnet."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """The list with these filters."""
        return f"{self.address}?{self.query}"


class CacheEntry(models.Model):
    """The table of the database cache: rate limits of the sign-in work while Redis is down."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    objects = CacheEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("mellomlager")
        verbose_name_plural = _("mellomlager")

    def __str__(self) -> str:
        return self.cache_key
