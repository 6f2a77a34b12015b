"""What the titles of the overview's charts say: the finding in a sentence, each figure a link where there is a list.

Only what is shown is spoken of. Differences between parts are said as they stand, never as more than these units.
"""

from collections.abc import Callable
from decimal import Decimal
from operator import itemgetter

from django.utils.translation import gettext as _

from advice.overview.figures import Overview, PartRow, Parts, PieceRow
from advice.overview.querysets import USED
from advice.overview.suppression import REGION
from medvirkning.web.linked import Linked, Number, Words
from medvirkning.web.numbers import format_percent

Address = Callable[..., str]


def of_pieces(overview: Overview, to: Address) -> Words:
    """«Råd 3 er mest i bruk (78 %), råd 9 minst (21 %)»."""
    shares = [(share, row) for row in overview.rows if (share := _share(row)) is not None]
    if len(shares) < 2:
        return _("Hvor mange som bruker hvert råd")
    (low, least), (high, most) = min(shares, key=itemgetter(0)), max(shares, key=itemgetter(0))
    if low == high:
        return Linked(_("Alle rådene er like mye i bruk (%(share)s)"), {"share": Number(format_percent(low, 0))})
    return Linked(
        _("Råd %(most)s er mest i bruk (%(high)s), råd %(least)s minst (%(low)s)"),
        {
            "most": Number(str(most.piece.of.number)),
            "high": Number(format_percent(high, 0), to(piece=most.piece.of.number, step=USED)),
            "least": Number(str(least.piece.of.number)),
            "low": Number(format_percent(low, 0), to(piece=least.piece.of.number, step=USED)),
        },
    )


def of_steps(overview: Overview, to: Address) -> Words:
    """«Rådene er for det meste eller helt i bruk i 41 % av svarene»."""
    share = overview.share
    if share.per_cent is None:
        return _("Hvor langt enhetene er kommet")
    numbers = {"share": Number(format_percent(share.per_cent, 0), to())}
    return Linked(_("I %(share)s av svarene er rådet for det meste eller helt i bruk"), numbers)


def of_parts(parts: Parts, label: Callable[[str], str], to: Address) -> Words:
    """«Rådene er mest i bruk i Helse Vest (48 %), minst i Helse Nord (31 %)»."""
    shares = [(value, row) for row in parts.rows if (value := _part_share(row)) is not None]
    if len(shares) < 2:
        return _("Hvor mye rådene er i bruk, råd for råd")
    (low, least), (high, most) = min(shares, key=itemgetter(0)), max(shares, key=itemgetter(0))
    if low == high:
        return _("Rådene er like mye i bruk overalt der tallene kan vises")
    in_places = _("Rådene er mest i bruk i %(most)s (%(high)s), minst i %(least)s (%(low)s)")
    by_kind = _("Mest i bruk: %(most)s (%(high)s). Minst: %(least)s (%(low)s)")
    return Linked(
        in_places if parts.trait == REGION else by_kind,
        {
            "most": Number(label(most.value)),
            "high": Number(format_percent(high, 0), to(most.group)),
            "least": Number(label(least.value)),
            "low": Number(format_percent(low, 0), to(least.group)),
        },
    )


def _share(row: PieceRow) -> Decimal | None:
    return row.now.share.per_cent if row.now else None


def _part_share(row: PartRow) -> Decimal | None:
    return row.share.per_cent if row.share else None
