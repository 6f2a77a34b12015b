"""What is left of a person who is erased: a key that counts hang on, and no name."""

from typing import Any

from django.db.models import F

from medvirkning.audit import erasers
from representatives.people import named
from representatives.people.models import Person

__all__ = ["empty_person", "named"]


def empty_person(person: Any) -> None:
    """Name and account go; who took part is still a count."""
    Person.objects.filter(pk=person.pk).update(name="", user=None, version=F("version") + 1)


erasers.person("representatives.Person", empty=empty_person)
erasers.register(
    "representatives.Person.user",
    erasers.keep,
    why="The person outlives the account; erasing the person is its own act.",
)
erasers.register(
    "representatives.Affiliation.person", erasers.delete, why="Whom a person belonged to tells who it was."
)
erasers.register(
    "representatives.Disclosure.person", erasers.delete, why="There is nothing left that anybody could be shown."
)
erasers.register(
    "representatives.Disclosure.account", erasers.delete, why="Nobody is left who could be shown anything."
)
