"""Words of the field, linked from forms and pages to what they mean (docs/adr/0110).

A higher room that keeps a glossary registers a provider; until one does, no page links to anything. A form says which
term a field is about, or which terms: `terms = {"degree": "grad", "kind": ("oppdrag", "fast-oppgave")}`; a page says
`{% term "grad" %}`. Asking costs no query.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField

__all__ = ["TermLink", "find", "of_field", "register", "slugs_of", "unregister"]


@dataclass(frozen=True)
class TermLink:
    """A term as the reader's language has it, and where it is explained."""

    slug: str
    word: str
    url: str


Provider = Callable[[str], TermLink | None]

_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Add a source of terms; the same one again changes nothing."""
    if provider not in _providers:
        _providers.append(provider)


def unregister(provider: Provider) -> None:
    """Take a source away."""
    if provider in _providers:
        _providers.remove(provider)


def find(slug: str) -> TermLink | None:
    """The term of this slug; None where no glossary has it."""
    return next((link for provider in _providers if (link := provider(slug)) is not None), None)


def slugs_of(form: Any, name: str) -> tuple[str, ...]:
    """The slugs of the terms that a form, or its class, ties to the field of this name."""
    found: str | Sequence[str] = getattr(form, "terms", {}).get(name, ())
    return (found,) if isinstance(found, str) else tuple(found)


def of_field(field: BoundField) -> list[TermLink]:
    """The terms that the form ties to a field."""
    found = (find(slug) for slug in slugs_of(field.form, field.name))
    return [link for link in found if link is not None]
