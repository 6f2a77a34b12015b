"""Changing the catalogue itself: editions, their chapters, and new pieces. Texts are changed by `advice.content`."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from advice.catalogue.models import Advice, AdviceVersion, Chapter, Edition
from medvirkning.accounts.models import User
from medvirkning.web.refusals import NotAllowedError, RefusedError

# Moved out of the way while the order is written anew: a place is held once.
ASIDE = 10_000


class CatalogueRefusedError(RefusedError):
    """What was asked of the catalogue would take something from what is published."""


@transaction.atomic
def add_piece(*, actor: User, edition: Edition, number: int) -> Advice:
    """A new piece without a text: nobody but the Centre sees it until its first version is published.

    Raises `NotAllowedError` and `CatalogueRefusedError`.
    """
    _demand(actor)
    Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.pieces.filter(number=number).exists():
        raise CatalogueRefusedError(_("Utgaven har alt et råd med det nummeret."), field="number")
    piece = Advice(edition=edition, number=number)
    piece.full_clean()
    piece.save()
    return piece


def next_number(edition: Edition) -> int:
    """The number after the last one."""
    last = edition.pieces.order_by("-number").first()
    return last.number + 1 if last else 1


@transaction.atomic
def add_edition(*, actor: User, texts: Mapping[str, Any], chapters: list[str]) -> Edition:
    """A new edition beside the main one. Raises `NotAllowedError` and `ValidationError`."""
    _demand(actor)
    edition = Edition(**texts)
    edition.full_clean()
    edition.save()
    _write_chapters(edition, chapters)
    return edition


@transaction.atomic
def change_edition(*, actor: User, edition: Edition, texts: Mapping[str, Any], chapters: list[str]) -> Edition:
    """Change what an edition is called, where it is published, and its chapters.

    A chapter that a published version names keeps its title, since old versions stay as they were. Raises
    `NotAllowedError`, `CatalogueRefusedError` and `ValidationError`.
    """
    _demand(actor)
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    for name, value in texts.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    _write_chapters(locked, chapters)
    return locked


def _write_chapters(edition: Edition, titles: list[str]) -> None:
    known = {chapter.title: chapter for chapter in edition.chapters.all()}
    gone = [chapter for title, chapter in known.items() if title not in titles]
    named = AdviceVersion.objects.filter(chapter__in=gone).select_related("chapter").order_by("chapter").first()
    if named is not None:
        raise CatalogueRefusedError(
            _("Kapittelet «%(title)s» står i en versjon av et råd, og må beholde tittelen sin.")
            % {"title": named.chapter},
            field="chapters",
        )
    Chapter.objects.filter(pk__in=[chapter.pk for chapter in gone]).delete()
    edition.chapters.update(position=F("position") + ASIDE)
    for position, title in enumerate(titles, start=1):
        if title in known:
            edition.chapters.filter(pk=known[title].pk).update(position=position)
        else:
            Chapter.objects.create(edition=edition, position=position, title=title)


def _demand(actor: User) -> None:
    if not actor.has_perm("advice.edit"):
        raise NotAllowedError(_("Bare Senter for brukermedvirkning endrer rådene og det som hører til."))
