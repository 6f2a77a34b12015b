"""The addresses of editions and pieces: the main edition's straight under /rad/, the others' under their slug."""

from django.urls import reverse

from advice.catalogue.models import Advice, Edition


def of_edition(edition: Edition, page: str = "list") -> str:
    """A page of an edition: `list`, `all`, `all-pdf`."""
    if edition.is_main:
        return reverse(f"catalogue:{page}")
    return reverse("catalogue:edition" if page == "list" else f"catalogue:edition-{page}", args=[edition.slug])


def of_piece(piece: Advice, page: str = "detail", *more: int) -> str:
    """A page of a piece: `detail`, `versions`, `version` (with its number), `pdf`, `feedback`."""
    if piece.edition.is_main:
        return reverse(f"catalogue:{page}", args=[piece.number, *more])
    return reverse(f"catalogue:edition-{page}", args=[piece.edition.slug, piece.number, *more])
