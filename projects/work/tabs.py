"""The parts of a work item's page. Higher rooms add theirs: `tabs.register(WorkTab(...))`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise

from medvirkning.web.pages import Tab
from projects.work.models import WorkItem

if TYPE_CHECKING:
    from medvirkning.accounts.models import User


@dataclass(frozen=True)
class WorkTab:
    """A part with an address of its own. `count` gives the number behind its name."""

    key: str
    label: str | Promise
    url_name: str
    order: int
    count: Callable[[WorkItem, "User"], int] | None = None


_tabs: dict[str, WorkTab] = {}


def register(tab: WorkTab) -> None:
    """Add a part; the same key again replaces it."""
    _tabs[tab.key] = tab


def tabs_of(work_item: WorkItem, user: "User", current: str) -> list[Tab]:
    """The parts in order, the one shown marked."""
    return [
        Tab(
            label=tab.label,
            url=reverse(tab.url_name, args=[work_item.reference]),
            current=tab.key == current,
            count=tab.count(work_item, user) if tab.count else None,
        )
        for tab in sorted(_tabs.values(), key=lambda tab: tab.order)
    ]
