"""What a piece is called where pieces of several editions may stand side by side."""

from advice.catalogue.models import Advice


def name_of_piece(piece: Advice) -> str:
    """«Råd 3», with the edition before it where it is not the main one. Needs the edition."""
    return str(piece) if piece.edition.is_main else f"{piece.edition.title}: {piece}"
