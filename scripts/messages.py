"""The catalogues of translations: collect the texts, compile the catalogues, check that they are complete.

The texts in the code are the bokmål ones. Babel reads and writes the catalogues, so GNU gettext is not needed;
Django's own template reader finds the texts, so they are those that `makemessages` would find.
"""

import argparse
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

CHECKOUT = Path(__file__).resolve().parent.parent
LOCALE = CHECKOUT / "locale"
SOURCES = ("medvirkning", "representatives", "projects", "advice", "templates")
LANGUAGES = ("nb", "nn", "en")
# Bokmål is the text itself; its catalogue holds only what libraries leave in English.
MUST_BE_COMPLETE = ("nn", "en")
# %(name)s, %s, {name} and tags.
PLACEHOLDERS = re.compile(r"%\(\w+\)[-+#0-9.]*[a-zA-Z]|%[a-zA-Z]|\{\w*\}|</?\w+[^>]*>")
HEAD = """# Texts of the portal; `make messages` collects them.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural_forms}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def collect() -> Catalog:
    """All texts of the code and the templates."""
    catalogue = Catalog(project="medvirkning", charset="utf-8", fuzzy=False)
    for path, text in _sources():
        found = extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=["Translators:"])
        for line, message, comments, context in found:
            catalogue.add(message, locations=[(str(path), line)], auto_comments=comments, context=context)
    return catalogue


def _sources() -> Iterator[tuple[Path, str]]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "django.conf.global_settings")
    for name in SOURCES:
        for path in sorted((CHECKOUT / name).rglob("*")):
            place = path.relative_to(CHECKOUT)
            if "migrations" in path.parts or not path.is_file():
                continue
            if path.suffix == ".py":
                yield place, path.read_text()
            elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
                # What stands around the texts is blanked out; its indentation would not read as Python.
                blanked = templatize(path.read_text(), origin=str(place)).splitlines()
                yield place, "\n".join(line.strip() for line in blanked)


def update() -> int:
    """Bring every catalogue up to date with the texts; translations no longer used are dropped."""
    template = collect()
    for language in LANGUAGES:
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = _read(path) if path.exists() else Catalog(locale=language)
        libraries = [message for message in catalogue if is_of_a_library(message)]
        own = template if language in MUST_BE_COMPLETE else Catalog()
        catalogue.update(own, no_fuzzy_matching=True, keep_user_comments=True)
        for message in libraries:
            catalogue[message.id] = message
        _write(path, catalogue)
        print(f"{path.relative_to(LOCALE.parent)}: {len(catalogue)} texts")
    return 0


def is_of_a_library(message: Message) -> bool:
    """A text of a library that the portal fills in is marked by a comment, for it is in no source of ours."""
    return any(comment.startswith("library") for comment in message.user_comments)


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def _write(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue. Its head names no day and no version, so a run that changes no text changes no file."""
    written = io.BytesIO()
    write_po(written, catalogue, omit_header=True, ignore_obsolete=True, sort_by_file=True, width=119,
             include_lineno=False)  # fmt: skip
    head = HEAD.format(language=catalogue.locale_identifier, plural_forms=catalogue.plural_forms)
    path.write_bytes(head.encode() + written.getvalue())


def compile_all() -> int:
    """Write the .mo beside each .po, whole or not at all."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        side = path.with_suffix(".mo.new")
        with side.open("wb") as file:
            write_mo(file, _read(path))
        side.replace(path.with_suffix(".mo"))
    return 0


def check() -> int:
    """Say what is wrong with the catalogues, and fail when anything is."""
    template = collect()
    faults = [fault for language in LANGUAGES for fault in _faults(language, template)]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _faults(language: str, template: Catalog) -> Iterator[str]:
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        yield f"{language}: no catalogue"
        return
    catalogue = _read(path)
    if language in MUST_BE_COMPLETE:
        for message in template:
            own = catalogue.get(message.id, message.context) if message.id else message
            if message.id and (own is None or own.fuzzy or not all(_texts(own.string))):
                yield f"{language}: not translated: {message.id!r} ({message.locations[0][0]})"
    for message in catalogue:
        if not message.id:
            continue
        in_use = language in MUST_BE_COMPLETE and template.get(message.id, message.context) is not None
        if not in_use and not is_of_a_library(message):
            yield f"{language}: no longer used: {message.id!r}"
        for error in message.check(catalogue):
            yield f"{language}: {message.id!r}: {error}"
        for source, translation in zip(_texts(message.id), _texts(message.string), strict=False):
            if translation and _kept(source) != _kept(translation):
                yield f"{language}: other placeholders, tags or outer spaces: {source!r} and {translation!r}"


def _texts(string: str | Iterable[str]) -> list[str]:
    return [string] if isinstance(string, str) else list(string)


def _kept(text: str) -> tuple[list[str], str, str]:
    """What a translation must keep: placeholders and tags in any order, and the space at both ends."""
    return sorted(PLACEHOLDERS.findall(text)), text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("act", choices=["update", "compile", "check"])
    return {"update": update, "compile": compile_all, "check": check}[parser.parse_args().act]()


if __name__ == "__main__":
    sys.exit(main())
