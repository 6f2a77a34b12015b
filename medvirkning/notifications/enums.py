"""The states of a message, and which follows which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    """Where a message in the outbox is."""

    QUEUED = "queued", _("I kø")
    SENDING = "sending", _("Sendes")
    SENT = "sent", _("Sendt")
    UNSURE = "unsure", _("Usikkert om den ble sendt")
    FAILED = "failed", _("Ble ikke sendt")


# A message left in sending becomes unsure; only a person queues an unsure or a failed one again.
TRANSITIONS: dict[str, frozenset[str]] = {
    MessageState.QUEUED: frozenset({MessageState.SENDING}),
    MessageState.SENDING: frozenset(
        {MessageState.SENT, MessageState.QUEUED, MessageState.UNSURE, MessageState.FAILED}
    ),
    MessageState.SENT: frozenset(),
    MessageState.UNSURE: frozenset({MessageState.QUEUED}),
    MessageState.FAILED: frozenset({MessageState.QUEUED}),
}
RESENDABLE = frozenset(state for state in (MessageState.UNSURE, MessageState.FAILED))


class Channel(models.TextChoices):
    """How a person is told."""

    EMAIL = "email", _("E-post")
