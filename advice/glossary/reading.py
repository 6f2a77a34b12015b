"""The glossary as its pages show it, and which pieces of advice use a word.

A word belongs to a piece where the Centre has set it, where it names the piece's level or strength, and where it
stands in the piece's wording, in full. Words of the log and of figures are not looked for: «samarbeid» in a piece is
no degree.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from advice.catalogue.models import Advice
from advice.catalogue.querysets import published_for
from advice.glossary.enums import TermGroup
from advice.glossary.models import Term
from advice.glossary.words import words

# Words of these groups are the field's own, so that finding one in a wording says something.
LOOKED_FOR = (TermGroup.ROLES, TermGroup.LEVELS, TermGroup.ADVICE)
# How a noun is inflected in bokmål, and one that ends in -er: «brukere», «brukernes».
_ENDINGS = "en|ens|et|ets|er|ers|ene|enes|a|as|s"
_ENDINGS_AFTER_ER = "en|ens|e|es|ne|nes|s"


@dataclass(frozen=True)
class Entry:
    """A word with the pieces that use it."""

    term: Term
    pieces: tuple[Advice, ...]

    @property
    def name(self) -> str:
        return self.term.current.name if self.term.current else self.term.slug


@dataclass(frozen=True)
class Group:
    """A part of the glossary."""

    key: str
    label: Any
    entries: tuple[Entry, ...]


def glossary(user: Any, *, wanted: str = "", group: str = "") -> list[Group]:
    """The published words by group, those that hold the words asked for; four queries, however many there are."""
    terms = list(Term.objects.visible_to(user).published().with_text().prefetch_related("pieces"))
    pieces = list(published_for(user))
    entries: dict[str, list[Entry]] = {}
    for term in terms:
        if (not group or term.group == group) and _holds(term, wanted):
            used_in = tuple(piece for piece in pieces if uses(term, piece))
            entries.setdefault(term.group, []).append(Entry(term, used_in))
    return [Group(one.value, one.label, tuple(entries[one])) for one in TermGroup if one in entries]


def terms_of(piece: Advice, user: Any) -> list[Term]:
    """The words that a piece uses, in the order of the glossary."""
    terms = Term.objects.visible_to(user).published().with_text().prefetch_related("pieces")
    return [term for term in terms if uses(term, piece)]


def uses(term: Term, piece: Advice) -> bool:
    """Whether the piece, as it is published, is about the word."""
    if any(one.pk == piece.pk for one in term.pieces.all()):
        return True
    text, word = piece.current, words().get(term.slug)
    if text is None or term.current is None:
        return False
    if word is not None and (word.level or word.strength):
        return word.level == text.level or word.strength == text.strength
    return term.group in LOOKED_FOR and stands_in(term.current.name_nb, text.wording)


def stands_in(name: str, wording: str) -> bool:
    """Whether a word stands in a wording by itself, inflected or not: never as a part of a longer one."""
    endings = _ENDINGS_AFTER_ER if name.casefold().endswith("er") else _ENDINGS
    return re.search(rf"(?<![\w-]){re.escape(name)}(?:{endings})?(?![\w-])", wording, re.IGNORECASE) is not None


def _holds(term: Term, wanted: str) -> bool:
    """Whether the word, in any of the three languages, or its meaning in the reader's has all that is asked for."""
    text = term.current
    if text is None:
        return False
    haystack = " ".join([text.name_nb, text.name_nn, text.name_en, text.definition]).casefold()
    return all(one in haystack for one in _parts(wanted))


def _parts(wanted: str) -> Iterable[str]:
    return wanted.casefold().split()
