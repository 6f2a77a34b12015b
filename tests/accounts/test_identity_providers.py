"""Signing in by an identity provider: to the account whose address the provider vouches for, or to none."""

import re
import warnings

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from medvirkning.accounts.models import User
from medvirkning.accounts.providers import AnybodysTenantError, openid_apps
from tests import factories

# The provider's own packages warn of each other.
with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import oidc_provider_mock

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture(scope="module")
def provider():
    """An identity provider on this machine, which says of a person whatever a test tells it to."""
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://127.0.0.1:{server.server_port}"


def environment(address: str, key: str = "ENTRA", **more: str):
    values = {f"MEDVIRKNING_OIDC_{key}_CLIENT_ID": "portal", f"MEDVIRKNING_OIDC_{key}_SECRET": "secret"}
    values |= {f"MEDVIRKNING_OIDC_{key}_URL": address}
    values |= {f"MEDVIRKNING_OIDC_{key}_{name}": value for name, value in more.items()}
    return lambda name, *, default: values.get(name, default)


@pytest.fixture
def sign_in(provider, settings, client, monkeypatch):
    """Walk through the provider as `sub`, with what it says of the person."""
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")

    def walk(sub: str, claims: dict, *, key: str = "entra", **more: str):
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"APPS": openid_apps(environment(provider, key.upper(), **more))}
        }
        requests.put(f"{provider}/users/{sub}", json=claims, timeout=5).raise_for_status()
        to_provider = client.post(reverse("openid_connect_login", args=[key]))
        assert to_provider.status_code == 302, to_provider.content
        back = requests.post(to_provider.url, data={"sub": sub}, allow_redirects=False, timeout=5)
        path = re.sub(r"^https?://[^/]+", "", back.headers["Location"])
        return client.get(path)

    return walk


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_a_verified_address_signs_in_to_the_account_that_has_it(sign_in, client):
    account = factories.staff()
    response = sign_in("s-1", {"email": account.email, "email_verified": True})
    assert (response.status_code, response.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(account.pk)
    assert SocialAccount.objects.get().user == account


def test_an_address_that_nobody_vouches_for_takes_over_no_account(sign_in, client):
    """Entra ID's users can be given any address."""
    account = factories.staff()
    sign_in("s-2", {"email": account.email})
    assert not is_signed_in(client)
    sign_in("s-2", {"email": account.email, "email_verified": False}, DOMAINS="directorate.example")
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()


def test_an_address_in_the_directorates_own_domain_is_vouched_for(sign_in, client):
    account = factories.staff(email="kari@directorate.example")
    sign_in("s-3", {"email": "Kari@Directorate.example"}, DOMAINS="other.example, directorate.example")
    assert client.session["_auth_user_id"] == str(account.pk)


@pytest.mark.parametrize("key", ["idporten", "ansattporten"])
def test_providers_of_everybody_sign_in_by_no_address(sign_in, client, key):
    account = factories.staff()
    sign_in("s-4", {"email": account.email, "email_verified": True}, key=key, DOMAINS=account.email.partition("@")[2])
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()


def test_who_has_no_account_gets_none(sign_in, client):
    before = User.objects.count()
    response = sign_in("s-5", {"email": "new@directorate.example", "email_verified": True})
    assert not is_signed_in(client)
    assert User.objects.count() == before
    assert response.status_code in {200, 302, 403}


def test_a_closed_account_is_not_let_in(sign_in, client):
    account = factories.user(is_active=False)
    sign_in("s-6", {"email": account.email, "email_verified": True})
    assert not is_signed_in(client)


def test_the_second_factor_is_demanded_here_too(sign_in, client):
    account = factories.centre()
    sign_in("s-7", {"email": account.email, "email_verified": True})
    assert client.get("/varsler/").url == reverse("mfa_activate_totp")


def test_a_sign_in_that_fails_at_the_provider_says_so_on_a_page_of_ours(sign_in, provider, client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": openid_apps(environment(provider))}}
    response = client.get(reverse("openid_connect_callback", args=["entra"]), {"error": "server_error", "state": "x"})
    assert response.status_code in {200, 401}
    assert "<title>" in response.text
    assert "site-header" in response.text
    assert "Third-Party" not in response.text


def test_signing_in_starts_by_a_form_only(provider, client, settings):
    """A link from elsewhere can't sign anybody in."""
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": openid_apps(environment(provider))}}
    assert client.get(reverse("openid_connect_login", args=["entra"])).status_code == 200


@pytest.mark.parametrize("tenant", ["common", "organizations", "consumers", "Common"])
def test_a_tenant_of_everybody_is_refused(tenant):
    with pytest.raises(AnybodysTenantError):
        openid_apps(environment(f"https://login.microsoftonline.com/{tenant}/v2.0"))
