"""The catalogues: complete, in step with the texts, and never in the way of the bokmål text (docs/adr/0001)."""

import importlib
import importlib.util
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import polib
import pytest
from babel.messages.catalog import Catalog, Message
from django.utils import translation
from django.utils.translation import gettext, ngettext, npgettext, pgettext

from projects.involvement.reference_data import FORMS
from projects.work.reference_data import COMMISSION_SOURCES, EXEMPTION_REASONS, PRODUCT_TYPES

CHECKOUT = Path(__file__).resolve().parent.parent
# Words of English that are no words of Norwegian. The languages name themselves.
ENGLISH = re.compile(
    r"\b(the|and|your|you|not|with|this|that|have|has|are|please|from|must|cannot|when)\b", re.IGNORECASE
)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|<[^>]+>")


@pytest.fixture(scope="module")
def texts() -> Catalog:
    return script().collect()


@pytest.fixture
def messages(texts: Catalog, tmp_path: Path) -> ModuleType:
    """scripts/messages.py with catalogues of its own, which a test may spoil. The texts are collected once."""
    module = script()
    module.collect = lambda: texts  # type: ignore[attr-defined]
    shutil.copytree(CHECKOUT / "locale", tmp_path / "locale")
    module.LOCALE = tmp_path / "locale"  # type: ignore[attr-defined]
    return module


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages_script", CHECKOUT / "scripts" / "messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def written(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def test_every_text_is_translated(messages: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.check() == 0, capsys.readouterr().err


def test_collecting_the_texts_again_changes_nothing(messages: ModuleType) -> None:
    messages.update()
    before = {path: path.read_bytes() for path in messages.LOCALE.rglob("*.po")}
    messages.update()
    assert {path: path.read_bytes() for path in messages.LOCALE.rglob("*.po")} == before


def test_a_text_in_a_template_is_found_whatever_stands_around_it(tmp_path: Path) -> None:
    page = tmp_path / "templates" / "page.html"
    page.parent.mkdir()
    page.write_text(
        '<p>\n      {% if a %}"{% translate "Prøve én" %}\n  it\'s {# x #}{% endif %}{{ b|default:_("Prøve to") }}\n'
        "{% blocktranslate count n=c trimmed %}\n  {{ n }} prøve\n {% plural %}\n  {{ n }} prøver\n"
        '{% endblocktranslate %}{% translate "Prøve tre" context "sted" %}'
    )
    messages = script()
    messages.CHECKOUT = tmp_path  # type: ignore[attr-defined]
    found = {(message.context, message.id) for message in written(messages.collect())}
    assert found == {
        (None, "Prøve én"),
        (None, "Prøve to"),
        (None, ("%(n)s prøve", "%(n)s prøver")),
        ("sted", "Prøve tre"),
    }


def lacking(catalogue: str) -> str:
    return catalogue.replace('msgid "Lagre"\nmsgstr "Save"', 'msgid "Lagre"\nmsgstr ""')


def unknown(catalogue: str) -> str:
    return catalogue.replace('msgid "Lagre"\nmsgstr "Save"\n', "")


def half_plural(catalogue: str) -> str:
    return catalogue.replace('msgstr[1] "%(n)s users"', 'msgstr[1] ""')


def fuzzy(catalogue: str) -> str:
    return catalogue.replace('msgid "Lagre"\nmsgstr', '#, fuzzy\nmsgid "Lagre"\nmsgstr')


def other_placeholder(catalogue: str) -> str:
    return catalogue.replace('msgstr "Page %(number)s of %(total)s"', 'msgstr "Page %(number)s"')


def left_over(catalogue: str) -> str:
    return catalogue + '\nmsgid "En tekst ingen bruker"\nmsgstr "A text that nobody uses"\n'


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lacking, "en: not translated: 'Lagre'"),
        (unknown, "en: not translated: 'Lagre'"),
        (half_plural, "en: not translated: ('%(n)s bruker', '%(n)s brukere')"),
        (fuzzy, "en: not translated: 'Lagre'"),
        (other_placeholder, "en: other placeholders"),
        (left_over, "en: no longer used: 'En tekst ingen bruker'"),
    ],
)
def test_the_check_fails_on(
    messages: ModuleType, capsys: pytest.CaptureFixture[str], spoil: Callable[[str], str], says: str
) -> None:
    path = messages.LOCALE / "en" / "LC_MESSAGES" / "django.po"
    good = path.read_text()
    spoilt = spoil(good)
    assert spoilt != good
    path.write_text(spoilt)
    assert messages.check() == 1
    assert says in capsys.readouterr().err


def test_bokmal_is_shown_as_it_is_written(texts: Catalog) -> None:
    """A text that a library has as an English key would be shown in the library's words."""
    other = []
    with translation.override("nb"):
        for message in written(texts):
            if isinstance(message.id, str):
                shown = pgettext(message.context, message.id) if message.context else gettext(message.id)
                bokmal = message.id
            else:
                one, many = message.id
                shown = npgettext(message.context, one, many, 2) if message.context else ngettext(one, many, 2)
                bokmal = many
            if shown != bokmal:
                other.append((bokmal, shown))
    assert other == []


def test_no_text_of_ours_is_english(texts: Catalog) -> None:
    ours = [
        text for message in written(texts) for text in ([message.id] if isinstance(message.id, str) else message.id)
    ]
    assert [text for text in ours if ENGLISH.search(PLACEHOLDER.sub("", text))] == []


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_each_text_of_a_library_is_still_one(messages: ModuleType, language: str) -> None:
    """Packages change their texts; a translation of one that is gone would stay here unseen."""
    theirs: set[str] = set()
    for package, known in (
        ("django.conf", "en"),
        ("django.contrib.auth", "en"),
        ("allauth", "en"),
        ("django_filters", "da"),
        ("django_tables2", "en"),
    ):
        folder = Path(str(importlib.import_module(package).__file__)).parent
        theirs.update(
            entry.msgid for entry in polib.pofile(str(folder / "locale" / known / "LC_MESSAGES" / "django.po"))
        )
    catalogue = polib.pofile(str(messages.LOCALE / language / "LC_MESSAGES" / "django.po"))
    filled = [entry.msgid for entry in catalogue if entry.tcomment.startswith("library")]
    assert filled
    assert [text for text in filled if text not in theirs] == []


@pytest.mark.parametrize("rows", [FORMS, PRODUCT_TYPES, COMMISSION_SOURCES, EXEMPTION_REASONS])
def test_each_value_has_a_name_in_every_language(rows: list[dict[str, object]]) -> None:
    assert rows
    assert [row["code"] for row in rows if not (row["name_nb"] and row["name_nn"] and row["name_en"])] == []
