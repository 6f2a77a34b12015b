"""Pieces of advice as PDF: tagged (PDF/UA-1), in the reader's language, set by typst from data alone.

What the Centre has written in CommonMark is taken apart here, so that the template builds no markup from text.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.core.cache import caches
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markdown_it.tree import SyntaxTreeNode

from advice.catalogue import reading, rich_text
from advice.catalogue.models import Advice, Edition
from medvirkning.web.dates import format_date

TEMPLATE = Path(settings.BASE_DIR) / "templates" / "advice" / "catalogue" / "advice.typ"
KEPT = 24 * 60 * 60
SECTIONS = ("practical_steps", "elaboration", "rationale", "legal_basis", "references")


def of_piece(piece: Advice) -> bytes:
    """One piece."""
    text: Any = piece.current
    return _written(piece.edition, [piece], title=f"{piece}: {text.wording}", description=text.wording)


def of_edition(edition: Edition, pieces: Sequence[Advice], *, chosen: str = "") -> bytes:
    """The pieces of an edition, each on a page of its own; `chosen` says how they were chosen."""
    return _written(edition, pieces, title=edition.title, description=edition.title, chosen=chosen)


def _written(edition: Edition, pieces: Sequence[Advice], *, title: str, description: str, chosen: str = "") -> bytes:
    """The same data gives the same file: it is set once a day, however often it is asked for."""
    first: Any = pieces[0].current
    data = {
        "title": title,
        "title_language": first.language,
        "description": description,
        "author": settings.MEDVIRKNING_BODY_NAME or _("Medvirkning"),
        "keywords": [edition.field],
        "language": (get_language() or settings.LANGUAGE_CODE)[:2],
        "footer": edition.title,
        "chosen": _("Utvalg: %(filters)s.") % {"filters": chosen} if chosen else "",
        "lede": _("%(number)s faglige råd for %(field)s.") % {"number": len(pieces), "field": edition.field},
        "words": {
            "page": _("Side"),
            "of": _("av"),
            "published": _("Publisert her:"),
            "unstated": _("Ikke oppgitt i kilden"),
        },
        "pieces": [_piece(piece) for piece in pieces],
    }
    source = json.dumps(data, ensure_ascii=False, sort_keys=True)
    key = f"advice.pdf:{hashlib.sha256(source.encode() + TEMPLATE.read_bytes()).hexdigest()}"
    known: bytes | None = caches["volatile"].get(key)
    if known is not None:
        return known
    moment = max(piece.current.published_at for piece in pieces)
    made: bytes = typst.compile(
        TEMPLATE,
        format="pdf",
        sys_inputs={"data": source},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=int(moment.timestamp()),
    )
    caches["volatile"].set(key, made, KEPT)
    return made


def _piece(piece: Advice) -> dict[str, Any]:
    text: Any = piece.current
    unstated = _("Ikke oppgitt i kilden")
    parts = {name: _parts(text, name) for name in SECTIONS}
    written = reading.written_parts(text)
    return {
        "name": _("Råd %(number)s") % {"number": piece.number},
        "strength": capfirst(text.get_strength_display()),
        "level": capfirst(text.get_level_display()),
        "language": text.language,
        "wording": text.wording,
        "facts": [
            {"label": label, "value": capfirst(value) or unstated, "stated": bool(value)}
            for label, value in (
                (_("Rettet til"), text.addressee),
                (_("Gjelder"), text.population),
            )
        ]
        + [
            {
                "label": _("Kapittel"),
                "value": text.chapter.title if text.chapter else _("Ikke satt"),
                "stated": text.chapter is not None,
            }
        ],
        "sections": [{"heading": _heading(text, name), "parts": parts[name]} for name in SECTIONS if parts[name]],
        "unstated": ", ".join(_heading(text, name) for name in SECTIONS if not parts[name]),
        "quoted": _("Ordlyden er sitert fra:") if text.source else _("Kilden til ordlyden er ikke oppgitt."),
        "source": f"{'. '.join(part for part in (text.source, text.source_place) if part)}." if text.source else "",
        "version": _("Versjon %(number)s, publisert %(day)s.")
        % {"number": text.number, "day": format_date(text.published_at)},
        "written": _("Skrevet av Senter for brukermedvirkning: %(parts)s.") % {"parts": written} if written else "",
        "published_url": text.published_url or piece.edition.published_url,
    }


def _heading(text: Any, name: str) -> str:
    return capfirst(str(text._meta.get_field(name).verbose_name))


def _parts(text: Any, name: str) -> list[dict[str, Any]]:
    """A part of the text, taken apart; the practical steps are a list, one a line."""
    if name == "practical_steps":
        return [{"kind": "list", "items": [_blocks(step) for step in text.steps]}] if text.steps else []
    return _blocks(getattr(text, name))


def _blocks(text: str) -> list[dict[str, Any]]:
    return [found for node in SyntaxTreeNode(rich_text.tokens_of(text)).children for found in _block(node)]


def _block(node: SyntaxTreeNode) -> list[dict[str, Any]]:
    inner = [found for child in node.children for found in _block(child)] if node.type != "inline" else []
    match node.type:
        case "paragraph":
            return [{"kind": "paragraph", "parts": _inlines(node.children[0])}]
        case "heading":
            return [{"kind": "heading", "parts": _inlines(node.children[0])}]
        case "bullet_list":
            return [{"kind": "list", "items": _items(node)}]
        case "ordered_list":
            return [{"kind": "numbers", "start": int(node.attrs.get("start", 1)), "items": _items(node)}]
        case "blockquote":
            return [{"kind": "quote", "parts": inner}]
        case "fence" | "code_block":
            return [{"kind": "paragraph", "parts": [{"kind": "text", "text": node.content}]}]
    return inner


def _items(node: SyntaxTreeNode) -> list[list[dict[str, Any]]]:
    return [[found for child in item.children for found in _block(child)] for item in node.children]


def _inlines(node: SyntaxTreeNode) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for child in node.children:
        match child.type:
            case "text" | "code_inline":
                found.append({"kind": "text", "text": child.content})
            case "softbreak":
                found.append({"kind": "text", "text": " "})
            case "hardbreak":
                found.append({"kind": "break"})
            case "strong" | "em":
                found.append({"kind": child.type, "parts": _inlines(child)})
            case "link" if str(child.attrs["href"]).startswith(("http://", "https://", "mailto:")):
                found.append({"kind": "link", "to": str(child.attrs["href"]), "parts": _inlines(child)})
            case _:
                found += _inlines(child)
    return found
