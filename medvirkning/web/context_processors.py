"""What the base template needs on every page. Lazy, so a fragment pays for nothing it does not show."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from medvirkning.web import fictitious, navigation

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
        return {"fictitious_data": marked, "search_url": "", **{name: [] for name in MENUS}}
    return {
        "fictitious_data": marked,
        "main_menu": _lazy(lambda: navigation.items_for(request, navigation.Place.MAIN)),
        "account_menu": _lazy(lambda: navigation.items_for(request, navigation.Place.ACCOUNT)),
        "footer_menu": _lazy(lambda: navigation.items_for(request, navigation.Place.FOOTER)),
        "languages": _lazy(_languages),
        "search_url": _lazy(lambda: _address("search:search") if request.user.is_authenticated else ""),
    }


def _lazy(make: Callable[[], Any]) -> Any:
    return SimpleLazyObject(make)


def _languages() -> list[Language]:
    active = (get_language() or settings.LANGUAGE_CODE)[:2]
    return [Language(code, LANGUAGE_NAMES[code], code == active) for code, _name in settings.LANGUAGES]


def _address(name: str) -> str:
    """The address of a page that some installation may lack."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
