"""`track`: a model's history, written by statement-level triggers.

Ordinary fields are columns of the history model. Personal fields lie together in `payload`, with a random `salt`
and their `digest` = sha256(salt ‖ payload), so that they can be emptied later while the daily chain, which covers
the digest, still verifies. A write without a context is refused by the trigger.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import pghistory
import pgtrigger
from django.contrib.postgres.indexes import BrinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from pghistory.core import RowEvent, create_event_model
from pghistory.models import Event as HistoryBase
from pghistory.trigger import Event as HistoryTrigger

from medvirkning.audit.triggers import history_sql, protect_trigger

ModelClass = TypeVar("ModelClass", bound=type[models.Model])
RESERVED = {"payload", "salt", "digest"}


class History(HistoryBase):
    """What every history model has."""

    pgh_id = models.BigAutoField(primary_key=True)
    payload = models.JSONField(null=True, editable=False)
    salt = models.BinaryField(null=True, editable=False)
    digest = models.BinaryField(null=True, editable=False)
    # Not columns: which of the tracked model's fields lie in `payload`.
    personal_fields: Sequence[str] = ()

    class Meta:
        abstract = True
        verbose_name_plural = "history"


class Trigger(HistoryTrigger):
    """The statement-level trigger that fills a history model and demands a context."""

    level = pgtrigger.Statement

    def get_declare(self, model: Any) -> list[tuple[str, str]]:
        return [("_context", "uuid")]

    def get_func(self, model: Any) -> pgtrigger.Func:
        sql = history_sql(model, self.event_model, row=str(self.row), label=str(self.label))
        return pgtrigger.Func(self.format_sql(sql))


class _Tracker(RowEvent):
    level = pgtrigger.Statement

    def setup(self, event_model: type[History]) -> None:
        tracked: Any = event_model.pgh_tracked_model
        if self.operation == pgtrigger.Update:
            self.condition = pgtrigger.AnyChange(*_watched(tracked, event_model))
        super().setup(event_model)

    def add_event_trigger(self, event_model: type[History]) -> None:
        pgtrigger.register(
            Trigger(
                event_model=event_model,
                label=self.label,
                name=f"history_{self.label}",
                row=self.row,
                operation=self.operation,
                condition=self.condition,
            )
        )(event_model.pgh_tracked_model)


def _watched(tracked: type[models.Model], event_model: type[History]) -> list[str]:
    """The fields whose change is worth a row: all that are kept, but for time stamps that move by themselves."""
    kept = {field.name for field in event_model._meta.fields} | set(event_model.personal_fields)
    return [
        field.name
        for field in tracked._meta.concrete_fields
        if field.name in kept and not getattr(field, "auto_now", False)
    ]


def _derived(field: models.Field) -> bool:
    """Generated, sort and search columns follow from the others and are left out."""
    return isinstance(field, models.GeneratedField | SearchVectorField)


def track(
    *, personal: Sequence[str] = (), exclude: Sequence[str] = (), of: str = ""
) -> Callable[[ModelClass], ModelClass]:
    """Keep the history of a model in `<Model>History`, reached as `obj.history`.

    `personal` names the fields that identify or describe a person: they go into `payload`. `exclude` names fields
    whose values have no place in a history (passwords, sort keys). Every insert, update and delete is recorded,
    also by COPY, `bulk_create`, `update()` and raw SQL.

    `of` names the record that a part belongs to: nobody asks for the history of one part, so it is looked up by that
    record. A many-to-many relation is tracked as a part, by a proxy of its table (docs/adr/0092).
    """

    def wrap(model: ModelClass) -> ModelClass:
        # A proxy has no fields of its own.
        local_fields = (model._meta.concrete_model or model)._meta.local_fields
        names = {field.name for field in local_fields}
        if unknown := {*personal, *exclude} - names:
            raise ValueError(f"{model.__name__} has no field {', '.join(sorted(unknown))} to track")
        derived = [field.name for field in local_fields if _derived(field)]
        left_out = {*personal, *exclude, *derived}
        if taken := RESERVED & (names - left_out):
            raise ValueError(f"{model.__name__}.{', '.join(sorted(taken))}: the name is taken by the history")
        name = f"{model.__name__}History"
        create_event_model(
            model,
            _Tracker("insert", operation=pgtrigger.Insert, row="NEW"),
            _Tracker("update", operation=pgtrigger.Update, row="NEW"),
            _Tracker("delete", operation=pgtrigger.Delete, row="OLD"),
            fields=[field.name for field in local_fields if field.name not in left_out],
            base_model=History,
            model_name=name,
            obj_field=pghistory.ObjForeignKey(related_name="history", db_index=not of),
            context_field=pghistory.ContextForeignKey(null=False, db_index=False, related_name="+"),
            attrs={"personal_fields": tuple(personal)},
            meta={
                "default_permissions": (),
                "indexes": [
                    BrinIndex(fields=["pgh_created_at"], name=_index_name(model)),
                    *([models.Index(fields=[of], name=_index_name(model, "of"))] if of else []),
                ],
                "triggers": [protect_trigger()],
            },
            abstract=False,
        )
        return model

    return wrap


def _index_name(model: type[models.Model], what: str = "day") -> str:
    """Index names are unique in the whole database and have 30 characters at most."""
    digest = hashlib.sha256(model._meta.label.encode()).hexdigest()[:6]
    return f"{model.__name__.lower()[:18]}_{digest}_{what}"
