"""The words that come with the portal: `data/glossary.toml`, read once.

Forms and pages link to them by slug without asking the database; a word that the Centre adds is found by the page of
the glossary only.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from medvirkning.web.terms import TermLink

LANGUAGES = ("nb", "nn", "en")


@dataclass(frozen=True)
class Word:
    """A term as it comes: its name and meaning in three languages, and the slide where the bokmål text is quoted."""

    slug: str
    group: str
    names: Mapping[str, str]
    definitions: Mapping[str, str]
    source: str = ""
    source_place: str = ""
    # The value of a piece of advice that the word names.
    level: str = ""
    strength: str = ""

    @property
    def is_quoted(self) -> bool:
        return bool(self.source_place)

    @property
    def name(self) -> str:
        language = (get_language() or "nb")[:2]
        return self.names.get(language) or self.names["nb"]


@cache
def words() -> dict[str, Word]:
    """Every word, in the order of the glossary."""
    with (settings.BASE_DIR / "data" / "glossary.toml").open("rb") as file:
        content = tomllib.load(file)
    return {row["slug"]: _word(row, content["quotes"]["source"]) for row in content["term"]}


def _word(row: Mapping[str, Any], source: str) -> Word:
    place = row.get("quoted", "")
    return Word(
        slug=row["slug"],
        group=row["group"],
        names={language: row[language][0] for language in LANGUAGES},
        definitions={language: row[language][1] for language in LANGUAGES},
        source=source if place else "",
        source_place=place,
        level=row.get("level", ""),
        strength=row.get("strength", ""),
    )


def link(slug: str) -> TermLink | None:
    """What forms and pages link to."""
    word = words().get(slug)
    return None if word is None else TermLink(slug, word.name, f"{reverse('glossary:list')}#{slug}")
