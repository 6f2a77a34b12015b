"""Whom the Centre may erase on request: the people that it sees by name."""

from typing import Any

from django.db.models import QuerySet

from representatives.people.models import Person
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
