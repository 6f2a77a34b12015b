"""What readers say of a piece, and what the Centre does with it."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.utils import timezone, translation

from advice.catalogue.models import AdviceFeedback
from medvirkning import audit
from medvirkning.audit import retention
from medvirkning.audit.services import history_model
from medvirkning.notifications.models import Message
from tests import advice_factories, factories

pytestmark = pytest.mark.django_db

PAGE = "/rad/3/tilbakemelding/"
GIVEN = {"was_useful": "yes", "text": "Klart og greit", "reply_to": "leser@post.example"}


@pytest.fixture(autouse=True)
def _as_in_the_demonstration(settings):
    settings.MEDVIRKNING_DEMO = True
    with translation.override("nb"):
        yield


def form_of(client):
    page = BeautifulSoup(client.get(PAGE).content, "html.parser")
    return {field["name"]: field.get("value", "") for field in page.main.select("input[type=hidden]")}


def test_a_reader_sends_it_without_saying_who(client):
    centre = factories.centre(email="senter@dir.example")
    answer = client.post(PAGE, {**form_of(client), **GIVEN})
    assert (answer.status_code, answer["Location"]) == (302, "/rad/3/")
    made = AdviceFeedback.objects.get()
    assert (made.was_useful, made.text, made.reply_to) == (True, "Klart og greit", "leser@post.example")
    assert made.version == advice_factories.advice(3).current
    page = client.get("/rad/3/")
    assert "Senter for brukermedvirkning leser tilbakemeldingen din" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    message = Message.objects.get()
    assert message.address == centre.email
    assert "Klart og greit" not in message.text
    assert f"/rad/tilbakemeldinger/{made.pk}/" in message.text
    assert mail.outbox == [] or "leser@post.example" not in mail.outbox[0].body


def test_the_form_says_what_does_not_belong_there(client):
    page = client.get(PAGE)
    assert "Skriv ikke helseopplysninger" in page.content.decode()
    assert "Teksten kan bli offentlig" in page.content.decode()
    assert "public" not in page.get("Cache-Control", "")


def test_the_same_form_twice_is_one(client):
    form = form_of(client)
    client.post(PAGE, {**form, **GIVEN})
    client.post(PAGE, {**form, **GIVEN})
    assert AdviceFeedback.objects.count() == 1
    client.post(PAGE, {**form_of(client), **GIVEN})
    assert AdviceFeedback.objects.count() == 2


def test_it_belongs_to_the_version_that_was_read(client):
    form = form_of(client)
    read = advice_factories.advice(3).current
    advice_factories.publish(advice_factories.advice(3), wording="Tjenesteledere skal lytte")
    client.post(PAGE, {**form, **GIVEN})
    assert AdviceFeedback.objects.get().version == read


@pytest.mark.parametrize("changed", [{"was_useful": "", "text": " "}, {"reply_to": "ingen adresse"}])
def test_what_cannot_be_taken_in_is_given_back(client, changed):
    answer = client.post(PAGE, {**form_of(client), **GIVEN, **changed})
    assert answer.status_code == 200
    assert "Feil:" in answer.content.decode()
    assert not AdviceFeedback.objects.exists()


def test_a_machine_is_thanked_and_nothing_is_kept(client):
    answer = client.post(PAGE, {**form_of(client), **GIVEN, "website": "https://spam.example"})
    assert answer.status_code == 302
    assert not AdviceFeedback.objects.exists()


def test_too_many_at_once_are_asked_to_wait(client):
    answers = [client.post(PAGE, {**form_of(client), **GIVEN}).status_code for _again in range(11)]
    assert answers == [302] * 10 + [429]
    assert AdviceFeedback.objects.count() == 10


def test_the_centre_says_what_it_led_to(signed_in):
    centre = factories.centre()
    given = advice_factories.feedback()
    browser = signed_in(centre)
    assert "Ikke behandlet" in browser.get("/rad/tilbakemeldinger/").content.decode()
    page = browser.get(f"/rad/tilbakemeldinger/{given.pk}/")
    assert "Klart og greit" in page.content.decode()
    assert "leser@post.example" in page.content.decode()
    assert browser.post(f"/rad/tilbakemeldinger/{given.pk}/", {"handling": ""}).status_code == 200
    answer = browser.post(f"/rad/tilbakemeldinger/{given.pk}/", {"handling": "Vi endrer ordlyden."})
    assert answer["Location"] == "/rad/tilbakemeldinger/"
    given.refresh_from_db()
    assert (given.handling, given.handled_by) == ("Vi endrer ordlyden.", centre)
    assert given.handled_at is not None
    assert "Vi endrer ordlyden." in browser.get("/rad/tilbakemeldinger/").content.decode()


def test_what_a_reader_wrote_is_forgotten_and_what_it_led_to_stays():
    with audit.context(command="test"):
        now = timezone.now()
        old = advice_factories.feedback(handling="Endret", handled_at=now - datetime.timedelta(days=367))
        recent = advice_factories.feedback(handling="Endret", handled_at=now - datetime.timedelta(days=300))
        waiting = advice_factories.feedback()
        lost = advice_factories.feedback()
        AdviceFeedback.objects.filter(pk=lost.pk).update(sent_at=now - datetime.timedelta(days=735))
        retention.erase_expired()
    kept = {row.pk: row for row in AdviceFeedback.objects.all()}
    for gone in (old, lost):
        assert (kept[gone.pk].text, kept[gone.pk].reply_to) == ("", "")
    assert kept[old.pk].handling == "Endret"
    assert kept[old.pk].was_useful is True
    for still in (recent, waiting):
        assert kept[still.pk].reply_to == "leser@post.example"
    history = history_model(AdviceFeedback).objects.filter(pgh_obj_id=old.pk)
    assert history.exists()
    assert not history.filter(payload__isnull=False).exists()
