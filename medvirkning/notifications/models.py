"""The outbox, and what a person wants to hear of."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning.notifications.enums import Channel, MessageState
from medvirkning.notifications.querysets import MessageQuerySet
from medvirkning.notifications.sealing import unseal


class Message(models.Model):
    """One message to one recipient about one event: sent once, however often its job is retried."""

    event = models.CharField(_("hendelse"), max_length=200)
    kind = models.CharField(_("slag"), max_length=100)
    channel = models.CharField(_("kanal"), max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("konto"),
    )
    address = models.EmailField(_("mottaker"))
    language = models.CharField(_("språk"), max_length=2)
    subject = models.CharField(_("emne"), max_length=300)
    text = models.TextField(_("tekst"))
    html = models.TextField(_("tekst som HTML"), blank=True)
    # Holds a link that lets its reader in: its text is kept sealed, and emptied as soon as it is sent or given up.
    is_secret = models.BooleanField(default=False, editable=False)
    message_id = models.CharField(max_length=200, unique=True, editable=False)
    state = models.CharField(_("status"), max_length=10, choices=MessageState.choices, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("forsøk"), default=0)
    next_attempt_at = models.DateTimeField(_("neste forsøk"), default=timezone.now)
    last_error = models.CharField(_("siste feil"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("opprettet"), default=timezone.now, editable=False)
    sending_at = models.DateTimeField(_("tatt for sending"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sendt"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("melding")
        verbose_name_plural = _("meldinger")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["next_attempt_at"], name="message_due", condition=Q(state=MessageState.QUEUED)),
            models.Index(
                fields=["-created_at"],
                name="message_to_look_at",
                condition=Q(state__in=[MessageState.UNSURE, MessageState.FAILED, MessageState.SENDING]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="message_once", fields=["event", "address", "channel"]),
            models.CheckConstraint(
                name="message_sent_has_time",
                condition=Q(state=MessageState.SENT, sent_at__isnull=False)
                | (~Q(state=MessageState.SENT) & Q(sent_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def words(self) -> str:
        """The text as its reader gets it. Raises `SealBrokenError`."""
        return unseal(self.text) if self.is_secret else self.text

    @property
    def words_as_html(self) -> str:
        """The same as HTML. Raises `SealBrokenError`."""
        return unseal(self.html) if self.is_secret else self.html

    def waits_longer(self, now: datetime.datetime) -> bool:
        """Whether it stands in the queue for a later attempt."""
        return self.state == MessageState.QUEUED and self.next_attempt_at > now


class NotificationChoice(models.Model):
    """A kind of message that a person has turned off, or on again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("konto")
    )
    kind = models.CharField(_("slag"), max_length=100)
    channel = models.CharField(_("kanal"), max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    wanted = models.BooleanField(_("ønsket"), default=True)

    class Meta:
        verbose_name = _("valg om varsling")
        verbose_name_plural = _("valg om varsling")
        constraints = [
            models.UniqueConstraint(name="notification_choice_once", fields=["user", "kind", "channel"]),
        ]

    def __str__(self) -> str:
        return self.kind
