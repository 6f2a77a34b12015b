"""Signing in: by e-mail address, without Redis, with a second factor where it is demanded."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from medvirkning.notifications.models import Message
from medvirkning.settings.caches import caches as cache_settings
from tests import factories

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"


def sign_in(client, account, password=factories.PASSWORD, **more):
    return client.post(LOGIN, {"login": account.email, "password": password, **more})


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_by_address_and_password(client):
    account = factories.staff()
    assert sign_in(client, account).status_code == 302
    assert is_signed_in(client)


def test_the_address_may_be_written_in_capitals(client):
    account = factories.staff()
    client.post(LOGIN, {"login": account.email.upper(), "password": factories.PASSWORD})
    assert is_signed_in(client)


def test_a_wrong_password_says_so_and_keeps_the_address(client):
    account = factories.staff()
    response = sign_in(client, account, password="wrong")
    assert response.status_code == 200
    assert not is_signed_in(client)
    assert account.email in response.text


KEPT = "Det du skrev, er tatt vare på"


def test_the_page_tells_that_what_was_typed_is_kept(client):
    """The session ended while a form was filled in. Nothing of the text itself is shown."""
    account = factories.staff()
    address = reverse("involvement:log", args=[factories.standing_task().reference])
    sign_in(client, account)
    Session.objects.all().delete()
    sent_to = client.post(address, {"summary": "De vil ha færre brev"}).url
    page = client.get(sent_to)
    assert KEPT in page.text
    assert "færre brev" not in page.text
    again = client.post(LOGIN, {"login": account.email, "password": "wrong", "next": address})
    assert KEPT in again.text
    assert KEPT not in client.get(LOGIN).text
    assert KEPT not in client.get(f"{LOGIN}?next=/varsler/").text


@pytest.mark.parametrize("address", ["/varsler/", "/%00", "https://vond.example/varsler/", ""])
def test_the_page_tells_nothing_where_nothing_is_kept(client, address):
    sign_in(client, factories.staff())
    Session.objects.all().delete()
    page = client.get(f"{LOGIN}?next={address}")
    assert page.status_code == 200
    assert KEPT not in page.text


def test_another_browser_is_told_nothing(client):
    account = factories.staff()
    address = reverse("involvement:log", args=[factories.standing_task().reference])
    sign_in(client, account)
    Session.objects.all().delete()
    sent_to = client.post(address, {"summary": "De vil ha færre brev"}).url
    assert KEPT not in Client().get(sent_to).text


def test_a_closed_account_is_not_let_in(client):
    account = factories.user(is_active=False)
    sign_in(client, account)
    assert not is_signed_in(client)


def test_nobody_signs_up(client):
    response = client.post(
        reverse("account_signup"),
        {"email": "new@example.org", "password1": "long enough 1", "password2": "long enough 1"},
    )
    assert not EmailAddress.objects.filter(email="new@example.org").exists()
    assert response.status_code in {200, 403}


@pytest.mark.parametrize("address", ["//", "//evil.example/", "https://evil.example/"])
def test_nobody_is_sent_to_another_host(signed_in, address):
    """Who is signed in already goes on to where they were going."""
    response = signed_in(factories.staff()).post(reverse("account_signup"), {"next": address})
    assert response["Location"] == django_settings.LOGIN_REDIRECT_URL


def test_too_many_attempts_are_held_back(client):
    account = factories.staff()
    for _number in range(6):
        sign_in(client, account, password="wrong")
    response = sign_in(client, account)
    assert not is_signed_in(client)
    assert response.status_code in {200, 429}


def test_signing_in_works_while_redis_is_down(client, settings):
    settings.CACHES = cache_settings("redis://127.0.0.1:1/0")
    assert caches["volatile"].add("x", 1) is None
    account = factories.staff()
    started = time.monotonic()
    assert sign_in(client, account).status_code == 302
    assert is_signed_in(client)
    assert time.monotonic() - started < 5


def test_rate_limits_hold_while_redis_is_down(client, settings):
    settings.CACHES = cache_settings("redis://127.0.0.1:1/0")
    account = factories.staff()
    for _number in range(6):
        sign_in(client, account, password="wrong")
    sign_in(client, account)
    assert not is_signed_in(client)


def test_sessions_live_in_the_database():
    assert django_settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"
    assert "database" in django_settings.CACHES["default"]["BACKEND"].lower()


@pytest.mark.parametrize("make", [factories.centre, factories.administrator])
def test_the_second_factor_is_demanded_of_the_centre_and_administrators(signed_in, make):
    response = signed_in(make()).get("/varsler/")
    assert response.status_code == 302
    assert response.url == reverse("mfa_activate_totp")


def test_the_second_factor_is_not_demanded_of_others_nor_in_the_demonstration(signed_in, settings):
    assert signed_in(factories.staff()).get("/varsler/").status_code == 200
    settings.MEDVIRKNING_DEMO = True
    assert signed_in(factories.centre()).get("/varsler/").status_code == 200


def test_the_pages_that_set_it_up_are_in_reach(signed_in):
    client = signed_in(factories.centre())
    for name in ("mfa_index", "account_logout"):
        assert client.get(reverse(name)).status_code == 200


def test_with_a_second_factor_signing_in_asks_for_it(client):
    account = factories.centre()
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    RecoveryCodes.activate(account)
    stored = Authenticator.objects.get(user=account, type="totp")
    assert secret not in str(stored.data)

    response = sign_in(client, account)
    assert response.url.startswith(reverse("mfa_authenticate"))
    assert not is_signed_in(client)
    counter = int(time.time()) // 30
    response = client.post(reverse("mfa_authenticate"), {"code": format_hotp_value(hotp_value(secret, counter))})
    assert is_signed_in(client)
    assert client.get("/varsler/").status_code == 200


def test_a_forgotten_password_is_mailed_through_the_outbox_in_ones_own_language(client):
    account = factories.user(language="nb")
    client.post(reverse("account_reset_password"), {"email": account.email})
    message = Message.objects.get()
    assert message.address == account.email
    assert message.user == account
    assert message.is_secret
    assert "/accounts/password/reset/key/" in message.words


def test_an_unknown_address_is_told_apart_by_nothing(client):
    known = client.post(reverse("account_reset_password"), {"email": factories.user().email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_a_person_reads_the_language_of_the_account(signed_in):
    response = signed_in(factories.staff(language="nn")).get("/varsler/")
    assert response.headers["Content-Language"] == "nn"


def test_the_greeting_is_in_the_language_of_the_account(client):
    """The browser asks for English, and the account reads bokmål."""
    account = factories.staff(language="nb")
    page = client.post(
        LOGIN,
        {"login": account.email, "password": factories.PASSWORD},
        headers={"Accept-Language": "en"},
        follow=True,
    )
    with translation.override("nb"):
        greeting = gettext("Successfully signed in as %(name)s.") % {"name": account}
    assert not greeting.startswith("Successfully")
    assert str(next(iter(page.context["messages"]))) == greeting


def test_the_language_switch_stores_the_choice(signed_in):
    account = factories.staff()
    client = signed_in(account)
    response = client.post("/sprak/?next=/varsler/", {"switch_language_to": "en"})
    assert response.url == "/varsler/"
    account.refresh_from_db()
    assert account.language == "en"
