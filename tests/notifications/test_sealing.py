"""A link that lets its reader in is nowhere to be read: not in the row, not on a page; and it still arrives."""

import pytest
from django.core import mail
from django.db import connection
from django.test import override_settings

from medvirkning.notifications import sending, services
from medvirkning.notifications.enums import MessageState
from medvirkning.notifications.mails import Mail
from medvirkning.notifications.models import Message
from medvirkning.notifications.sealing import SealBrokenError, seal, unseal
from tests import factories

pytestmark = pytest.mark.django_db
LINK = "/registeret/panel/hemmelig-lenke/"


def secret(event: str = "thing:1") -> Message:
    def compose() -> Mail:
        return Mail(subject="Du er invitert", paragraphs=("Hei.",), why="", link_text="Svar", link_path=LINK)

    message = services.notify(kind="panels", event=event, address="noen@post.example", compose=compose, is_secret=True)
    assert message is not None
    return message


def row(message: Message) -> str:
    """All that the database holds of it."""
    with connection.cursor() as cursor:
        cursor.execute("select m::text from notifications_message m where id = %s", [message.pk])
        return str(cursor.fetchone()[0])


def test_the_row_holds_no_link_and_the_mail_does():
    message = secret()
    assert "hemmelig-lenke" not in row(message)
    assert LINK in message.words
    sending.send_due()
    assert LINK in mail.outbox[-1].body
    message.refresh_from_db()
    assert (message.state, message.text, message.html) == (MessageState.SENT, "", "")


@pytest.mark.parametrize("role", ["administrator", "centre"])
def test_the_page_of_the_outbox_shows_no_link(signed_in, role, settings):
    settings.MEDVIRKNING_DEMO = True
    message = secret()
    Message.objects.filter(pk=message.pk).update(state=MessageState.FAILED)
    page = signed_in(getattr(factories, role)()).get("/varsler/utboks/")
    assert message.subject in page.text
    assert "hemmelig-lenke" not in page.text


def test_what_is_given_up_is_emptied(monkeypatch):
    message = secret()

    def refuse(*_args: object) -> None:
        raise ValueError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    sending.send_due()
    message.refresh_from_db()
    assert (message.state, message.text, message.html) == (MessageState.FAILED, "", "")


def test_an_earlier_key_still_opens_and_an_unknown_one_fails():
    with override_settings(SECRET_KEY="en-gammel-nokkel"):
        sealed, message = seal("ord"), secret()
    with override_settings(SECRET_KEY_FALLBACKS=["en-gammel-nokkel"]):
        assert unseal(sealed) == "ord"
    with pytest.raises(SealBrokenError):
        unseal(sealed)
    assert sending.send_due() == 0
    message.refresh_from_db()
    assert message.state == MessageState.FAILED


def test_forgetting_what_an_event_told():
    secret("panel-guardian:1:abc")
    other = secret("panel-guardian:12:abc")
    assert services.forget_events("panel-guardian:1:") == 1
    assert list(Message.objects.all()) == [other]
