"""Slots: where a higher room has something to say on a lower room's page, it registers here.

The lower room's template says `{% slot "work.detail" work_item %}`; the higher room gives a provider that turns the
request and the subject into a fragment, or into None when it has nothing to say.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Fragment:
    """A template and what it is shown with."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


Provider = Callable[[HttpRequest, Any], Fragment | None]

_providers: dict[str, dict[str, tuple[int, Provider]]] = {}


def register(page: str, provider: Provider, *, order: int = 100) -> None:
    """Add a provider to a page; lower orders stand first, the same provider again replaces itself."""
    name = f"{provider.__module__}.{getattr(provider, '__qualname__', repr(provider))}"
    _providers.setdefault(page, {})[name] = (order, provider)


def unregister(page: str, provider: Provider) -> None:
    """Take a provider away."""
    name = f"{provider.__module__}.{getattr(provider, '__qualname__', repr(provider))}"
    _providers.get(page, {}).pop(name, None)


def fragments(page: str, request: HttpRequest, subject: Any = None) -> list[Fragment]:
    """What the providers of a page have to say, in order."""
    entries = sorted(_providers.get(page, {}).items(), key=lambda entry: (entry[1][0], entry[0]))
    found = (provider(request, subject) for _name, (_order, provider) in entries)
    return [fragment for fragment in found if fragment is not None]


def render(page: str, request: HttpRequest, subject: Any = None) -> SafeString:
    """The fragments of a page, rendered one after the other."""
    parts = [
        render_to_string(fragment.template, {"subject": subject, **fragment.context}, request=request)
        for fragment in fragments(page, request, subject)
    ]
    return SafeString("".join(parts))
