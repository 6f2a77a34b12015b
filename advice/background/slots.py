"""What the background says on the catalogue's pages: what bears on a piece, and the way to all of it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from advice.background.models import Article, ArticlePiece
from advice.background.reading import of_piece
from advice.background.views import LABELS
from advice.catalogue.models import Advice, Edition
from medvirkning import audit
from medvirkning.web import slots
from medvirkning.web.slots import Fragment

audit.register_part(Article, audit.Part(ArticlePiece, by="article", label=_("Råd"), link="advice"))


def background_of_piece(request: HttpRequest, piece: Advice) -> Fragment | None:
    """The texts that the Centre has tied to a piece, and what is not set. The pages are the main edition's."""
    tied = of_piece(request.user, piece)
    pages = _pages() if piece.edition.is_main else []
    return Fragment("advice/background/_of_piece.html", {"tied": tied, "pages": pages}) if tied or pages else None


def background_of_edition(request: HttpRequest, edition: Edition) -> Fragment | None:
    """The pages about where the main edition comes from."""
    if not edition.is_main:
        return None
    return Fragment("advice/background/_pages.html", {"pages": _pages()})


def _pages() -> list[tuple[Any, str]]:
    return [(label, reverse(f"background:{name}")) for name, label in LABELS.items()]


slots.register("advice.detail", background_of_piece, order=50)
slots.register("advice.list", background_of_edition, order=50)
