"""Whom the Centre may erase on request: the people that it sees by name, and those who are named elsewhere."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from representatives.organisations.models import Organisation
from representatives.people import outsiders
from representatives.people.erasing import acts_for
from representatives.people.models import Person
from representatives.people.outsiders import Outsider, Source
from representatives.people.querysets import people_for


def told_apart(people: QuerySet[Person]) -> QuerySet[Person]:
    """Those who are not erased already, with what tells two of one name apart, in a fixed number of queries."""
    return people.exclude(name="").prefetch_related("affiliations__organisation")


def found_by_name(user: Any, words: str) -> QuerySet[Person]:
    """Names that hold the words, or parts of them."""
    return told_apart(people_for(user).matching(words)).order_by("sort_key", "pk")


def is_seen_by_name(user: Any, person: Person) -> bool:
    """Whether the account sees the person by name today."""
    return people_for(user).exclude(name="").filter(pk=person.pk).exists()


@dataclass(frozen=True)
class FoundOutsider:
    """Somebody who is no person of the log or the register, and where the page to erase them lies."""

    kind: str
    pk: int
    outsider: Outsider


def outsiders_by_name(user: Any, words: str, *, most: int) -> list[FoundOutsider]:
    """Contacts, who signed up and who was invited, by a part of the name or the whole address. For the Centre."""
    if not user.has_perm("people.erase_on_request"):
        return []
    return [
        FoundOutsider(source.slug, row.pk, source.tell(row))
        for source in outsiders.sources()
        for row in source.named(words)[:most]
    ]


def outsider_to_erase(user: Any, kind: str, pk: int) -> tuple[Source, Any, Outsider] | None:
    """One of them by key, where there is somebody yet."""
    source = outsiders.source_of(kind)
    if source is None or not user.has_perm("people.erase_on_request"):
        return None
    row = source.every().filter(pk=pk).first()
    return None if row is None else (source, row, source.tell(row))


def organisations_acted_for(person: Person) -> list[Organisation]:
    """For which the person's account is a contact: there the name stays till that is over."""
    return [] if person.user is None else acts_for(person.user)
