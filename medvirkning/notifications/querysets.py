"""Reading the outbox and people's choices."""

from __future__ import annotations

import datetime
from typing import Any

from django.apps import apps
from django.db import models

from medvirkning.accounts.enums import Role
from medvirkning.notifications.enums import RESENDABLE, MessageState


def looks_after_mail(user: Any) -> bool:
    """The Centre and administrators see to it that mail leaves the house."""
    return bool(user.is_authenticated and user.has_role(Role.CENTRE, Role.ADMINISTRATOR))


class MessageQuerySet(models.QuerySet[Any]):
    """The outbox."""

    def visible_to(self, user: Any) -> MessageQuerySet:
        return self if looks_after_mail(user) else self.none()

    def due(self, now: datetime.datetime) -> MessageQuerySet:
        """Queued, and not waiting for a later attempt."""
        return self.filter(state=MessageState.QUEUED, next_attempt_at__lte=now).order_by("next_attempt_at", "pk")

    def left_sending_since(self, moment: datetime.datetime) -> MessageQuerySet:
        """Taken by a sender that never said what became of them."""
        return self.filter(state=MessageState.SENDING, sending_at__lt=moment)

    def to_look_at(self) -> MessageQuerySet:
        """Only a person can say whether these are sent again."""
        return self.filter(state__in=RESENDABLE).order_by("-created_at", "-pk")

    def to_strangers_before(self, day: datetime.date) -> MessageQuerySet:
        """Settled messages to addresses without an account: as long as an invitation that nobody answered."""
        return self.settled_before(day).filter(user=None)

    def settled_before(self, day: datetime.date) -> MessageQuerySet:
        """Nothing more happens to these."""
        return self.filter(state__in=[MessageState.SENT, *RESENDABLE], created_at__date__lt=day)


def outbox_for(user: Any) -> MessageQuerySet:
    """The messages a person may look after."""
    rows: MessageQuerySet = apps.get_model("notifications.Message").objects.visible_to(user)
    return rows


def local_mail() -> MessageQuerySet:
    """Every message, newest first: what the local mail view shows in place of a mail server."""
    rows: MessageQuerySet = apps.get_model("notifications.Message").objects.order_by("-created_at", "-pk")
    return rows
