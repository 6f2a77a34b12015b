"""What the portal holds about a person, told by every room that holds something: «last ned alt om meg».

A room registers one section; the page, the readable file and the JSON file are the same sections (GDPR, articles 15
and 20). A test fails when a relation to a person has an eraser and no section.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import Promise

from representatives.people.models import Person


class Told(NamedTuple):
    """One field: what it is called where it is read, and a plain JSON value."""

    label: str
    value: Any


# One record, field by field. The names are the same in every language and from year to year: what reads the file for
# machines goes by them.
Record = dict[str, Told]


@dataclass(frozen=True)
class Section:
    """Records of one kind. `covers` names the relations to a person or account that it tells of."""

    key: str
    label: str | Promise
    records: Callable[[Person], Sequence[Record]]
    covers: frozenset[str] = frozenset()
    order: int = 100


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Add a section; the same key again replaces it."""
    _sections[section.key] = section


def sections() -> list[Section]:
    """All sections, in order."""
    return sorted(_sections.values(), key=lambda one: (one.order, one.key))


def covered() -> Iterable[str]:
    """The relations that some section tells of, as `app.Model.field` in lower case."""
    return {relation.lower() for section in sections() for relation in section.covers}


def told_sections(person: Person) -> list[tuple[Section, list[Record]]]:
    """Every section with something in it, in order."""
    told = ((section, list(section.records(person))) for section in sections())
    return [(section, records) for section, records in told if records]


def everything_about(person: Person) -> dict[str, list[Record]]:
    """The same by the key of the section."""
    return {section.key: records for section, records in told_sections(person)}


def for_machines(person: Person) -> dict[str, Any]:
    """The same as plain values: names that stay, each with the words that the reader sees."""
    return {
        section.key: {
            "label": str(section.label),
            "records": [{name: told._asdict() for name, told in record.items()} for record in records],
        }
        for section, records in told_sections(person)
    }
