"""People found, as their rows show them: what helps to choose, and nothing that says who it is.

A row never holds name, organisation, contact data, gender, age, needs, themes or perspective (docs/adr/0178). For the
Centre, who sees all of the register, it has the organisation and the way to the person.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst

from representatives.finding.enums import FoundKind
from representatives.geography.enums import County
from representatives.people.models import Person
from representatives.profiles.enums import TRAININGS_IN_SHORT, WAYS_IN_SHORT


@dataclass(frozen=True)
class FoundRow:
    """One person of the result."""

    county: str
    kind: str
    ways: str
    languages: str
    training: str
    available_until: datetime.date | None
    organisation: str = ""
    url: str = ""
    # What tells one row from the next to who may open them; no name stands in a list.
    number: int = 0


def found_rows(people: Iterable[Person], *, languages: Mapping[str, str], in_full: bool) -> list[FoundRow]:
    """The rows of a result; `in_full` is for who may know whose they are."""
    return [_row(person, languages, in_full) for person in people]


def _row(person: Person, languages: Mapping[str, str], in_full: bool) -> FoundRow:
    # Annotated by `with_list_data`.
    known: dict[str, Any] = vars(person)
    profile = getattr(person, "profile", None)
    return FoundRow(
        county=str(County(profile.county).label) if profile and profile.county else "",
        kind=capfirst(_kinds(known)),
        ways=_in_short(WAYS_IN_SHORT, profile.ways if profile else ()),
        languages=capfirst(", ".join(languages.get(code, code) for code in (profile.languages if profile else ()))),
        training=_in_short(TRAININGS_IN_SHORT, known["training_kinds"]),
        available_until=known["available_until"],
        organisation=known["organisation_name"] if in_full else "",
        url=reverse("finding:person", args=[person.pk]) if in_full else "",
        number=person.pk if in_full else 0,
    )


def _kinds(known: dict[str, Any]) -> str:
    held = ((FoundKind.REPRESENTATIVE, known["mandate_id"]), (FoundKind.CONSULTANT, known["job_id"]))
    return ", ".join(str(kind.label) for kind, post in held if post is not None)


def _in_short(words: Mapping[str, str | Promise], values: Iterable[str]) -> str:
    """In the order of the list, whatever order they were chosen in."""
    chosen = set(values)
    return capfirst(", ".join(str(word) for value, word in words.items() if value in chosen))
