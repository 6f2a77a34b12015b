"""What the history calls fields and values: the words of the screen, never names of columns."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

PRECISION = "_precision"
# What every record has and nobody reads a history for.
UNTOLD = {"id", "version", "created_at", "updated_at"}


class _Erased:
    """The value was erased; that there was one is all that is left."""


ERASED = _Erased()


# How a field's values are written on the pages of its room, where that is otherwise than plainly.
_written: dict[str, Callable[[Any], str]] = {}


def write_values(field: str, words: Callable[[Any], str]) -> None:
    """Say how values of a field («app.Model.field») are written; the same field again replaces it."""
    _written[field.lower()] = words


@dataclass(frozen=True)
class Coarse:
    """A date with the column that says how exactly it is known: one value, told in one line."""

    day: datetime.date | None
    precision: str


def told_fields(model: type[models.Model], history: Any, leave_out: Iterable[str] = ()) -> list[models.Field]:
    """The fields that a reader is told of: those kept that have a name in words.

    A column without one is technical (a key from a file, an order); a date's precision is told with its date.
    """
    kept = {one.name for one in history._meta.concrete_fields} | set(history.personal_fields)
    shut_out = UNTOLD | set(leave_out)
    return [
        one
        for one in model._meta.concrete_fields
        if one.name in kept
        and one.name not in shut_out
        and not getattr(one, "auto_now_add", False)
        and isinstance(getattr(one, "_verbose_name", None), Promise)
    ]


def value_of(model_field: models.Field, row: Any) -> Any:
    """What a history row says of a field, `ERASED` when that is gone."""
    if model_field.name in row.personal_fields:
        # JSON gave the value back as text; the field knows its own kind.
        return ERASED if row.payload is None else model_field.to_python(row.payload.get(model_field.name))
    value = getattr(row, model_field.attname)
    precision = getattr(row, model_field.name + PRECISION, None)
    return Coarse(value, precision) if precision is not None and value is not None else value


def label_of(model_field: models.Field) -> str:
    return capitalised(str(model_field.verbose_name))


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


class Names:
    """What values are called on screen; records that keys point at are read once per kind."""

    def __init__(self) -> None:
        self._wanted: dict[Any, set[Any]] = defaultdict(set)
        self._records: dict[Any, dict[Any, Any]] = {}

    def want(self, told: Iterable[models.Field], rows: Iterable[Any]) -> None:
        """Say beforehand which records will be named."""
        known = list(rows)
        for model_field in told:
            if model_field.is_relation:
                keys = {value_of(model_field, row) for row in known} - {None, ERASED}
                self._wanted[model_field.related_model] |= keys

    def record(self, model: Any, key: Any) -> str:
        if model not in self._records:
            self._records[model] = model._base_manager.in_bulk(list(self._wanted[model] | {key}))
        found = self._records[model].get(key)
        return capitalised(str(found)) if found is not None else pgettext("history", "slettet")

    def show(self, model_field: models.Field, value: Any) -> str:
        """A value as the pages write it; nothing for no value."""
        if value is ERASED:
            return pgettext("history", "slettet")
        if value is None or value == "":
            return ""
        if model_field.is_relation:
            return self.record(model_field.related_model, value)
        if (words := _written.get(f"{model_field.model._meta.label}.{model_field.name}".lower())) is not None:
            return words(value)
        choices = dict(getattr(model_field, "base_field", model_field).flatchoices or ())
        if isinstance(value, list):
            return capitalised(", ".join(str(choices.get(item, item)) for item in value))
        if value in choices:
            return capitalised(str(choices[value]))
        return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("Ja") if value else _("Nei")
    if isinstance(value, Coarse):
        return _coarse(value) if value.day else ""
    if isinstance(value, datetime.datetime):
        local = timezone.localtime(value)
        return f"{_day(local)}, {local:%H:%M}" if _is_english() else f"{_day(local)} kl. {local:%H.%M}"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}" if _is_english() else f"{value:%H.%M}"
    return _day(value) if isinstance(value, datetime.date) else str(value)


def _is_english() -> bool:
    return (get_language() or "nb").startswith("en")


def _day(value: datetime.date) -> str:
    """«3. februar 2026», in English «3 February 2026». Pages have `web.dates`, which lies above the history."""
    return formats.date_format(value, "j F Y" if _is_english() else "j. F Y")


def _coarse(value: Coarse) -> str:
    """«2023», «mai 2023» or the day, as much as is known."""
    day: Any = value.day
    known = {"year": "Y", "month": "F Y"}.get(value.precision)
    return formats.date_format(day, known) if known else _day(day)
