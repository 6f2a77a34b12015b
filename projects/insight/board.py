"""A dashboard put together: what is read, and what is shown of it."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from medvirkning.accounts.models import User
from medvirkning.web.charts import BarChart, LineChart
from projects.departments.models import Department
from projects.insight import addresses, comparison, figures_shown, lifts, querysets, split_tables, to_do
from projects.insight.figures_shown import Hero, MeasureGroup
from projects.insight.selection import Selection
from projects.insight.split_tables import SplitTable
from projects.insight.to_do import ToDoGroup
from projects.shares.enums import Scope
from projects.shares.figures import Figures, ShareRow


@dataclass(frozen=True)
class Board:
    """What the template of a dashboard shows."""

    row: ShareRow
    hero: Hero
    target: Decimal | None
    target_url: str
    kinds: tuple[tuple[str, str], ...]
    measures: tuple[MeasureGroup, ...]
    to_do: tuple[ToDoGroup, ...]
    compared: BarChart | None
    trend: LineChart
    splits: tuple[SplitTable, ...]
    rule_version: int
    preliminary: bool
    computed_at: datetime.datetime | None


def build(user: User, found: Figures, department: Department, selection: Selection, language: str) -> Board:
    """`found` holds the tree with targets and the years needed; this reads the day last year, splits and to-do."""
    code, version = department.code, found.version_of(selection.year)
    rows = {row.kind: row for row in found.rows(selection.year, department=code, scopes=[selection.scope])}
    row = rows[selection.kind]
    divided = querysets.splits(_departments(found, department, selection), selection, version, language)
    return Board(
        row=row,
        hero=figures_shown.hero(
            code, row, _earlier(found, code, selection), _by_the_version_before(found, code, selection), selection
        ),
        target=department.target,  # type: ignore[attr-defined]
        target_url=addresses.targets(code),
        kinds=figures_shown.kinds_shown(selection.kind),
        measures=figures_shown.measure_groups(code, rows, selection),
        to_do=to_do.groups(code, lifts.first_of_each(user, department, selection, version), selection),
        compared=comparison.compared(found, department, selection),
        trend=comparison.over_years(found, department, selection),
        splits=split_tables.split_tables(code, divided, rows, selection),
        rule_version=version.number,
        preliminary=row.preliminary,
        computed_at=row.computed_at,
    )


def _earlier(found: Figures, code: str, selection: Selection) -> ShareRow | None:
    """The same day last year in the running year, else the year before; None before the first year counted."""
    if selection.year - 1 not in selection.trend_years:
        return None
    chosen: dict[str, Any] = {"department": code, "kinds": [selection.kind], "scopes": [selection.scope]}
    if selection.is_running:
        (row,) = found.rows_to_date(selection.day_last_year, **chosen)
    else:
        (row,) = found.rows(selection.year - 1, **chosen)
    return row


def _by_the_version_before(found: Figures, code: str, selection: Selection) -> ShareRow | None:
    """The first year of a rule version is shown by the one before it too."""
    version = found.version_of(selection.year)
    before = [one.number for one in found.versions if one.number < version.number]
    if version.from_year != selection.year or not before:
        return None
    (row,) = found.rows(
        selection.year, department=code, kinds=[selection.kind], scopes=[selection.scope], rule_version=max(before)
    )
    return row


def _departments(found: Figures, department: Department, selection: Selection) -> list[int]:
    """The keys of the departments whose own figures make the row."""
    if selection.scope == Scope.OWN:
        return [department.pk]
    return [one.pk for one in found.departments if department.code in one.lineage]
