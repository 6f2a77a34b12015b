"""What becomes of each relation to a person when the person is erased.

A model that stands for a person is declared by `person`; every key that points at it gets an
eraser by `register`. `missing` lists those without one, and a test fails on them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from medvirkning.audit.tracking import History

# Takes the rows that point at the person; gives the keys of those whose history is to be emptied too.
Act = Callable[[models.QuerySet], Iterable[int]]
EmptyPerson = Callable[[models.Model], None]


class UnknownPersonError(LookupError):
    """The model is not declared as one that stands for a person."""


@dataclass(frozen=True)
class Eraser:
    """What to do with the rows of `model` whose `field` points at the erased person."""

    label: str
    field: str
    act: Act
    why: str

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    @property
    def name(self) -> str:
        return f"{self.label}.{self.field}"


_people: dict[str, EmptyPerson] = {}
_erasers: dict[str, Eraser] = {}


def person(label: str, *, empty: EmptyPerson) -> None:
    """Declare a model that stands for a person, and how its own fields are emptied. `label` is `app.Model`."""
    _people[label.lower()] = empty


def register(relation: str, act: Act, *, why: str) -> None:
    """Say what becomes of a relation to a person, named `app.Model.field`, and why."""
    label, field = relation.rsplit(".", 1)
    _erasers[relation.lower()] = Eraser(label=label, field=field, act=act, why=why)


def delete(rows: models.QuerySet) -> list[int]:
    """The rows go, and what their history says of the person."""
    pks = list(rows.values_list("pk", flat=True))
    rows.delete()
    return pks


def keep(rows: models.QuerySet) -> list[int]:
    """The rows stay: they hold a key whose name is gone, and nothing else of the person."""
    return []


def blank(**values: object) -> Act:
    """The rows stay as counts; the named fields get these values, and their history is emptied."""

    def act(rows: models.QuerySet) -> list[int]:
        pks = list(rows.values_list("pk", flat=True))
        rows.model._base_manager.filter(pk__in=pks).update(**values)
        return pks

    return act


def people() -> list[type[models.Model]]:
    """The models that stand for a person."""
    return [apps.get_model(label) for label in _people]


def own_fields(model: type[models.Model]) -> EmptyPerson:
    """How the fields of a person's own record are emptied."""
    try:
        return _people[model._meta.label_lower]
    except KeyError:
        raise UnknownPersonError(model._meta.label) from None


def relations(model: type[models.Model]) -> Iterator[str]:
    """Every key that points at a model, tables behind many-to-many fields included.

    Histories are left out: they are emptied with what they record.
    """
    for other in apps.get_models(include_auto_created=True):
        if issubclass(other, History) or other._meta.proxy or not other._meta.managed:
            continue
        for field in other._meta.local_fields:
            points = field.remote_field is not None and field.related_model is model
            if points and not getattr(field.remote_field, "parent_link", False):
                yield f"{other._meta.label}.{field.name}"


def of(model: type[models.Model]) -> list[Eraser]:
    """The erasers of a person's relations, in the order they were registered."""
    wanted = {name.lower() for name in relations(model)}
    return [eraser for name, eraser in _erasers.items() if name in wanted]


def missing() -> list[str]:
    """Relations to a person that nobody has said what becomes of."""
    return sorted(name for model in people() for name in relations(model) if name.lower() not in _erasers)
