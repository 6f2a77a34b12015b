"""`{% load advice %}`: texts that the Centre has written, and data about a page for machines."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString

from advice.background.notes import place_and_note
from advice.catalogue import addresses, reading, rich_text
from advice.catalogue.models import Advice, AdviceVersion
from advice.catalogue.naming import name_of_piece

register = template.Library()

# What could end a script's element, or be read as markup; the same as in Django's `json_script`.
_AS_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.filter("rich_text")
def as_rich_text(value: str | None) -> SafeString:
    """Paragraphs, lists, links, emphasis and headings from the third level down."""
    return rich_text.to_html(value or "")


@register.filter
def json_ld(value: Any) -> SafeString:
    """Data for `<script type="application/ld+json">`, whatever the texts in it hold."""
    return SafeString(json.dumps(value, ensure_ascii=False).translate(_AS_ESCAPES))


register.filter(place_and_note)
register.filter(name_of_piece)


@register.filter
def parts(version: AdviceVersion) -> list[reading.TextPart]:
    """The parts of a piece's text."""
    return reading.parts_of(version)


@register.filter
def written_parts(version: AdviceVersion) -> str:
    """The parts that the Centre has written beside the quoted wording."""
    return reading.written_parts(version)


@register.filter
def piece_url(piece: Advice, page: str = "detail") -> str:
    """A page of a piece; its edition must be read with it."""
    return addresses.of_piece(piece, page)
