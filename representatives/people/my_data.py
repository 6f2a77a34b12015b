"""What the portal holds about a person, told by every room that holds something: «last ned alt om meg».

A room registers one section; the page, the readable file and the JSON file are the same sections (GDPR, articles 15
and 20). A test fails when a relation to a person has an eraser and no section.
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from medvirkning.web.dates import format_date, format_moment
from representatives.people.models import Person


class Told(NamedTuple):
    """One field: what it is called where it is read, what is held, and the words of it where these are others.

    `value` is what is held, alike in every language: a date, a moment, a number, a yes or no, a code, a text; None or
    empty is not known.
    """

    label: str
    value: Any
    words: Any = None

    @property
    def in_words(self) -> str:
        """For who reads the page."""
        if self.words is not None:
            return str(self.words)
        value = self.value
        if value is None:
            return ""
        if isinstance(value, bool):
            return _("ja") if value else _("nei")
        if isinstance(value, datetime.datetime):
            return format_moment(value)
        if isinstance(value, datetime.date):
            return format_date(value)
        if isinstance(value, (list, tuple)):
            return ", ".join(map(str, value))
        return str(value)

    @property
    def raw(self) -> Any:
        """For who reads the file by a machine: a plain JSON value, null where nothing is known."""
        value = self.value
        if value is None or value == "":
            return None
        if isinstance(value, datetime.datetime):
            return timezone.localtime(value).isoformat(timespec="seconds")
        if isinstance(value, datetime.date):
            return value.isoformat()
        if isinstance(value, (list, tuple)):
            return [None if one is None else str(one) for one in value]
        return value if isinstance(value, (bool, int, float, dict)) else str(value)


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
    """The same as plain values under names that stay, each with what it is called and the words the reader sees.

    What is not known is null, and is called something all the same.
    """
    return {
        section.key: {
            "label": str(section.label),
            "records": [{name: _plain(told) for name, told in record.items()} for record in records],
        }
        for section, records in told_sections(person)
    }


def _plain(told: Told) -> dict[str, Any]:
    """`words` only where they say something else than the value, as of a code."""
    plain = {"label": str(told.label), "value": told.raw}
    return plain if told.words is None or told.raw is None else plain | {"words": str(told.words)}
