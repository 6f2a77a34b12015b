"""What every page has: its frame, the rows its reader may see, and the rule that is asked first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise

__all__ = [
    "Action", "AllowedMixin", "Breadcrumbs", "PageMixin", "RowsMixin", "SignedInRequest", "State", "Tab", "Text",
    "wants_fragment",
]  # fmt: skip

Text = str | Promise
Breadcrumbs = Sequence[tuple[Any, str]]

# A request as the rooms' views meet it: signing in is demanded before them, so its user is an account.
SignedInRequest = Any


@dataclass(frozen=True)
class Action:
    """A button at the top of a page. Without `variant` it is the page's primary act."""

    label: Text
    url: str
    variant: str = ""


@dataclass(frozen=True)
class State:
    """The state of a record as a tag; the colour only repeats what the word says."""

    label: Text
    color: str = "neutral"


@dataclass(frozen=True)
class Tab:
    """A part of a record's page with an address of its own."""

    label: Text
    url: str
    current: bool = False
    count: int | None = None


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page (a page restored from history is asked for whole)."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


class PageMixin:
    """Title, lead, breadcrumbs and buttons, as attributes or as methods of the same name with `get_`."""

    request: SignedInRequest
    title: Text = ""
    lede: Text = ""
    fragment_name: str = ""
    """The template that htmx gets instead of the page; empty means the whole page always."""

    def get_title(self) -> Text:
        return self.title

    def get_lede(self) -> Text:
        return self.lede

    def get_breadcrumbs(self) -> Breadcrumbs:
        return ()

    def get_actions(self) -> Sequence[Action]:
        return ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("title", self.get_title())
        context.setdefault("lede", self.get_lede())
        context.setdefault("breadcrumbs", self.get_breadcrumbs())
        context.setdefault("actions", self.get_actions())
        context["is_fragment"] = self._is_fragment()
        return context

    def get_template_names(self) -> list[str]:
        return [self.fragment_name] if self._is_fragment() else super().get_template_names()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def _is_fragment(self) -> bool:
        return bool(self.fragment_name) and wants_fragment(self.request)


class RowsMixin:
    """The rows of `model` that this person may see."""

    request: SignedInRequest
    model: type[Model]

    def get_queryset(self) -> Any:
        rows = self.model._default_manager.get_queryset()
        if not hasattr(rows, "visible_to"):
            raise ImproperlyConfigured(f"{self.model.__name__} has no queryset with visible_to(user)")
        return self.refine(rows.visible_to(self.request.user))

    def refine(self, rows: Any) -> Any:
        """What this page needs more: `with_list_data()`, an order, only some rows."""
        return rows


class AllowedMixin:
    """Asks the room's rules before anything is done. `permission` is a name from `rules.add_perm`."""

    request: SignedInRequest
    permission: str = ""

    def get_permission_object(self) -> Any:
        """What the act is on; None for acts that need no object."""
        return None

    def check_permission(self) -> None:
        if self.permission and not self.request.user.has_perm(self.permission, self.get_permission_object()):
            raise PermissionDenied

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.check_permission()
        return super().dispatch(request, *args, **kwargs)
