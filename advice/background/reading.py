"""The background as its pages show it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from advice.background.enums import Section
from advice.background.models import Article
from advice.catalogue.models import Advice
from advice.catalogue.querysets import advice_for, published_for


@dataclass(frozen=True)
class Strength:
    """A piece with what its «skal» or «bør» rests on, as far as that is published."""

    piece: Advice
    legal_basis: str


def of_sections(user: Any, *sections: Section) -> dict[str, list[Article]]:
    """The published texts of each section in their order, each with the pieces it bears on. Three queries in all."""
    found: dict[str, list[Article]] = {section.value: [] for section in sections}
    articles = Article.objects.visible_to(user).published().filter(edition__is_main=True, section__in=sections)
    pieces = advice_for(user).published().select_related("edition")
    for article in (
        articles.select_related("current", "edition")
        .order_by("position", "pk")
        .prefetch_related(Prefetch("pieces", queryset=pieces))
    ):
        found[article.section].append(article)
    return found


def of_piece(user: Any, piece: Advice) -> list[tuple[str, list[Article]]]:
    """What the Centre has tied to a piece, by section in their order."""
    tied = (
        Article.objects.visible_to(user).published().filter(pieces=piece).select_related("current", "edition")
    ).order_by("position", "pk")
    by_section: dict[str, list[Article]] = {}
    for article in tied:
        by_section.setdefault(article.section, []).append(article)
    return [(str(section.label), by_section[section]) for section in Section if section in by_section]


def strengths(user: Any) -> list[Strength]:
    """The main edition's pieces with strength and legal basis."""
    pieces = published_for(user).filter(edition__is_main=True)
    return [Strength(piece, piece.current.legal_basis if piece.current else "") for piece in pieces]
