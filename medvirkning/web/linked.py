"""Sentences with figures in them, each figure a link to what is behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Number:
    """A figure as it is read, and the address it leads to, if any."""

    text: str
    url: str = ""

    @property
    def html(self) -> SafeString:
        return format_html('<a href="{}">{}</a>', self.url, self.text) if self.url else escape(self.text)


@dataclass(frozen=True)
class Linked:
    """`pattern` is translated text with a `%(name)s` for each figure. As a string it is plain words."""

    pattern: str
    numbers: Mapping[str, Number]

    def __str__(self) -> str:
        return self.pattern % {name: number.text for name, number in self.numbers.items()}

    @property
    def html(self) -> SafeString:
        words = escape(self.pattern) % {name: number.html for name, number in self.numbers.items()}
        return mark_safe(words)  # noqa: S308 - the pattern and each figure are escaped


Words = str | Promise | Linked


def html_of(words: Words) -> str | Promise:
    """What a template shows: figures as links where there are any, else the words as they are."""
    return words.html if isinstance(words, Linked) else words


def paragraph(sentences: Iterable[Words]) -> SafeString:
    """Sentences after each other, as a template shows them."""
    return format_html_join(" ", "{}", ((html_of(sentence),) for sentence in sentences))
