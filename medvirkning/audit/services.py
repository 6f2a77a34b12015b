"""Recording who looked, and erasing what is no longer to be kept."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import structlog
from django.apps import apps
from django.db import models, transaction

from medvirkning.audit import erasers, erasure_list
from medvirkning.audit.contexts import context, current
from medvirkning.audit.enums import AccessClass
from medvirkning.audit.erasure_list import Line
from medvirkning.audit.models import AccessLog, Erasure
from medvirkning.audit.tracking import History

logger = structlog.get_logger(__name__)

ERASED = "erased"


def log_access(
    *, actor: Any, subjects: Iterable[models.Model], access_class: AccessClass | str, view: str
) -> list[AccessLog]:
    """Record that an account looked at the personal data of some people, one row each, in one statement."""
    known = current() or {}
    rows = [
        AccessLog(
            actor_id=getattr(actor, "pk", None),
            subject_model=subject._meta.label,
            subject_pk=subject.pk,
            access_class=AccessClass(access_class),
            view=view,
            request_id=str(known.get("request", "")),
        )
        for subject in subjects
    ]
    return AccessLog.objects.bulk_create(rows)


def history_model(model: type[models.Model]) -> Any:
    """The history of a model, or None when it isn't tracked. Its class is made at run time: no checker knows it."""
    field = next((f for f in model._meta.related_objects if f.get_accessor_name() == "history"), None)
    if field is None or not issubclass(field.related_model, History):
        return None
    return field.related_model


def empty_history(*, model: type[models.Model], pks: Iterable[int]) -> int:
    """Empty the personal values in the history of some records; the digests stay, so the daily chain verifies."""
    history = history_model(model)
    if history is None or not history.personal_fields:
        return 0
    rows = history.objects.filter(pgh_obj_id__in=list(pks), payload__isnull=False)
    return rows.update(payload=None, salt=None)


def erase_relations(*, person: models.Model, which: Iterable[erasers.Eraser]) -> int:
    """Let the rows that point at a person go or be emptied, each by its eraser. Gives how many history rows forgot.

    What was deleted before has left its history: where rows go with the person, that is emptied too.
    """
    rows = 0
    for eraser in which:
        related = eraser.model
        touched = set(eraser.act(related._base_manager.filter(**{eraser.field: person})))
        if eraser.act is erasers.delete:
            touched |= _once_pointed_at(person, related, eraser.field)
        rows += empty_history(model=related, pks=touched)
    return rows


def _once_pointed_at(person: models.Model, model: type[models.Model], field: str) -> set[int]:
    """Keys of the rows, there or not, whose history still tells something of the person."""
    history = history_model(model)
    if history is None or not history.personal_fields:
        return set()
    rows = history.objects.filter(**{f"{field}_id": person.pk}, payload__isnull=False)
    return set(rows.values_list("pgh_obj_id", flat=True))


@transaction.atomic
def erase_person(*, actor: Any, person: models.Model, rule: str) -> Erasure:
    """Erase a person: every relation by its registered eraser, then the person's own fields, then the histories.

    What is left is the count without the name. The act itself is recorded, without a name.
    """
    model = type(person)
    own = erasers.own_fields(model)
    with context(actor=actor, reason=f"erase: {rule}"):
        rows = erase_relations(person=person, which=erasers.of(model))
        own(person)
        rows += empty_history(model=model, pks=[person.pk])
        return _noted(actor=actor, record=person, rule=rule, history_rows=rows)


@transaction.atomic
def erase_named(*, actor: Any, record: models.Model, rule: str, act: Callable[[], None]) -> Erasure:
    """Erase somebody whom a record names, and who has neither account nor person here. `act` does it.

    How it is done again after a restore is told by `erased_again` for the record's model.
    """
    with context(actor=actor, reason=f"erase: {rule}"):
        act()
        return _noted(
            actor=actor, record=record, rule=rule, history_rows=empty_history(model=type(record), pks=[record.pk])
        )


def _noted(*, actor: Any, record: models.Model, rule: str, history_rows: int) -> Erasure:
    """The act itself is recorded, without a name."""
    label = record._meta.label
    erasure = Erasure.objects.create(
        subject_model=label,
        subject_pk=record.pk,
        rule=rule,
        history_rows=history_rows,
        actor_pk=getattr(actor, "pk", None),
    )
    erasure_list.note(_line_of(erasure))
    logger.info("person_erased", model=label, pk=record.pk, rule=rule, history_rows=history_rows)
    return erasure


# How a person of one kind is erased again; else by `erase_person` alone.
EraseAgain = Callable[[Any, str], None]
_again: dict[str, EraseAgain] = {}


def erased_again(label: str, act: EraseAgain) -> None:
    """Say what else belongs to erasing a person of this kind (`app.Model`): sessions, messages, roles."""
    _again[label.lower()] = act


def _line_of(erasure: Erasure) -> Line:
    return Line(erasure.at, ERASED, erasure.subject_model, erasure.subject_pk, erasure.rule)


def _erasures() -> Iterator[Line]:
    yield from (_line_of(erasure) for erasure in Erasure.objects.order_by("at", "pk").iterator())


def _erase_again(line: Line) -> bool:
    """Unless the record isn't there, was erased since, or is another one that was given the key later."""
    model = apps.get_model(line.model)
    person = model._base_manager.filter(pk=line.pk).first()
    since = Erasure.objects.since(line.at).filter(subject_model=line.model, subject_pk=line.pk)
    if person is None or since.exists() or _made_after(person, line):
        return False
    act = _again.get(model._meta.label_lower)
    if act is not None:
        act(person, line.what)
    else:
        erase_person(actor=None, person=person, rule=line.what)
    return True


def _made_after(record: models.Model, line: Line) -> bool:
    """A restore gives keys out again that the list speaks of: whoever has one by now was never erased."""
    history = history_model(type(record))
    if history is None:
        return False
    return bool(history.objects.filter(pgh_obj_id=record.pk, pgh_label="insert", pgh_created_at__gt=line.at).exists())


erasure_list.register(erasure_list.Source(kind=ERASED, lines=_erasures, again=_erase_again))
