"""Putting messages into the outbox, and people's choices about them."""

import secrets
from collections.abc import Callable, Iterable
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.core.mail.utils import DNS_NAME
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from medvirkning.jobs import enqueue
from medvirkning.jobs.queues import Queue
from medvirkning.notifications.enums import RESENDABLE, Channel, MessageState
from medvirkning.notifications.kinds import choices_of, kind_of
from medvirkning.notifications.mails import Mail, Rendered, render
from medvirkning.notifications.models import Message, NotificationChoice
from medvirkning.notifications.sealing import seal

SEND_TASK = "medvirkning.notifications.tasks.send_outbox"


class NotResendableError(ValueError):
    """Only a message whose fate is unsure, or that failed, is sent again."""


def notify(
    *,
    kind: str,
    event: str,
    compose: Callable[[], Mail],
    user: Any = None,
    address: str = "",
    language: str = settings.LANGUAGE_CODE,
    is_secret: bool = False,
) -> Message | None:
    """Queue one mail to an account, or to an address without one, in the same transaction as what it tells of.

    `event` names what happened (`exemption:17:approved`): one recipient hears of it once, however often this is
    called. `compose` runs with the reader's language active. Gives None where the person has turned the kind off,
    the account is closed, or the message was queued before.
    """
    if user is not None:
        if not user.is_active or not wants(user=user, kind=kind):
            return None
        address, language = user.email, user.language
    with override(language):
        rendered = render(compose(), language=language)
    return queue(
        kind=kind, event=event, user=user, address=address, language=language, rendered=rendered, is_secret=is_secret
    )


@transaction.atomic
def queue(
    *, kind: str, event: str, user: Any, address: str, language: str, rendered: Rendered, is_secret: bool = False
) -> Message | None:
    """Put a written message into the outbox; None when it was there already. A secret one is sealed."""
    close = seal if is_secret else str
    message = Message(
        kind=kind_of(kind).name,
        event=event,
        user=user,
        address=address,
        language=language,
        subject=rendered.subject[:300],
        text=close(rendered.text),
        html=close(rendered.html),
        is_secret=is_secret,
        # Beyond the clock and a seeded chance: no two are ever the same.
        message_id=make_msgid(idstring=secrets.token_hex(8), domain=str(DNS_NAME)),
    )
    known = Message.objects.filter(event=event, address=address, channel=Channel.EMAIL)
    Message.objects.bulk_create([message], ignore_conflicts=True)
    stored = known.get()
    if stored.message_id != message.message_id:
        return None
    enqueue(SEND_TASK, queue=Queue.MAIL)
    return stored


def wants(*, user: Any, kind: str, channel: str = Channel.EMAIL) -> bool:
    """Whether a person wants to hear of this kind. Who has said nothing, does."""
    if not kind_of(kind).optional:
        return True
    return not NotificationChoice.objects.filter(user=user, kind=kind, channel=channel, wanted=False).exists()


@transaction.atomic
def choose(*, actor: Any, wanted: Iterable[str], channel: str = Channel.EMAIL) -> None:
    """Keep which kinds a person wants to hear of; the others are off. What isn't offered any more stays as chosen."""
    names = set(wanted)
    for kind in choices_of(actor):
        NotificationChoice.objects.update_or_create(
            user=actor, kind=kind.name, channel=channel, defaults={"wanted": kind.name in names}
        )


def wanted_kinds(*, user: Any, channel: str = Channel.EMAIL) -> list[str]:
    """What a person wants to hear of, among what is offered."""
    off = set(
        NotificationChoice.objects.filter(user=user, channel=channel, wanted=False).values_list("kind", flat=True)
    )
    return [kind.name for kind in choices_of(user) if kind.name not in off]


def forget_address(*, address: str) -> int:
    """Leave no message to an address, whoever it is: its owner is erased. Gives how many there were."""
    return Message.objects.filter(address=address).delete()[0] if address else 0


def forget_events(*prefixes: str) -> int:
    """Leave no message about events whose names begin so: whom they went to has nothing more to do here."""
    return sum(Message.objects.filter(event__startswith=prefix).delete()[0] for prefix in prefixes if prefix)


@transaction.atomic
def resend(*, actor: Any, message: Message) -> None:
    """A person decides that a message is sent again, under the same Message-ID."""
    changed = Message.objects.filter(pk=message.pk, state__in=RESENDABLE, is_secret=False).update(
        state=MessageState.QUEUED, attempts=0, next_attempt_at=timezone.now(), last_error=""
    )
    if not changed:
        raise NotResendableError(str(message.pk))
    enqueue(SEND_TASK, queue=Queue.MAIL)
