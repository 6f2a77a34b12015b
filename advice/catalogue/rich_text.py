"""What the Centre writes, as HTML: CommonMark without HTML of its own, then only the elements that are named here."""

import html

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


def to_inline_html(text: str) -> SafeString:
    """One line as HTML that may stand inside a paragraph or a label: links and emphasis, no paragraphs or lists."""
    return _cleaned(_reader.renderInline(text))


def to_text(text: str) -> str:
    """One line without its marks: the words alone."""
    return html.unescape(nh3.clean(_reader.renderInline(text), tags=set()))


def to_html(text: str) -> SafeString:
    """The text as HTML that may stand on a page."""
    tokens = tokens_of(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1:]) + HEADINGS_BEGIN_AT - 1, LOWEST_HEADING)}"
    return _cleaned(_reader.renderer.render(tokens, _reader.options, {}))


def _cleaned(markup: str) -> SafeString:
    return SafeString(
        nh3.clean(markup, tags=ELEMENTS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener").strip()
    )
