"""`history_of`: what happened to a record, told for the history tab.

One act is one history context: a request, an import, a command. It is told once, whatever it wrote: the record, what
it consists of (an event and the involvement it was logged with), and its parts, which rooms register here:

    audit.register_part(WorkItem, audit.Part(Responsibility, by="work_item", label=_("Svarer for arbeidet")))
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from medvirkning.audit.history_words import Names, capitalised, label_of, told_fields, value_of
from medvirkning.audit.services import history_model

__all__ = ["Change", "HistoryEntry", "Part", "history_of", "history_of_part", "register_part"]


@dataclass(frozen=True)
class Change:
    """One thing that changed. Empty text stands for no value."""

    field: str
    old: str
    new: str


@dataclass
class HistoryEntry:
    """One act on a record: when, by whom, and what changed."""

    at: datetime.datetime
    who: str
    actor: Any = None
    label: str = "update"
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


@dataclass(frozen=True)
class Part:
    """Tracked rows that belong to a record by the key `by`, and are told as part of it.

    With `link` the rows are a set (subject areas, a team): what the key `link` points at is told from → to.
    """

    model: type[models.Model]
    by: str
    label: str | Promise
    link: str = ""


_parts: dict[type[models.Model], list[Part]] = {}


def register_part(model: type[models.Model], part: Part) -> None:
    """Tell these rows in the model's history; the same rows again replace what was said."""
    others = [one for one in _parts.get(model, []) if one.model is not part.model]
    _parts[model] = [*others, part]


def history_of(
    *records: models.Model,
    fields: Iterable[str] | None = None,
    leave_out: Iterable[str] = (),
    without: Iterable[type[models.Model]] = (),
    limit: int = 200,
) -> list[HistoryEntry]:
    """What happened to records that are read as one, newest act first.

    `fields` names those the reader may see (all), `leave_out` those the page says anyhow, `without` the parts that it
    tells elsewhere (`history_of_part`). Takes a query for each kind of record and of part, and one for each kind of
    record that changed fields point at.
    """
    wanted = None if fields is None else set(fields)
    tellings = [_Telling(record, wanted, set(leave_out), limit) for record in records]
    if wanted is None:
        elsewhere = set(without)
        tellings += [
            _Telling(record, None, {part.by}, limit, part)
            for record in records
            for part in _parts.get(type(record), [])
            if part.model not in elsewhere
        ]
    return _told(tellings, limit)


def history_of_part(record: models.Model, model: type[models.Model], *, limit: int = 200) -> list[HistoryEntry]:
    """What happened to one kind of a record's parts alone, newest act first."""
    parts = [part for part in _parts.get(type(record), []) if part.model is model]
    return _told([_Telling(record, None, {part.by}, limit, part) for part in parts], limit)


def _told(tellings: Sequence["_Telling"], limit: int) -> list[HistoryEntry]:
    names, acts = Names(), _Acts(tellings)
    for telling in tellings:
        names.want(telling.told, telling.rows)
    for telling in tellings:
        telling.tell(acts, names)
    return acts.newest_first()[:limit]


class _Acts:
    """The acts by their context, filled by one kind of record after the other."""

    def __init__(self, tellings: Sequence["_Telling"]) -> None:
        contexts = [row.pgh_context.metadata for telling in tellings for row in telling.rows]
        keys = {metadata.get("actor") for metadata in contexts} - {None}
        users = get_user_model()._base_manager.filter(pk__in=keys)
        self._actors = {user.pk: str(user) for user in users}
        self._entries: dict[Any, HistoryEntry] = {}

    def of(self, row: Any) -> HistoryEntry:
        known = row.pgh_context.metadata
        if row.pgh_context_id not in self._entries:
            self._entries[row.pgh_context_id] = HistoryEntry(
                at=row.pgh_created_at,
                who=self._who(known),
                actor=known.get("actor"),
                reason=str(known.get("reason", "")),
            )
        return self._entries[row.pgh_context_id]

    def newest_first(self) -> list[HistoryEntry]:
        told = [entry for entry in self._entries.values() if entry.changes or entry.label != "update"]
        return sorted(told, key=lambda entry: entry.at, reverse=True)

    def _who(self, known: dict[str, Any]) -> str:
        if (actor := known.get("actor")) is not None:
            return self._actors.get(actor, _("Slettet konto"))
        if known.get("token"):
            return _("API-nøkkel")
        if known.get("command") or known.get("task"):
            return _("Systemet")
        return _("Ikke innlogget")


class _Telling:
    """The history rows of one record, or of one kind of its parts, newest first."""

    def __init__(
        self, record: models.Model, wanted: set[str] | None, leave_out: set[str], limit: int, part: Part | None = None
    ) -> None:
        self.record, self.part = record, part
        self.model: Any = part.model if part else (type(record)._meta.concrete_model or type(record))
        history = history_model(self.model)
        if history is None:
            raise TypeError(f"{self.model.__name__} is not tracked")
        which = {part.by: record.pk} if part else {"pgh_obj_id": record.pk}
        rows = history.objects.filter(**which).select_related("pgh_context").order_by("-pgh_id")
        # One more than is told: what the oldest one changed is seen against the one before.
        self.rows = list(rows[: limit + 1])
        if part and part.link:
            self.told: list[Any] = [self.model._meta.get_field(part.link)]
        else:
            self.told = [
                one for one in told_fields(self.model, history, leave_out) if wanted is None or one.name in wanted
            ]

    def tell(self, acts: _Acts, names: Names) -> None:
        if self.part and self.part.link:
            self._tell_set(acts, names)
            return
        for _key, rows in groupby(sorted(self.rows, key=_key_of), key=_key_of):
            self._tell_record(list(rows), acts, names)

    def _tell_record(self, rows: list[Any], acts: _Acts, names: Names) -> None:
        """Each act's last row against the last one of the act before."""
        by_act = [list(group) for _context, group in groupby(rows, key=lambda row: row.pgh_context_id)]
        for index, group in enumerate(by_act):
            before = by_act[index + 1][0] if index + 1 < len(by_act) else None
            labels = {row.pgh_label for row in group}
            label = "delete" if "delete" in labels else "insert" if "insert" in labels else "update"
            if label == "update" and before is None:
                # Cut off by the limit: against what it changed is not known.
                continue
            entry = acts.of(group[0])
            if self.part:
                self._tell_part(entry, names, label, group[0], before)
                continue
            if label != "update" and entry.label == "update":
                entry.label = label
            if label != "delete":
                entry.changes += self._changes(names, group[0], before, entry)

    def _changes(self, names: Names, row: Any, before: Any, entry: HistoryEntry) -> list[Change]:
        found = []
        for model_field in self.told:
            new = value_of(model_field, row)
            old = value_of(model_field, before) if before is not None else None
            if new == old or (before is None and self._goes_without_saying(model_field, new, entry)):
                continue
            shown = names.show(model_field, old), names.show(model_field, new)
            if shown[0] != shown[1]:
                found.append(Change(label_of(model_field), *shown))
        return found

    @staticmethod
    def _goes_without_saying(model_field: models.Field, value: Any, entry: HistoryEntry) -> bool:
        """Of a new record: what is empty or not ticked, and that its maker made it."""
        if value in (None, "", [], False):
            return True
        is_account = model_field.is_relation and model_field.related_model is get_user_model()
        return is_account and value == entry.actor

    def _tell_part(self, entry: HistoryEntry, names: Names, label: str, row: Any, before: Any) -> None:
        part: Any = self.part
        if label == "update":
            name = self._name(names, row)
            entry.changes += [
                Change(f"{part.label} {name}: {one.field.lower()}", one.old, one.new)
                for one in self._changes(names, row, before, entry)
            ]
            return
        text = self._in_words(names, row, entry)
        old, new = (text, "") if label == "delete" else ("", text)
        entry.changes.append(Change(str(part.label), old, new))

    def _name(self, names: Names, row: Any) -> str:
        return names.show(self.told[0], value_of(self.told[0], row))

    def _in_words(self, names: Names, row: Any, entry: HistoryEntry) -> str:
        """«Avdeling for helse (fra: 1. januar 2026)»."""
        rest = [
            f"{one.verbose_name!s}: {names.show(one, value_of(one, row))}"
            for one in self.told[1:]
            if not self._goes_without_saying(one, value_of(one, row), entry)
        ]
        name = self._name(names, row)
        return f"{name} ({'; '.join(rest)})" if rest else name

    def _tell_set(self, acts: _Acts, names: Names) -> None:
        """Read backwards from what the set holds now, so that what it held before its history began is told too."""
        part: Any = self.part
        model_field = self.told[0]
        now = set(self.model._base_manager.filter(**{part.by: self.record.pk}).values_list(part.link, flat=True))
        for _context, group in groupby(self.rows, key=lambda row: row.pgh_context_id):
            rows, after = list(group), set(now)
            for row in rows:
                key = getattr(row, model_field.attname)
                now = now - {key} if row.pgh_label == "insert" else now | {key}
            if now != after:
                shown = [
                    _listed(names.record(model_field.related_model, key) for key in keys) for keys in (now, after)
                ]
                acts.of(rows[0]).changes.append(Change(capitalised(str(part.label)), *shown))


def _key_of(row: Any) -> int:
    return row.pgh_obj_id


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
