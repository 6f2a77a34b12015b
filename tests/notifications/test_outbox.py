"""The outbox: one message per event and recipient, sent once, doubtful ones left to a person."""

import datetime
import smtplib
import threading

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from medvirkning.notifications import kinds, sending, services
from medvirkning.notifications.enums import TRANSITIONS, MessageState
from medvirkning.notifications.mails import Mail
from medvirkning.notifications.models import Message
from tests import advice_factories, factories, register_factories

KIND = "test.kind"
NOW = timezone.now


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    reverse("notifications:choices")  # with the addresses every room is loaded, and has registered its kinds
    monkeypatch.setattr(
        kinds, "_kinds", {**kinds._kinds, KIND: kinds.NotificationKind(name=KIND, label="Prøver av ting")}
    )


@pytest.fixture(autouse=True)
def _nothing_is_sent_by_itself(monkeypatch):
    monkeypatch.setattr("medvirkning.jobs.queueing.send", lambda *args, **kwargs: True)


def compose():
    return Mail(
        subject="Du har fått et svar",
        paragraphs=("Første avsnitt.", "Andre <avsnitt>."),
        link_text="Se svaret",
        link_path="/oppdrag/1/",
        why="Du får denne fordi du ba om det.",
        sender="Kari Nordmann",
    )


def notify(event="thing:1", **values):
    return services.notify(kind=KIND, event=event, compose=compose, **({"user": factories.staff()} | values))


def stored(message) -> Message:
    return Message.objects.get(pk=message.pk)


class Server(BaseEmailBackend):
    """A mail server whose answers are prepared: None takes the mail, an error is raised."""

    answers: list[Exception | None] = []
    on_open: Exception | None = None
    taken: list[str] = []

    def open(self):
        if Server.on_open:
            raise Server.on_open

    def send_messages(self, messages):
        answer = Server.answers.pop(0) if Server.answers else None
        if answer is not None:
            raise answer
        Server.taken += [message.extra_headers["Message-ID"] for message in messages]
        return len(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    Server.answers, Server.on_open, Server.taken = [], None, []
    return Server


@pytest.mark.django_db
def test_a_mail_has_two_forms_one_link_and_says_who_and_why(settings):
    settings.MEDVIRKNING_ADDRESS = "https://medvirkning.example"
    user = factories.staff()
    message = notify(user=user)
    assert sending.send_due() == 1
    (sent,) = mail.outbox
    assert sent.to == [user.email]
    assert sent.extra_headers["Message-ID"] == message.message_id
    ((html, kind),) = sent.alternatives
    assert kind == "text/html"
    for body in (sent.body, html):
        assert body.count("https://medvirkning.example/oppdrag/1/") == 1
        assert "Kari Nordmann" in body
        assert "fordi du ba om det" in body
    assert "<avsnitt>" in sent.body
    assert "<avsnitt>" not in html
    assert stored(message).state == MessageState.SENT


@pytest.mark.django_db
def test_it_is_written_in_its_readers_language():
    seen = []

    def compose_in_language():
        from django.utils.translation import get_language

        seen.append(get_language())
        return compose()

    services.notify(kind=KIND, event="x", compose=compose_in_language, user=factories.staff(language="nn"))
    services.notify(kind=KIND, event="x", compose=compose_in_language, address="a@example.org", language="en")
    assert seen == ["nn", "en"]


@pytest.mark.django_db
def test_one_event_is_told_once_to_each():
    one, two = factories.staff(), factories.staff()
    assert notify(user=one)
    assert notify(user=one) is None
    assert notify(user=two)
    assert notify(event="thing:2", user=one)
    assert Message.objects.count() == 3


@pytest.mark.django_db
def test_a_closed_account_hears_nothing_and_choices_are_kept():
    assert notify(user=factories.user(is_active=False)) is None
    user = factories.staff()
    services.choose(actor=user, wanted=[])
    assert notify(user=user) is None
    services.choose(actor=user, wanted=[KIND])
    assert notify(user=user)
    assert services.wants(user=user, kind=kinds.ACCOUNT.name)
    with pytest.raises(kinds.UnknownKindError):
        services.notify(kind="unknown", event="x", compose=compose, user=user)


@pytest.mark.django_db
def test_a_server_out_of_reach_is_tried_again_later(server):
    message = notify()
    server.on_open = ConnectionRefusedError("no server")
    assert sending.send_due() == 0
    row = stored(message)
    assert (row.state, row.attempts) == (MessageState.QUEUED, 1)
    assert row.waits_longer(NOW())
    assert sending.send_due() == 0
    assert stored(message).attempts == 1

    server.on_open = None
    Message.objects.update(next_attempt_at=NOW())
    assert sending.send_due() == 1
    assert server.taken == [message.message_id]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPDataError(451, b"try later"), MessageState.QUEUED),
        (smtplib.SMTPRecipientsRefused({"a@b": (450, b"greylisted")}), MessageState.QUEUED),
        (smtplib.SMTPRecipientsRefused({"a@b": (550, b"no such user")}), MessageState.FAILED),
        (smtplib.SMTPDataError(554, b"spam"), MessageState.FAILED),
        (smtplib.SMTPServerDisconnected("gone"), MessageState.UNSURE),
        (TimeoutError("no answer"), MessageState.UNSURE),
    ],
)
def test_what_the_server_said_decides(server, error, state):
    message = notify()
    server.answers = [error]
    sending.send_due()
    row = stored(message)
    assert row.state == state
    assert row.last_error


@pytest.mark.django_db
def test_after_the_last_attempt_it_has_failed(server):
    message = notify()
    server.on_open = ConnectionRefusedError()
    for _number in range(len(sending.BACKOFF) + 1):
        Message.objects.update(next_attempt_at=NOW())
        sending.send_due()
    assert stored(message).state == MessageState.FAILED


@pytest.mark.django_db
def test_a_message_left_in_sending_is_unsure_and_only_a_person_sends_it_again(server, signed_in, settings):
    settings.MEDVIRKNING_DEMO = True
    message = notify()
    long_ago = NOW() - datetime.timedelta(minutes=11)
    Message.objects.filter(pk=message.pk).update(state=MessageState.SENDING, sending_at=long_ago)
    assert sending.send_due() == 0
    assert stored(message).state == MessageState.UNSURE
    assert server.taken == []

    assert signed_in(factories.staff()).get("/varsler/utboks/").status_code == 403
    assert signed_in(factories.staff()).post(f"/varsler/utboks/{message.pk}/send/").status_code == 403
    client = signed_in(factories.centre())
    assert message.subject in client.get("/varsler/utboks/").text
    client.post(f"/varsler/utboks/{message.pk}/send/")
    assert sending.send_due() == 1
    assert server.taken == [message.message_id]
    assert "Alt er sendt" in client.get("/varsler/utboks/").text
    with pytest.raises(services.NotResendableError):
        services.resend(actor=None, message=message)


@pytest.mark.django_db(transaction=True)
def test_senders_at_once_share_the_work(server):
    messages = [notify(event=f"thing:{number}") for number in range(20)]

    def send():
        sending.send_due()
        connection.close()

    senders = [threading.Thread(target=send) for _number in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(server.taken) == sorted(message.message_id for message in messages)


@pytest.mark.django_db(transaction=True)
def test_sending_is_committed_before_the_dialogue(server, monkeypatch):
    message = notify()
    seen = []

    def look():
        seen.append(Message.objects.values_list("state", flat=True).get())
        connection.close()

    def talk(self, messages):
        other = threading.Thread(target=look)
        other.start()
        other.join()
        return 1

    monkeypatch.setattr(Server, "send_messages", talk)
    sending.send_due()
    assert seen == [MessageState.SENDING]
    assert stored(message).state == MessageState.SENT


@pytest.mark.django_db
def test_the_text_of_a_secret_is_gone_once_it_is_sent(settings):
    message = notify(is_secret=True)
    sending.send_due()
    assert (stored(message).text, stored(message).html) == ("", "")
    settings.MEDVIRKNING_LOCAL_MAIL = True
    other = notify(event="thing:2", is_secret=True)
    sending.send_due()
    assert stored(other).text


@pytest.mark.django_db
def test_the_local_mail_view_is_only_local(client, settings):
    message = notify()
    addresses = ["/_post/", f"/_post/{message.pk}/", f"/_post/{message.pk}/html/"]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    settings.MEDVIRKNING_LOCAL_MAIL = True
    list_, detail = (client.get(address) for address in addresses[:2])
    assert message.subject in list_.text
    assert "Første avsnitt." in detail.text


@pytest.mark.django_db
def test_the_html_of_a_mail_is_shown_without_rights(settings):
    from django.test import Client

    settings.MEDVIRKNING_LOCAL_MAIL = True
    response = Client().get(f"/_post/{notify().pk}/html/")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src 'none'" in policy


OFFERED = {
    "staff": {"decisions", "panel-answers"},
    "leader": {"decisions", "assessments", "assessment_actions", "panel-answers"},
    "centre": {
        "decisions", "count_control", "advice_feedback", "unit-applications", "unit-invitations", "assessments",
        "organisation-applications", "organisation-invitations", "enrolments-answered", "panel-answers",
    },
    "administrator": {"count_control"},
    "service_leader": {"unit-invitations", "assessments", "assessment_actions"},
    "organisation_contact": {
        "organisation-invitations", "enrolments-answered", "mandates-running-out", "panel-answers",
    },
    "representative": {"panel-meetings"},
}  # fmt: skip


def account(role):
    if role == "leader":
        return factories.leader()
    if role == "organisation_contact":
        return register_factories.contact()
    if role == "service_leader":
        return advice_factories.service_leader(of=advice_factories.unit())
    return factories.user(roles=[role])


@pytest.mark.django_db
@pytest.mark.parametrize("role", OFFERED)
def test_only_what_can_come_to_the_account_is_offered(role):
    assert {kind.name for kind in kinds.choices_of(account(role))} - {KIND} == OFFERED[role]


@pytest.mark.django_db
def test_what_was_chosen_while_it_was_offered_is_kept(monkeypatch):
    user = factories.staff()
    services.choose(actor=user, wanted=[])
    kind = kinds.NotificationKind(name=KIND, label="Prøver av ting", reaches=lambda user: False)
    monkeypatch.setitem(kinds._kinds, KIND, kind)
    services.choose(actor=user, wanted=[KIND])
    assert not services.wants(user=user, kind=KIND)


@pytest.mark.django_db
def test_whom_nothing_can_come_to_is_told_so(signed_in, monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {kinds.ACCOUNT.name: kinds.ACCOUNT})
    page = signed_in(factories.staff()).get("/varsler/")
    assert "Andre varsler sender portalen ikke til deg." in page.text
    assert "<form" not in page.text.split("<main")[1].split("</main>")[0]


@pytest.mark.django_db
def test_people_choose_on_a_page(signed_in):
    user = factories.staff()
    client = signed_in(user)
    assert "Prøver av ting" in client.get("/varsler/").text
    client.post("/varsler/", {})
    assert services.wanted_kinds(user=user) == []
    client.post("/varsler/", {"kinds": [KIND]})
    assert services.wanted_kinds(user=user) == [KIND]


def test_every_state_has_its_followers():
    assert set(TRANSITIONS) == set(MessageState)


@pytest.mark.django_db
@pytest.mark.parametrize("local", [True, False])
def test_the_footer_leads_to_the_mails_of_ones_own_machine_alone(client, settings, local):
    settings.MEDVIRKNING_LOCAL_MAIL = local
    assert (reverse("notifications:local-list") in client.get(reverse("account_login")).text) is local
