"""The parts of an organisation's page. Higher rooms add theirs: `tabs.register(OrganisationTab(...))`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from medvirkning.web.pages import Tab
from representatives.organisations.models import Organisation


def _always(organisation: Organisation, user: Any) -> bool:
    return True


@dataclass(frozen=True)
class OrganisationTab:
    """A part with an address of its own, for those whom `visible` lets see it."""

    key: str
    label: str | Promise
    url_name: str
    order: int
    visible: Callable[[Organisation, Any], bool] = _always
    count: Callable[[Organisation, Any], int] | None = None


_tabs: dict[str, OrganisationTab] = {}


def register(tab: OrganisationTab) -> None:
    """Add a part; the same key again replaces it."""
    _tabs[tab.key] = tab


def tabs_of(organisation: Organisation, user: Any, current: str) -> list[Tab]:
    """The parts that the account may see, in order, the one shown marked. One alone needs no row of tabs."""
    shown = [
        Tab(
            label=tab.label,
            url=reverse(tab.url_name, args=[organisation.pk]),
            current=tab.key == current,
            count=tab.count(organisation, user) if tab.count else None,
        )
        for tab in sorted(_tabs.values(), key=lambda tab: tab.order)
        if tab.visible(organisation, user)
    ]
    return shown if len(shown) > 1 else []
