"""The catalogues of translations: collect the texts, compile the catalogues, check that they are complete.

The texts in the code are the bokmål ones. Babel reads and writes the catalogues, so GNU gettext is not needed;
Django's own template reader finds the texts, so they are those that `makemessages` would find.
"""

import argparse
import io
import os
import sys
from collections.abc import Iterator
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
                yield place, templatize(path.read_text(), origin=str(place))


def update() -> int:
    """Bring every catalogue up to date with the texts; translations no longer used are dropped."""
    template = collect()
    for language in LANGUAGES:
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            with path.open("rb") as file:
                catalogue = read_po(file, locale=language)
            libraries = [message for message in catalogue if _is_of_a_library(message)]
            catalogue.update(template, no_fuzzy_matching=True, keep_user_comments=True)
            for message in libraries:
                catalogue[message.id] = message
        else:
            catalogue = Catalog(locale=language, project="medvirkning", charset="utf-8", fuzzy=False)
            catalogue.update(template)
        catalogue.fuzzy = False
        with path.open("wb") as file:
            write_po(file, catalogue, omit_header=False, ignore_obsolete=True, sort_by_file=True, width=119,
                     include_lineno=False)  # fmt: skip
        print(f"{path.relative_to(CHECKOUT)}: {len(catalogue)} texts")
    return 0


def _is_of_a_library(message: Message) -> bool:
    """A text of a library that the portal fills in is marked by a comment, for it is in no source of ours."""
    return any("library" in comment for comment in message.user_comments)


def compile_all() -> int:
    """Write the .mo beside each .po, whole or not at all."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parent.parent.name)
        side = path.with_suffix(".mo.new")
        with side.open("wb") as file:
            write_mo(file, catalogue)
        side.replace(path.with_suffix(".mo"))
    return 0


def check() -> int:
    """Fail on a text that a complete language lacks, and on a translation whose placeholders differ."""
    template = collect()
    faults = 0
    for language in LANGUAGES:
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        if not path.exists():
            print(f"{language}: no catalogue", file=sys.stderr)
            faults += 1
            continue
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        for message in template:
            if not message.id or language not in MUST_BE_COMPLETE:
                continue
            own = catalogue.get(message.id, message.context)
            strings = [own.string] if own and isinstance(own.string, str) else list(own.string) if own else []
            if own is None or own.fuzzy or not strings or not all(strings):
                print(f"{language}: not translated: {message.id!r} ({message.locations[0][0]})", file=sys.stderr)
                faults += 1
        for message in catalogue:
            for error in message.check(catalogue):
                print(f"{language}: {message.id!r}: {error}", file=sys.stderr)
                faults += 1
    return 1 if faults else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("act", choices=["update", "compile", "check"])
    return {"update": update, "compile": compile_all, "check": check}[parser.parse_args().act]()


if __name__ == "__main__":
    sys.exit(main())
