"""How allauth fits the portal: no signing up, addresses in lower case, secrets of second factors encrypted."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from medvirkning.accounts.querysets import normalise_email


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by people who know the person; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """What can't be read as an address leads nowhere, and neither does one that begins as another host's."""
        try:
            return not (url or "").startswith("//") and bool(super().is_safe_url(url))
        except ValueError:
            return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """From here on the portal speaks the account's language: the greeting is part of that."""
        super().login(request, user)
        translation.activate(user.language)
        request.LANGUAGE_CODE = translation.get_language()

    def clean_email(self, email: str) -> str:
        return normalise_email(super().clean_email(email))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An identity provider signs a person in to the account with the same verified address, or to none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted at rest with a key drawn from the secret key."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    """Encrypts with today's secret key, reads with the earlier ones too."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"medvirkning.mfa:" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
