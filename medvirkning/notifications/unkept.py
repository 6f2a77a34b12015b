"""A last mail to somebody of whom nothing is left: written, sent once, and kept nowhere.

The outbox keeps address and text for 90 days, which is what an erased person has asked the portal not to do. So this
one goes straight to the mail server after the commit, without a second attempt: the page has said the same already.
"""

import smtplib
from collections.abc import Callable
from functools import partial

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils.translation import override

from medvirkning.notifications.mails import Mail, Rendered, render

logger = structlog.get_logger(__name__)

# Somebody waits for the page.
SECONDS = 10


def send_unkept(*, address: str, language: str, compose: Callable[[], Mail]) -> None:
    """Send one mail after the commit, to an address that nobody has any more."""
    with override(language):
        rendered = render(compose(), language=language)
    transaction.on_commit(partial(_send, address, rendered))


def _send(address: str, rendered: Rendered) -> None:
    connection = get_connection(timeout=SECONDS)
    mail = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    mail.attach_alternative(rendered.html, "text/html")
    try:
        mail.send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        # The error's own words may hold the address.
        logger.warning("unkept_mail_not_sent", error=type(error).__name__)
