"""`history_of`: what happened to a record, told for the history tab."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import formats, timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from medvirkning.audit.services import history_model

# What every record has and nobody reads a history for.
UNTOLD = {"id", "version", "created_at", "updated_at"}
ERASED = object()


@dataclass(frozen=True)
class Change:
    """One field that changed. Empty text stands for no value."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class HistoryEntry:
    """One act on a record: when, by whom, and what changed."""

    at: datetime.datetime
    label: str
    who: str
    reason: str = ""
    changes: list[Change] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What was done, in one word."""
        return {
            "insert": pgettext("history", "Opprettet"),
            "update": pgettext("history", "Endret"),
            "delete": pgettext("history", "Slettet"),
        }.get(self.label, self.label)


def history_of(obj: models.Model, *, fields: Iterable[str] | None = None, limit: int = 200) -> list[HistoryEntry]:
    """What happened to a record, newest first. `fields` names those the reader may see (all).

    Takes four queries at most besides one for each kind of record that changed fields point at.
    """
    model = type(obj)._meta.concrete_model or type(obj)
    history = history_model(model)
    if history is None:
        raise TypeError(f"{model.__name__} is not tracked")
    rows = list(
        history.objects.filter(pgh_obj_id=obj.pk).select_related("pgh_context").order_by("-pgh_id")[: limit + 1]
    )
    told = [f for f in model._meta.concrete_fields if _is_told(f, history, fields)]
    names = _Names(told, history, rows)
    actors = _actors(rows)
    entries: list[HistoryEntry] = []
    for row, before in zip(rows, [*rows[1:], None], strict=True):
        if len(entries) == limit:
            break
        entries.append(
            HistoryEntry(
                at=row.pgh_created_at,
                label=row.pgh_label,
                who=_who(row, actors),
                reason=str(row.pgh_context.metadata.get("reason", "")),
                changes=[] if row.pgh_label == "delete" else _changes(told, names, row, before),
            )
        )
    return [entry for entry in entries if entry.changes or entry.label != "update"]


def _is_told(model_field: models.Field, history: Any, wanted: Iterable[str] | None) -> bool:
    if model_field.name in UNTOLD or (wanted is not None and model_field.name not in set(wanted)):
        return False
    kept = {f.name for f in history._meta.concrete_fields} | set(history.personal_fields)
    return model_field.name in kept


def _value(model_field: models.Field, row: Any) -> Any:
    """What a history row says of a field, `ERASED` when that is gone."""
    if model_field.name in row.personal_fields:
        # JSON gave the value back as text; the field knows its own kind.
        return ERASED if row.payload is None else model_field.to_python(row.payload.get(model_field.name))
    return getattr(row, model_field.attname)


def _changes(told: list[models.Field], names: "_Names", row: Any, before: Any) -> list[Change]:
    changes = []
    for model_field in told:
        new = _value(model_field, row)
        old = _value(model_field, before) if before is not None else None
        if new == old or (before is None and new in (None, "", [])):
            continue
        label = str(model_field.verbose_name)
        changes.append(
            Change(
                field=label[:1].upper() + label[1:], old=names.show(model_field, old), new=names.show(model_field, new)
            )
        )
    return changes


def _actors(rows: list[Any]) -> dict[int, str]:
    keys = {row.pgh_context.metadata.get("actor") for row in rows} - {None}
    users = get_user_model()._base_manager.filter(pk__in=keys)
    return {user.pk: str(user) for user in users}


def _who(row: Any, actors: dict[int, str]) -> str:
    known = row.pgh_context.metadata
    if (actor := known.get("actor")) is not None:
        return actors.get(actor, _("Slettet konto"))
    if known.get("token"):
        return _("API-nøkkel")
    if known.get("command") or known.get("task"):
        return _("Systemet")
    return _("Ikke innlogget")


def _day(value: datetime.date) -> str:
    """«3. februar 2026», in English «3 February 2026»."""
    return formats.date_format(value, "j F Y" if (get_language() or "nb").startswith("en") else "j. F Y")


class _Names:
    """What values are called on screen; records that keys point at are read once per kind."""

    def __init__(self, told: list[models.Field], history: Any, rows: list[Any]) -> None:
        keys: dict[Any, set[Any]] = defaultdict(set)
        for model_field in told:
            if model_field.is_relation:
                keys[model_field.related_model] |= {_value(model_field, row) for row in rows} - {None, ERASED}
        self.records: dict[Any, dict[Any, Any]] = {
            model: model._base_manager.in_bulk(list(pks)) for model, pks in keys.items() if pks
        }

    def show(self, model_field: models.Field, value: Any) -> str:
        if value is ERASED:
            return pgettext("history", "slettet")
        if value is None or value == "":
            return ""
        if model_field.is_relation:
            record = self.records.get(model_field.related_model, {}).get(value)
            return str(record) if record is not None else pgettext("history", "slettet")
        base = getattr(model_field, "base_field", model_field)
        choices = dict(base.flatchoices or ())
        if isinstance(value, list):
            return ", ".join(str(choices.get(item, item)) for item in value)
        if value in choices:
            return str(choices[value])
        if isinstance(value, bool):
            return _("ja") if value else _("nei")
        if isinstance(value, datetime.datetime):
            return f"{_day(timezone.localtime(value))} {timezone.localtime(value):%H:%M}"
        if isinstance(value, datetime.date):
            return _day(value)
        return str(value)
