"""Texts that have no business on a page in a language, as far as the catalogues can tell."""

import re
from functools import cache
from pathlib import Path

import allauth
import django
import polib

from medvirkning.local.places import CHECKOUT

NORWEGIAN = ("nb", "nn")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-zA-Z]|%[a-zA-Z]|\{\w*\}")
TAG = re.compile(r"</?\w+[^>]*>")
# Their catalogues of another language hold all that the libraries may say in English.
LIBRARIES = (
    Path(django.__file__).parent / "conf/locale/de/LC_MESSAGES/django.mo",
    Path(django.__file__).parent / "contrib/auth/locale/de/LC_MESSAGES/django.mo",
    Path(django.__file__).parent / "contrib/admin/locale/de/LC_MESSAGES/django.mo",
    Path(allauth.__file__).parent / "locale/de/LC_MESSAGES/django.mo",
)


class Foreign:
    """The texts of other languages: those of the code where the language says something else, English of libraries."""

    def __init__(self, language: str) -> None:
        own = polib.mofile(str(CHECKOUT / f"locale/{language}/LC_MESSAGES/django.mo"))
        said = {_plain(text) for entry in own for text in (entry.msgstr, *entry.msgstr_plural.values())}
        ours = {_plain(text) for entry in own for text in (entry.msgid, entry.msgid_plural)}
        texts: set[str] = set()
        if language != "nb":
            for entry in own.translated_entries():
                texts |= {_plain(entry.msgid), _plain(entry.msgid_plural)}
        else:
            said |= ours
        if language in NORWEGIAN:
            texts |= _english_of_libraries() - ours
        texts = {text for text in texts - said if len(text) > 2 and any(letter.isalpha() for letter in text)}
        self._whole = {text for text in texts if not PLACEHOLDER.search(text)}
        self._patterns = [_pattern(text) for text in texts - self._whole if len(_words(text)) > 1]

    def among(self, texts: list[str], *, data: set[str]) -> set[str]:
        """Those of the texts that are of another language; `data` is what people wrote."""
        left = set(texts) - data
        found = left & self._whole
        return found | {text for text in left if any(pattern.fullmatch(text) for pattern in self._patterns)}


@cache
def _english_of_libraries() -> set[str]:
    entries = [entry for path in LIBRARIES for entry in polib.mofile(str(path))]
    return {_plain(text) for entry in entries for text in (entry.msgid, entry.msgid_plural)}


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d]{2,}", TAG.sub(" ", PLACEHOLDER.sub(" ", text)))


def _pattern(text: str) -> re.Pattern[str]:
    pieces = (re.escape(piece) for piece in PLACEHOLDER.split(text.replace("%%", "%")))
    return re.compile(".+?".join(pieces))
