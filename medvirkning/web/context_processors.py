"""What the base template needs on every page. Lazy, so a fragment pays for nothing it does not show."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from medvirkning.web import fictitious, navigation
from medvirkning.web.parking import last_account
from medvirkning.web.querysets import parked_for

# Each language named in itself: that is how its readers find it.
LANGUAGE_NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}

MENUS = ("main_menu", "account_menu", "footer_menu", "languages")


@dataclass(frozen=True)
class Language:
    code: str
    name: str
    current: bool


def furniture(request: HttpRequest) -> dict[str, Any]:
    """Menus, languages, the search field's address and the mark of fictitious data."""
    marked = _lazy(lambda: settings.MEDVIRKNING_DEMO or fictitious.is_fictitious())
    if not hasattr(request, "user"):
        # Refused before anybody asked who it is: a wrong host, say.
        return {"fictitious_data": marked, "is_shared_page": False, "search_url": "", **{name: [] for name in MENUS}}
    return {
        # A page that caches keep holds no token (medvirkning.web.caching).
        "is_shared_page": getattr(request, "is_shared_page", False),
        "fictitious_data": marked,
        "main_menu": _lazy(lambda: navigation.items_for(request, navigation.Place.MAIN)),
        "account_menu": _lazy(lambda: navigation.items_for(request, navigation.Place.ACCOUNT)),
        "footer_menu": _lazy(lambda: navigation.items_for(request, navigation.Place.FOOTER)),
        "languages": _lazy(_languages),
        "search_url": _lazy(lambda: _search_url(request)),
        # Where the mails of a portal on one's own machine are read; never in production (settings).
        "local_mail_url": reverse("notifications:local-list") if settings.MEDVIRKNING_LOCAL_MAIL else "",
        "waits_for_sign_in": _lazy(lambda: waits_for_sign_in(request)),
    }


def _lazy(make: Callable[[], Any]) -> Any:
    return SimpleLazyObject(make)


def _languages() -> list[Language]:
    active = (get_language() or settings.LANGUAGE_CODE)[:2]
    return [Language(code, LANGUAGE_NAMES[code], code == active) for code, _name in settings.LANGUAGES]


def _search_url(request: HttpRequest) -> str:
    """Where the search field leads; nothing for those who have nothing to search in."""
    return next((link.url for link in navigation.items_for(request, navigation.Place.SEARCH)), "")


def waits_for_sign_in(request: HttpRequest) -> bool:
    """Whether the page that the sign-in leads to has text waiting for who was signed in last in this browser."""
    account = last_account(request)
    address = request.POST.get("next") or request.GET.get("next", "")
    if account is None or "\0" in address or not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return False
    return parked_for(account, urlsplit(address).path).exists()
