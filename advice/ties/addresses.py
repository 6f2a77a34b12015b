"""Where the ties of a piece are listed."""

from django.urls import reverse

from advice.catalogue.models import Advice


def work_of(piece: Advice) -> str:
    """The list of the work that serves a piece."""
    if piece.edition.is_main:
        return reverse("ties:work", args=[piece.number])
    return reverse("ties:edition-work", args=[piece.edition.slug, piece.number])
