"""Emptying the outbox: each message is marked before the mail server is spoken to, and after."""

import datetime
import smtplib
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone

from medvirkning.notifications.enums import MessageState
from medvirkning.notifications.models import Message
from medvirkning.notifications.sealing import SealBrokenError

logger = structlog.get_logger(__name__)

BATCH = 200
# Minutes to the next attempt; after the last one the message has failed.
BACKOFF = (1, 5, 15, 60, 180, 360, 720)
# No dialogue with a mail server takes this long.
LEFT_AFTER = datetime.timedelta(minutes=10)
TRANSIENT = range(400, 500)


def send_due(*, limit: int = BATCH) -> int:
    """Send what is due, one by one; several senders at once share the work. Gives how many were sent."""
    mark_unsure()
    connection = get_connection()
    sent = 0
    try:
        for _number in range(limit):
            message = _take()
            if message is None:
                break
            sent += _deliver(message, connection)
    finally:
        connection.close()
    return sent


def mark_unsure() -> int:
    """A message left in sending may have gone out: nobody knows, and only a person sends it again."""
    left = Message.objects.left_sending_since(timezone.now() - LEFT_AFTER)
    left.filter(is_secret=True).update(**_emptied())
    changed = left.update(state=MessageState.UNSURE, last_error="")
    if changed:
        logger.error("messages_unsure", count=changed)
    return changed


def _take() -> Message | None:
    """Mark the next message as being sent, and commit that before anything else happens."""
    now = timezone.now()
    with transaction.atomic():
        message = Message.objects.select_for_update(skip_locked=True, of=("self",)).due(now).first()
        if message is None:
            return None
        message.state = MessageState.SENDING
        message.sending_at = now
        message.attempts += 1
        message.save(update_fields=["state", "sending_at", "attempts"])
    return message


def _deliver(message: Message, connection: Any) -> bool:
    try:
        text, html = message.words, message.words_as_html
    except SealBrokenError as error:
        _failed(message, error)
        return False
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.address],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    if html:
        mail.attach_alternative(html, "text/html")
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        # Nothing was said yet, so nothing can have been sent.
        _later(message, error)
        return False
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()), (550, b""))[0]
        (_later if code in TRANSIENT else _failed)(message, error)
    except smtplib.SMTPResponseException as error:
        (_later if error.smtp_code in TRANSIENT else _failed)(message, error)
        connection.close()
    except (smtplib.SMTPException, OSError) as error:
        _unsure(message, error)
        connection.close()
    except ValueError as error:
        # Django refuses the headers or the address before anything is said.
        _failed(message, error)
    else:
        _sent(message)
        return True
    return False


def _sent(message: Message) -> None:
    values: dict[str, Any] = {"state": MessageState.SENT, "sent_at": timezone.now(), "last_error": ""}
    if message.is_secret:
        values |= _emptied()
    Message.objects.filter(pk=message.pk, state=MessageState.SENDING).update(**values)


def _emptied() -> dict[str, str]:
    """A secret that is sent, or will not be sent again, is kept no longer; without a mail server it is read here."""
    return {} if settings.MEDVIRKNING_LOCAL_MAIL else {"text": "", "html": ""}


def _later(message: Message, error: Exception) -> None:
    if message.attempts > len(BACKOFF):
        _failed(message, error)
        return
    wait = datetime.timedelta(minutes=BACKOFF[message.attempts - 1])
    _set(message, MessageState.QUEUED, error, next_attempt_at=timezone.now() + wait)


def _failed(message: Message, error: Exception) -> None:
    logger.error("message_failed", message=message.pk, error=type(error).__name__)
    _set(message, MessageState.FAILED, error)


def _unsure(message: Message, error: Exception) -> None:
    logger.error("message_unsure", message=message.pk, error=type(error).__name__)
    _set(message, MessageState.UNSURE, error)


def _set(message: Message, state: MessageState, error: Exception, **values: Any) -> None:
    text = f"{type(error).__name__}: {error}"[:500]
    if message.is_secret and state != MessageState.QUEUED:
        values |= _emptied()
    Message.objects.filter(pk=message.pk, state=MessageState.SENDING).update(state=state, last_error=text, **values)
