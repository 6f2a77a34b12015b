"""Whom the portal names who is no `Person`: contacts, who signed an organisation up, and who was invited.

The Centre finds them by name on «Slett en person», and erases them there. Rooms above add their own by `register`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from medvirkning.accounts.models import User


@dataclass(frozen=True)
class Outsider:
    """Somebody by name: what they are named as, and why they can't be erased yet, where it is so."""

    name: str
    named_as: str
    # What the act does besides, in a sentence each.
    consequences: tuple[str, ...] = ()
    held_back: str = ""
    is_told: bool = False


@dataclass(frozen=True)
class Source:
    """One kind of record that names somebody. `slug` stands in addresses."""

    slug: str
    named: Callable[[str], models.QuerySet[Any]]
    every: Callable[[], models.QuerySet[Any]]
    tell: Callable[[Any], Outsider]
    # Actor, record, rule.
    erase: Callable[[User, Any, str], None]


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a kind; the same slug again replaces it."""
    _sources[source.slug] = source


def sources() -> Iterable[Source]:
    return _sources.values()


def source_of(slug: str) -> Source | None:
    return _sources.get(slug)
