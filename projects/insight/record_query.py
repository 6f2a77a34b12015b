"""Which figure a list of records stands behind, read from its address."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import QueryDict

from projects.departments.models import Department
from projects.insight.figures_shown import PER_CENT
from projects.insight.selection import Selection
from projects.shares import dimensions, figures, rule
from projects.shares.enums import Dimension
from projects.shares.figures import ASSIGNMENTS_ONLY
from projects.shares.querysets import CountedWorkQuerySet
from projects.work.enums import WorkKind


class UnknownFigureError(ValueError):
    """The address names no figure."""


@dataclass(frozen=True)
class Part:
    """Records as a part of what their share is taken of; `exempt` is held out of the second rate."""

    counted: int
    whole: int
    whole_measure: str
    exempt: int


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
        return self._rows(department, self.measure, self._condition)

    def part(self, department: Department) -> Part | None:
        """The two numbers that the figure's percentage is made of, in one query; None where it has none."""
        if self.measure not in PER_CENT or (self._of_assignments and self.selection.kind == WorkKind.STANDING_TASK):
            return None
        of = "with_any" if self.dimension in dimensions.OF_INVOLVEMENT else "carried_out"
        whole, counted = self._rows(department, of, None), rule.MEASURES[self.measure].q(self.to_date)
        if self._condition is not None:
            # A value of all work divides that work; one of involvement is a part of all work with involvement.
            counted &= self._condition
            whole = whole if of == "with_any" else whole.filter(self._condition)
        if self._of_assignments:
            whole = whole.filter(kind=WorkKind.ASSIGNMENT)
        numbers = whole.aggregate(
            whole=Count("pk"),
            counted=Count("pk", filter=counted),
            exempt=Count("pk", filter=rule.MEASURES["exempt"].q(self.to_date)),
        )
        return Part(whole_measure=of, **numbers)

    @property
    def kind(self) -> str:
        """The kind of the records: «all» repeats the assignments where a measure is theirs alone."""
        return WorkKind.ASSIGNMENT.value if self._of_assignments else self.selection.kind

    @property
    def _of_assignments(self) -> bool:
        return self.measure in ASSIGNMENTS_ONLY

    @property
    def _condition(self) -> Q | None:
        return dimensions.condition(self.dimension, self.value) if self.dimension else None

    def _rows(self, department: Department, measure: str, having: Q | None) -> CountedWorkQuerySet:
        return figures.records(
            self.selection.year,
            department.code,
            measure,
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
