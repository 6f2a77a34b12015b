"""What the Centre writes, as HTML: CommonMark without HTML of its own, then only the elements that are named here."""

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Texts stand under a heading of the second level.
HEADINGS_BEGIN_AT = 3
LOWEST_HEADING = 6
ELEMENTS = {"p", "br", "hr", "ul", "ol", "li", "strong", "em", "blockquote", "code", "a", "h3", "h4", "h5", "h6"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_reader = MarkdownIt("commonmark", {"html": False})


def tokens_of(text: str) -> list[Token]:
    """The text taken apart, for other forms than HTML."""
    return _reader.parse(text)


def to_html(text: str) -> SafeString:
    """The text as HTML that may stand on a page."""
    tokens = tokens_of(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1:]) + HEADINGS_BEGIN_AT - 1, LOWEST_HEADING)}"
    html = _reader.renderer.render(tokens, _reader.options, {})
    return SafeString(
        nh3.clean(html, tags=ELEMENTS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener").strip()
    )
