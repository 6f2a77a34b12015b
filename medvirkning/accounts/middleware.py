"""The language a person chose, and the second factor where it is demanded."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation

from medvirkning.accounts.enums import SECOND_FACTOR_ROLES

# Pages a person must reach to set up the second factor, or to leave.
WITHOUT_SECOND_FACTOR = ("account_", "mfa_", "language")


class LanguageMiddleware:
    """A signed-in person reads the language of the account; a visitor the one that the browser or a cookie says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


class SecondFactorMiddleware:
    """The Centre and administrators set up a second factor before they do anything else.

    Signing in asks for it from then on. Only the demonstration set goes without.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        user = request.user
        if settings.MEDVIRKNING_DEMO or not user.is_authenticated or not user.has_role(*SECOND_FACTOR_ROLES):
            return None
        name = request.resolver_match.url_name if request.resolver_match else None
        if (name or "").startswith(WITHOUT_SECOND_FACTOR) or is_mfa_enabled(user):
            return None
        return redirect("mfa_activate_totp")
