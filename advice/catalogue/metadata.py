"""What machines read about a page: schema.org as JSON-LD, and Dublin Core.

Only what is known is said: a publisher where the installation names its body, dates from the versions themselves.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from advice.catalogue import addresses
from advice.catalogue.models import Advice, Edition
from advice.catalogue.reading import last_changed

# A guideline is no creative work in schema.org, so it is said to be both: dates and language are a work's.
GUIDELINE = ["MedicalGuideline", "CreativeWork"]
RECOMMENDATION = ["MedicalGuidelineRecommendation", "CreativeWork"]


@dataclass(frozen=True)
class Metadata:
    """What stands in the head of a page: its one address, Dublin Core as pairs, and data in JSON-LD."""

    canonical: str
    language: str
    dublin_core: tuple[tuple[str, str], ...]
    json_ld: dict[str, Any]
    description: str = ""


def of_edition(edition: Edition, pieces: Iterable[Advice], *, page: str = "list") -> Metadata:
    """An edition with its pieces."""
    rows = list(pieces)
    address = absolute(addresses.of_edition(edition, page))
    changed = last_changed(rows)
    language = _texts(rows)[0].language if rows else settings.LANGUAGE_CODE
    data = {
        "@context": "https://schema.org",
        "@type": GUIDELINE,
        "@id": absolute(addresses.of_edition(edition)),
        "url": address,
        "name": edition.title,
        "about": edition.field,
        "inLanguage": language,
        "dateModified": changed.isoformat() if changed else None,
        "isBasedOn": edition.published_url or None,
        "publisher": _publisher(),
        "hasPart": [_piece(piece) for piece in rows],
    }
    return Metadata(
        canonical=address,
        language=language,
        dublin_core=_dublin_core(edition.title, language, changed, address, edition.source, "Collection"),
        json_ld=known(data),
        description=_("Hva tjenestene skal og bør gjøre for at brukere og pårørende får medvirke: %(field)s.")
        % {"field": edition.field},
    )


def of_piece(piece: Advice) -> Metadata:
    """A piece as it is in force; an older version's page names the same."""
    text: Any = piece.current
    address = absolute(addresses.of_piece(piece))
    edition = {
        "@type": GUIDELINE,
        "@id": absolute(addresses.of_edition(piece.edition)),
        "name": piece.edition.title,
    }
    data = {"@context": "https://schema.org", **_piece(piece), "isPartOf": edition, "publisher": _publisher()}
    return Metadata(
        canonical=address,
        language=text.language,
        dublin_core=_dublin_core(text.wording, text.language, text.published_at, address, text.source, "Text"),
        json_ld=known(data),
        description=text.wording,
    )


def of_page(
    *,
    title: str,
    path: str,
    kind: str,
    texts: Iterable[Any] = (),
    changed: datetime.datetime | None = None,
    source: str = "",
    parts: Mapping[str, Any] | None = None,
) -> Metadata:
    """Another public page, in the reader's language. `kind` is its type in schema.org, `parts` what it holds.

    It was changed when the newest of its published `texts` was, else when `changed` says.
    """
    changed = max((text.published_at for text in texts), default=changed)
    address, language = absolute(path), get_language() or settings.LANGUAGE_CODE
    data = {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": address,
        "url": address,
        "name": title,
        "inLanguage": language,
        "dateModified": changed.isoformat() if changed else None,
        "publisher": _publisher(),
        **(parts or {}),
    }
    return Metadata(
        canonical=address,
        language=language,
        dublin_core=_dublin_core(title, language, changed, address, source, "Text"),
        json_ld=known(data),
    )


def _piece(piece: Advice) -> dict[str, Any]:
    text: Any = piece.current
    address = absolute(addresses.of_piece(piece))
    return known(
        {
            "@type": RECOMMENDATION,
            "@id": address,
            "url": address,
            "position": piece.number,
            "name": str(piece),
            "text": text.wording,
            # In the words of the source; they say what the piece is worth.
            "recommendationStrength": {"shall": "skal", "should": "bør"}[text.strength],
            "audience": {"@type": "Audience", "audienceType": text.addressee} if text.addressee else None,
            "about": text.population or None,
            "inLanguage": text.language,
            "version": str(text.number),
            "dateModified": text.published_at.isoformat(),
            "isBasedOn": text.published_url or piece.edition.published_url or None,
        }
    )


def _texts(pieces: Iterable[Advice]) -> list[Any]:
    return [piece.current for piece in pieces]


def _dublin_core(
    title: str, language: str, changed: Any, address: str, source: str, kind: str
) -> tuple[tuple[str, str], ...]:
    pairs = (
        ("DC.title", title),
        ("DC.language", language),
        ("DC.publisher", settings.MEDVIRKNING_BODY_NAME),
        ("DC.date", changed.date().isoformat() if changed else ""),
        ("DC.identifier", address),
        ("DC.source", source),
        ("DC.type", kind),
        ("DC.format", "text/html"),
    )
    return tuple(pair for pair in pairs if pair[1])


def _publisher() -> dict[str, str] | None:
    name = settings.MEDVIRKNING_BODY_NAME
    return {"@type": "Organization", "name": name} if name else None


def known(data: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {name: value for name, value in data.items() if value not in (None, "")}


def absolute(path: str) -> str:
    """The portal's own address of a page."""
    return urljoin(settings.MEDVIRKNING_ADDRESS, path)
