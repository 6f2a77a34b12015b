"""The same form sent twice makes one record: a second click, «Back», a retry, and both at the same moment."""

import re
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from medvirkning import audit
from medvirkning.accounts.models import ApiToken
from medvirkning.accounts.services import create_token
from medvirkning.audit import retention
from medvirkning.web import once
from medvirkning.web.models import Draft, SpentToken
from projects.involvement.models import Event, Input, Involvement
from tests import factories

pytestmark = pytest.mark.django_db

SENT = {
    "started_on": "21.11.2025",
    "phase": "drafting",
    "span": "dag",
    "users_count": "2",
    "perspective": "user",
    "capacity": "insight",
    "degree": "3",
    "summary": "De ville ha et forløp.",
}


@pytest.fixture
def item():
    return factories.assignment(title="Veileder om fengselshelse")


@pytest.fixture
def staff(signed_in):
    return signed_in(factories.staff())


@pytest.fixture
def address(item):
    return reverse("involvement:log", args=[item.reference])


def token_in(response) -> str:
    return re.search(r'name="once_token" value="([\w-]+)"', response.text)[1]


def body(token, **changes):
    return {**SENT, "form": factories.involvement_form().pk, "once_token": token, **changes}


def test_the_second_one_leads_to_what_the_first_made(staff, item, address):
    token = token_in(staff.get(address))
    first = staff.post(address, body(token))
    second = staff.post(address, body(token), follow=True)
    assert Involvement.objects.count() == Event.objects.count() == 1
    assert second.redirect_chain == [(first.url, 302)]
    assert "Medvirkningen er alt registrert." in second.text


def test_each_page_has_a_token_of_its_own(staff, address):
    assert token_in(staff.get(address)) != token_in(staff.get(address))


def test_one_more_is_one_more(staff, address):
    response = staff.post(address, body(token_in(staff.get(address)), again="1"))
    staff.post(address, body(token_in(staff.get(response.url))))
    assert Involvement.objects.count() == 2


def test_back_to_a_form_that_starts_filled_in_makes_nothing_more(staff, address):
    """The browser asks for the page anew; the person sees the same form and presses the same button."""
    ready = staff.post(address, body(token_in(staff.get(address)), again="1")).url
    staff.post(ready, body(token_in(staff.get(ready))))
    assert Involvement.objects.count() == 2
    again = staff.post(ready, body(token_in(staff.get(ready))), follow=True)
    assert "Medvirkningen er alt registrert." in again.text
    assert Involvement.objects.count() == 2


def test_what_is_refused_spends_nothing(staff, address):
    token = token_in(staff.get(address))
    refused = staff.post(address, body(token, degree=""))
    assert token_in(refused) == token
    assert not SpentToken.objects.exists()
    staff.post(address, body(token))
    assert Involvement.objects.count() == 1


def test_what_the_service_refuses_spends_nothing(staff, address, monkeypatch):
    from projects.involvement.services import log

    def refuse(**values):
        Event.objects.all().exists()
        raise log.LogRefusedError("Nei.")

    token = token_in(staff.get(address))
    with monkeypatch.context() as patched:
        patched.setattr(log, "register", refuse)
        assert "Nei." in staff.post(address, body(token)).text
    assert not SpentToken.objects.exists()
    staff.post(address, body(token))
    assert Involvement.objects.count() == 1


def test_another_content_is_asked_about_and_nothing_is_lost(staff, address):
    """Somebody went back and wrote the next meeting over the first."""
    token = token_in(staff.get(address))
    first = staff.post(address, body(token))
    asked = staff.post(address, body(token, summary="Det neste møtet"))
    assert "Du har alt sendt dette skjemaet" in asked.text
    assert f'href="{first.url}"' in asked.text
    assert "Det neste møtet" in asked.text
    assert Involvement.objects.count() == 1
    assert token_in(asked) != token
    staff.post(address, body(token_in(asked), summary="Det neste møtet"))
    assert Involvement.objects.count() == 2


def test_a_token_belongs_to_its_account(staff, address, signed_in):
    token = token_in(staff.get(address))
    staff.post(address, body(token))
    signed_in(factories.staff()).post(address, body(token))
    assert Involvement.objects.count() == 2


def test_a_form_refused_now_because_it_was_taken_in_before(staff, signed_in):
    """The reference is taken: by the first one."""
    home = factories.division()
    account = factories.staff(of=home)
    client = signed_in(account)
    address = reverse("work:create")
    sent = {
        "kind": "assignment",
        "title": "Ny veileder",
        "reference": "26-999",
        "department": home.pk,
        "status": "ongoing",
        "started_on": "01.02.2025",
        "once_token": token_in(client.get(address)),
    }
    first = client.post(address, sent)
    assert first.status_code == 302, first.text
    second = client.post(address, sent, follow=True)
    assert second.redirect_chain == [(first.url, 302)]
    assert "ble ikke lagret en gang til" in second.text


def test_an_input_is_added_once(staff, item):
    row = factories.involvement(item, logged_by=staff.account)
    address = reverse("involvement:add-input", args=[item.reference, row.pk])
    sent = {"text": "Skriv kortere.", "given_on": "21.11.2025", "once_token": token_in(staff.get(address))}
    staff.post(address, sent)
    staff.post(address, sent)
    assert Input.objects.count() == 1


def test_a_late_draft_of_a_form_taken_in_is_not_kept(staff, item, address):
    token = token_in(staff.get(address))
    staff.post(address, body(token))
    staff.post(f"{reverse('draft-save', args=['involvement.log'])}?object={item.pk}", body(token))
    assert not Draft.objects.exists()


def test_without_a_token_it_is_just_saved(staff, address):
    staff.post(address, body(""))
    staff.post(address, body("<no token>"))
    assert Involvement.objects.count() == 2
    assert not SpentToken.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_make_one(signed_in):
    """Real transactions: the second one waits for the first at the unique key."""
    item, account = factories.assignment(), factories.staff()
    address = reverse("involvement:log", args=[item.reference])
    clients = [signed_in(account), signed_in(account)]
    sent = body(token_in(clients[0].get(address)))
    together, answers = threading.Barrier(2), []

    def send(client):
        try:
            together.wait(10)
            answers.append(client.post(address, sent))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [answer.status_code for answer in answers] == [302, 302]
    assert len({answer.url for answer in answers}) == 1
    assert Involvement.objects.count() == Event.objects.count() == SpentToken.objects.count() == 1


def test_a_machine_has_keys_of_its_own(history_context):
    """What the API's `Idempotency-Key` needs."""
    machine, _secret = create_token(actor=None, name="fagsystem", scopes=["register:write"])
    assert isinstance(machine, ApiToken)
    done = []

    def act():
        done.append(1)
        return {"status": 201, "body": {"reference": "26/1"}}

    key, digest = "0b6e3a52", once.digest_of({"title": "Ny veileder"})
    first = once.once(api_token=machine, key=key, digest=digest, act=act)
    again = once.once(api_token=machine, key=key, digest=digest, act=act)
    assert (first.first, again.first, again.answer, len(done)) == (True, False, first.answer, 1)
    with pytest.raises(once.OtherContentError):
        once.once(api_token=machine, key=key, digest=once.digest_of({"title": "En annen"}), act=act)
    assert once.once(user=factories.staff(), key=key, digest=digest, act=act).first


def test_files_are_told_apart_by_their_content():
    def digest(content):
        return once.digest_of({"upload": [SimpleUploadedFile("a.csv", content)], "note": ""})

    assert digest(b"1") == digest(b"1") != digest(b"2")


def test_spent_tokens_go_after_thirty_days(history_context):
    account = factories.staff()
    for key, age in (("old", 32), ("fresh", 3)):
        row = SpentToken.objects.create(user=account, key=key, digest="x")
        SpentToken.objects.filter(pk=row.pk).update(spent_at=factories.days_ago(age))
    retention.erase_expired()
    assert [row.key for row in SpentToken.objects.all()] == ["fresh"]


def test_an_erased_account_leaves_none():
    from medvirkning.audit.services import erase_person

    account = factories.staff()
    SpentToken.objects.create(user=account, key="k", digest="x")
    with audit.context(command="test"):
        erase_person(actor=None, person=account, rule="asked")
    assert not SpentToken.objects.exists()
