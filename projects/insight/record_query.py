"""Which figure a list of records stands behind, read from its address."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from projects.departments.models import Department
from projects.insight.selection import Selection
from projects.shares import dimensions, figures, rule
from projects.shares.enums import Dimension
from projects.shares.querysets import CountedWorkQuerySet


class UnknownFigureError(ValueError):
    """The address names no figure."""


@dataclass(frozen=True)
class RecordQuery:
    """A figure: measure, and what narrows it beside year, kind and scope."""

    selection: Selection
    measure: str
    dimension: str
    value: str
    to_date: datetime.date | None
    succeeded: tuple[str, ...]
    rule_version: int | None

    def records(self, department: Department) -> CountedWorkQuerySet:
        """Exactly the counted rows behind the figure."""
        having = dimensions.condition(self.dimension, self.value) if self.dimension else None
        return figures.records(
            self.selection.year,
            department.code,
            self.measure,
            kind=self.selection.kind,
            scope=self.selection.scope,
            to_date=self.to_date,
            succeeded=self.succeeded,
            having=having,
            rule_version=self.rule_version,
        )


def read(query: QueryDict, selection: Selection, known: Mapping[str, Department]) -> RecordQuery:
    """Raises `UnknownFigureError` for a measure, dimension, value, day or department that there isn't."""
    measure = query.get("maal") or "with_any"
    if measure not in rule.MEASURES and measure != rule.WITHOUT_ANY.name:
        raise UnknownFigureError(measure)
    dimension, value = query.get("dimensjon", ""), query.get("verdi", "")
    if dimension and dimension not in Dimension.values:
        raise UnknownFigureError(dimension)
    if dimension == Dimension.DEGREE and value != dimensions.UNKNOWN and value not in set("01234"):
        raise UnknownFigureError(value)
    succeeded = tuple(query.getlist("med"))
    if not set(succeeded) <= set(known):
        raise UnknownFigureError(", ".join(succeeded))
    version = query.get("regel", "")
    if version and not (version.isdecimal() and len(version) < 5):
        raise UnknownFigureError(version)
    return RecordQuery(
        selection=selection,
        measure=measure,
        dimension=dimension,
        value=value,
        to_date=_day(query.get("dato", ""), selection),
        succeeded=succeeded,
        rule_version=int(version) if version else None,
    )


def _day(text: str, selection: Selection) -> datetime.date | None:
    if not text:
        return None
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError as error:
        raise UnknownFigureError(text) from error
    if day.year != selection.year:
        raise UnknownFigureError(text)
    return day
