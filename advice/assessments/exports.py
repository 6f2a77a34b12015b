"""A record as it is shown and downloaded: read from the record alone, in the reader's language."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from advice.assessments.enums import IN_USE, Score
from advice.assessments.words import DOES_NOT_KNOW, NOT_ANSWERED, is_gap
from advice.catalogue.enums import Strength

Record = dict[str, Any]


def in_language(words: dict[str, str] | None) -> str:
    """A text that is kept in every language, in the reader's."""
    if not words:
        return ""
    return words.get(get_language() or "nb") or words.get("nb", "")


def title_of(record: Record) -> str:
    """«Fjord DPS 2026»."""
    return f"{in_language(record['subject']['names'])} {record['year']}"


def score_of(record: Record, key: str, *, none: Any = NOT_ANSWERED) -> str:
    """A score in the words that the scale had."""
    found = next((one["words"] for one in record["scale"] if one["key"] == key), None)
    return in_language(found) if found else str(none)


def groups_of(record: Record) -> list[dict[str, Any]]:
    """The pieces as the page groups them: `skal` that are not in use, `bør` that are not, in use, not relevant."""
    pieces = record["pieces"]
    gaps = [one for one in pieces if is_gap(one["score"])]
    shall = [one for one in gaps if one["strength"]["key"] == Strength.SHALL]
    return [
        {"key": "shall", "title": _("«Skal» som ikke var på plass"), "pieces": shall},
        {"key": "should", "title": _("«Bør» som ikke var på plass"), "pieces": [o for o in gaps if o not in shall]},
        {"key": "in-use", "title": _("I bruk"), "pieces": [one for one in pieces if one["score"] in IN_USE]},
        {
            "key": "not-relevant",
            "title": _("Ikke relevant"),
            "pieces": [one for one in pieces if one["score"] == Score.NOT_RELEVANT],
        },
    ]


def rows_of(record: Record) -> Iterator[list[Any]]:
    """A row for each piece, heading first."""
    yield [
        pgettext("assessment", "Enhet"),
        _("År"), _("Mal"), _("Råd"), _("Ordlyd"), _("Styrke"), _("Nivå"), _("Vurdering"), _("Begrunnelse"),
        _("Kommentar"), _("Praktiske grep på plass"), _("Dokumentasjon"), _("Representantenes vurdering"), _("Tiltak"),
    ]  # fmt: skip
    for piece in record["pieces"]:
        yield [
            in_language(record["subject"]["names"]),
            record["year"],
            record["template"]["number"],
            piece["number"],
            piece["wording"],
            in_language(piece["strength"]["words"]),
            in_language(piece["level"]["words"]),
            score_of(record, piece["score"]),
            piece["not_relevant_reason"],
            piece["comment"],
            " | ".join(step["text"] for step in piece["steps"] if step["done"]),
            " | ".join(_evidence(one) for one in piece["evidence"]),
            " | ".join(
                f"{one['label']}: {score_of(record, one['score'], none=DOES_NOT_KNOW)}"
                for one in piece["representatives"]
            ),
            " | ".join(
                f"{one['text']} ({one['owner']}, {one['due_on']}, {in_language(one['state']['words'])})"
                for one in piece["actions"]
            ),
        ]


def _evidence(one: Record) -> str:
    """What it shows and where it is read, where the reader may."""
    return f"{one['label']} ({one['address']})" if one["address"] else str(one["label"])
