"""The catalogue as its pages show it: by level, by chapter, by whom the advice is for."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst

from advice.catalogue.enums import AdviceLevel, Strength
from advice.catalogue.models import Advice, AdviceVersion, Chapter, Edition
from advice.catalogue.querysets import advice_for, published_for

# In addresses and filters: what the source does not say.
NOT_STATED = "ikke-oppgitt"
# The same for everyone who leads something, whatever the texts call them.
ALL_LEADERS = "alle-ledere"
_LEADER = re.compile(r"\b\w*ledere?\b", re.IGNORECASE)
# Parts of a text with headings of their own; the legal basis stands with the strength.
PARTS = ("practical_steps", "elaboration", "rationale", "references")


@dataclass(frozen=True)
class LevelGroup:
    """The pieces of a level, in the order of their numbers."""

    level: str
    label: str | Promise
    pieces: tuple[Advice, ...]


@dataclass(frozen=True)
class ChapterLine:
    """A chapter and its pieces, which may be none; without a chapter, those for which the source states none."""

    chapter: Chapter | None
    pieces: tuple[Advice, ...]


@dataclass(frozen=True)
class AddresseeLine:
    """Whom advice is for, in the words of its text, and how many pieces «skal» and «bør» are theirs."""

    addressee: str
    value: str
    shall: int
    should: int


@dataclass(frozen=True)
class TextPart:
    """A part of a piece's text under its heading; empty where the source has none."""

    name: str
    heading: str
    text: str


@dataclass(frozen=True)
class Neighbours:
    before: Advice | None
    after: Advice | None


def pieces_of(edition: Edition, user: Any) -> list[Advice]:
    """The published pieces of an edition with their texts, in the order of their numbers."""
    return list(published_for(user).filter(edition=edition))


def by_level(pieces: Iterable[Advice]) -> list[LevelGroup]:
    """Grouped as the source groups them; a level without pieces is left out."""
    rows = list(pieces)
    groups = (
        LevelGroup(level.value, level.label, tuple(piece for piece in rows if _text(piece).level == level))
        for level in AdviceLevel
    )
    return [group for group in groups if group.pieces]


def by_chapter(edition: Edition, pieces: Iterable[Advice]) -> list[ChapterLine]:
    """Every chapter of the edition in its order, then what no chapter is stated for."""
    rows = list(pieces)
    lines = [
        ChapterLine(chapter, tuple(piece for piece in rows if _text(piece).chapter_id == chapter.pk))
        for chapter in edition.chapters.all()
    ]
    rest = tuple(piece for piece in rows if _text(piece).chapter_id is None)
    return [*lines, ChapterLine(None, rest)] if rest else lines


def by_addressee(pieces: Iterable[Advice]) -> list[AddresseeLine]:
    """In the order in which the pieces name them, with what names nobody last."""
    counts: dict[str, dict[str, int]] = {}
    for piece in pieces:
        text = _text(piece)
        found = counts.setdefault(text.addressee, dict.fromkeys(Strength.values, 0))
        found[text.strength] += 1
    named = sorted(counts, key=lambda addressee: not addressee)
    return [
        AddresseeLine(name, name or NOT_STATED, counts[name][Strength.SHALL], counts[name][Strength.SHOULD])
        for name in named
    ]


def of_leaders(addressees: Iterable[str]) -> list[str]:
    """The texts that name a leader: «ledere i kommunen …» and «tjenesteledere» alike."""
    return [text for text in dict.fromkeys(addressees) if _LEADER.search(text)]


def by_leaders(pieces: Iterable[Advice]) -> AddresseeLine | None:
    """What all who lead something shall and should do; nothing where one text names them all."""
    rows = list(pieces)
    named = of_leaders(_text(piece).addressee for piece in rows)
    if len(named) < 2:
        return None
    strengths = [_text(piece).strength for piece in rows if _text(piece).addressee in named]
    return AddresseeLine("", ALL_LEADERS, strengths.count(Strength.SHALL), strengths.count(Strength.SHOULD))


def parts_of(version: AdviceVersion) -> list[TextPart]:
    """The parts of a text in the order in which they are read."""
    return [
        TextPart(name, capfirst(str(version._meta.get_field(name).verbose_name)), getattr(version, name))  # type: ignore[union-attr]
        for name in PARTS
    ]


def written_parts(version: AdviceVersion) -> str:
    """What is not quoted: the parts that the Centre has written beside the wording, by their names."""
    return ", ".join(
        str(version._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        for name in (*PARTS, "legal_basis")
        if getattr(version, name).strip()
    )


def neighbours_of(piece: Advice, user: Any) -> Neighbours:
    """The pieces before and after in the edition, without their texts."""
    rows = list(advice_for(user).published().filter(edition=piece.edition_id).order_by("number"))
    for row in rows:
        row.edition = piece.edition
    return Neighbours(
        before=next((row for row in reversed(rows) if row.number < piece.number), None),
        after=next((row for row in rows if row.number > piece.number), None),
    )


def published_version(piece: Advice, number: int) -> AdviceVersion | None:
    """A version of the piece that is or was in force."""
    return piece.versions.published().select_related("chapter").filter(number=number).first()


def last_changed(pieces: Iterable[Advice]) -> datetime.datetime | None:
    """When the newest of the texts was published."""
    return max((_text(piece).published_at for piece in pieces), default=None)


def _text(piece: Advice) -> Any:
    """The published text: pieces without one are not read here."""
    return piece.current
