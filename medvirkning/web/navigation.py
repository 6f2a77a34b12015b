"""The menus of the portal: rooms register what they add, the base template asks what a person may see.

    navigation.register(NavItem("work", _("Oppdrag"), "projects:work-list", order=20, visible=is_staff))

Call it from the room's `urls.py` or the app's `ready()`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

__all__ = ["NavItem", "NavLink", "Place", "everyone", "items_for", "register", "signed_in"]


class Place(StrEnum):
    MAIN = "main"
    """The row of the header."""
    ACCOUNT = "account"
    """The person's own menu."""
    FOOTER = "footer"
    """The statements at the bottom."""
    SEARCH = "search"
    """The field of the header: the page that answers it."""


def everyone(user: Any) -> bool:
    return True


def signed_in(user: Any) -> bool:
    return bool(user.is_authenticated)


@dataclass(frozen=True)
class NavItem:
    """A place to go. `visible` is a predicate on the user; the lowest `order` stands first."""

    key: str
    label: str | Promise
    url_name: str
    order: int = 100
    visible: Callable[[Any], bool] = signed_in
    place: Place = Place.MAIN


@dataclass(frozen=True)
class NavLink:
    """An item as one request sees it."""

    label: str | Promise
    url: str
    current: bool


_registry: dict[str, NavItem] = {}


def register(item: NavItem) -> None:
    """Add an item; the same key again replaces it, so that reloading a module is harmless."""
    _registry[item.key] = item


def items_for(request: HttpRequest, place: Place) -> list[NavLink]:
    """The items of a menu that this person may see, in order, the one that holds the page marked."""
    chosen = sorted(
        (item for item in _registry.values() if item.place == place), key=lambda item: (item.order, item.key)
    )
    links = [(item.label, reverse(item.url_name)) for item in chosen if item.visible(request.user)]
    current = max((url for _label, url in links if _holds(url, request.path)), key=len, default=None)
    return [NavLink(label=label, url=url, current=url == current) for label, url in links]


def _holds(url: str, path: str) -> bool:
    """A page lies under an item when its address begins with the item's; the front page holds only itself."""
    return path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))
