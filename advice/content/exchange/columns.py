"""How a text stands in a row of a sheet: a column for each field its reader sees, in bokmål whoever downloads it.

The first columns say which text the row is, the last one what it was downloaded from.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from advice.content.kinds import ContentKind, all_kinds

YES, NO = "ja", "nei"
# As spreadsheets write a ticked cell.
AS_TRUE, AS_FALSE = frozenset({YES, "yes", "true"}), frozenset({NO, "no", "false", ""})


_ORIGIN = re.compile(r"(\d{1,9})(?: med utkast (\d{1,9}))? · [0-9a-f]{8}")


class UnknownValueError(ValueError):
    """A cell that is none of the column's values; the message says which are."""


@dataclass(frozen=True)
class Origin:
    """What a row was downloaded from: the published version's number, 0 without one, and the saves of a draft."""

    number: int
    draft: int = 0

    @classmethod
    def of(cls, record: Any) -> "Origin":
        draft = record.current_draft
        return cls(record.current.number if record.current else 0, draft.version if draft else 0)

    def as_cell(self, key: tuple[str, ...]) -> str:
        """«2 med utkast 5 · 1f0c9a3e»: with check digits, so that what is changed by hand is found."""
        text = f"{self.number} med utkast {self.draft}" if self.draft else str(self.number)
        return f"{text} · {salted_hmac('advice.content.exchange', repr((*key, text))).hexdigest()[:8]}"

    @classmethod
    def from_cell(cls, text: str, key: tuple[str, ...]) -> "Origin":
        """Raises `UnknownValueError` where the cell is not as it was downloaded."""
        found = _ORIGIN.fullmatch(text)
        origin = cls(int(found[1]), int(found[2] or 0)) if found else None
        if origin is None or not constant_time_compare(origin.as_cell(key), text):
            raise UnknownValueError(_("Cella er endret. La den stå slik den var da du lastet ned fila."))
        return origin


@dataclass(frozen=True)
class Column:
    """A field of a text."""

    name: str
    heading: str
    field: Any

    def as_cell(self, version: models.Model) -> str:
        """The value as the sheet has it."""
        value = getattr(version, self.name)
        if isinstance(self.field, models.BooleanField):
            return YES if value else NO
        if self.field.choices:
            return dict(_choices(self.field)).get(value, "")
        return "" if value is None else even(str(value))

    def from_cell(self, text: str, record: Any) -> Any:
        """What the form of the text takes for a cell. Raises `UnknownValueError`."""
        if isinstance(self.field, models.BooleanField):
            return _yes_or_no(text)
        if self.field.choices:
            return _chosen(text, {label: value for value, label in _choices(self.field)})
        if self.field.is_relation:
            return _chosen(text, self._related(record)) if text else ""
        return text

    def _related(self, record: Any) -> dict[str, Any]:
        """What the field may point at, by name: only what belongs to the record's own edition."""
        rows = self.field.related_model._default_manager.all()
        if hasattr(record, "edition_id"):
            rows = rows.filter(edition=record.edition_id)
        return {even(str(row)): str(row.pk) for row in rows}


@dataclass(frozen=True)
class Sheet:
    """The texts of one kind."""

    kind: ContentKind

    @cached_property
    def name(self) -> str:
        with translation.override("nb"):
            return str(self.kind.label).lower()

    @cached_property
    def keys(self) -> dict[str, str]:
        """What names a record, with the headings."""
        with translation.override("nb"):
            return {path: self._key_heading(path) for path in self.kind.key_fields}

    def _key_heading(self, path: str) -> str:
        # «adresse» is also what a text's own link is called.
        if path == "slug":
            return _("navn i adressen")
        return str(self.kind.model._meta.get_field(path.split("__", maxsplit=1)[0]).verbose_name)  # type: ignore[union-attr]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        version: Any = self.version_model
        with translation.override("nb"):
            return tuple(
                Column(name, str(version._meta.get_field(name).verbose_name), version._meta.get_field(name))
                for name in version.content_fields
            )

    @cached_property
    def version_heading(self) -> str:
        with translation.override("nb"):
            return _("versjon (ikke endre)")

    @property
    def headings(self) -> list[str]:
        return [*self.keys.values(), *(column.heading for column in self.columns), self.version_heading]

    @property
    def version_model(self) -> Any:
        model: Any = self.kind.model
        return model._meta.get_field("current").related_model

    def records(self, user: Any) -> Iterator[Any]:
        """The texts of the sheet, in their order, each with what is published and its draft."""
        model: Any = self.kind.model
        drafts = {draft.of_id: draft for draft in self.version_model.objects.drafts()}
        for record in model.objects.visible_to(user).select_related("current").order_by(*model._meta.ordering):
            record.current_draft = drafts.get(record.pk)
            yield record

    def base_of(self, record: Any, origin: Origin | None) -> Any:
        """The text that a row was downloaded from; where that is gone or not told, what is there now."""
        if origin is None or origin.draft or origin.number == 0:
            return text_now(record)
        if record.current is not None and record.current.number == origin.number:
            return record.current
        return self.version_model.objects.filter(of=record, number=origin.number).first() or text_now(record)

    def key_of(self, record: Any) -> tuple[str, ...]:
        return tuple(str(_follow(record, path)) for path in self.keys)


def sheets() -> list[Sheet]:
    """A sheet for each kind of text."""
    return [Sheet(kind) for kind in all_kinds()]


def text_now(record: Any) -> Any:
    """What is worked on: the draft, else what is published."""
    return record.current_draft or record.current


def even(text: str) -> str:
    """A text with one kind of line break, as files and forms differ in them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _follow(record: Any, path: str) -> Any:
    for part in path.split("__"):
        record = getattr(record, part)
    return record


def _choices(field: Any) -> list[tuple[Any, str]]:
    with translation.override("nb"):
        return [(value, str(label)) for value, label in field.flatchoices]


def _yes_or_no(text: str) -> bool:
    wanted = text.strip().casefold()
    if wanted not in AS_TRUE | AS_FALSE:
        raise UnknownValueError(_("Skriv «ja» eller «nei»."))
    return wanted in AS_TRUE


def _chosen(text: str, values: dict[str, Any]) -> Any:
    folded = {label.casefold(): value for label, value in values.items()}
    found = folded.get(text.strip().casefold())
    if found is None:
        raise UnknownValueError(_("Ukjent verdi. Velg en av disse: %(values)s.") % {"values": ", ".join(values)})
    return found
