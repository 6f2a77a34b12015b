"""A department's figures over years, following succession (the counting rule, «Trend»)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from projects.departments.models import Department
from projects.shares import rule
from projects.shares.enums import Scope
from projects.shares.figures import ALL_KINDS, Figures, ShareRow, read


@dataclass(frozen=True)
class TrendPoint:
    """One year of a trend: work carried out, with the headline measure, and the share in per cent.

    `joined` names predecessors whose sums are carried in it (`joined_codes` their codes); `broken` says that no figure
    can be given (a split), and `rule_break` that the year is counted by another rule version than the year before.
    """

    year: int
    carried_out: int
    counted: int
    share: Decimal | None
    preliminary: bool
    headline: str
    joined: tuple[str, ...] = ()
    joined_codes: tuple[str, ...] = ()
    broken: bool = False
    rule_break: bool = False


def trend(department: Department, years: Sequence[int], *, kind: str = ALL_KINDS) -> list[TrendPoint]:
    """The department's total in each year, with those it succeeded: three queries, whatever the years."""
    return trend_in(read(years), department.code, years, kind=kind)


def trend_in(
    figures: Figures, code: str, years: Sequence[int], *, kind: str = ALL_KINDS, scope: str = Scope.TOTAL
) -> list[TrendPoint]:
    """The trend of a department (a code) out of figures that hold the years.

    One successor carries its predecessors' sums, marked at the year; a predecessor with several successors was split:
    for the years before, nothing is guessed.
    """
    line, split_year = _predecessors(figures, code)
    if scope == Scope.TOTAL:
        line = _outermost(figures, code, line)
    points: list[TrendPoint] = []
    for year in years:
        rows = {row.department: row for row in figures.rows(year, kinds=[kind], scopes=[scope])}
        points.append(_point(code, line, split_year, year, rows))
    versions = [figures.version_of(year).number for year in years]
    return [
        point if not at or versions[at] == versions[at - 1] else replace(point, rule_break=True)
        for at, point in enumerate(points)
    ]


def _point(code: str, line: list[str], split_year: int | None, year: int, rows: dict[str, ShareRow]) -> TrendPoint:
    own = rows[code]
    carried = [rows[one] for one in line if one in rows and rows[one].carried_out]
    carried_out = own.carried_out + sum(row.carried_out for row in carried)
    counted = own.headline_count + sum(row.headline_count for row in carried)
    broken = split_year is not None and year < split_year
    return TrendPoint(
        year=year,
        carried_out=0 if broken else carried_out,
        counted=0 if broken else counted,
        share=None if broken else rule.per_cent(counted, carried_out),
        preliminary=own.preliminary,
        headline=own.headline,
        joined=() if broken else tuple(row.department_name for row in carried),
        joined_codes=() if broken else tuple(row.department for row in carried),
        broken=broken,
    )


def _outermost(figures: Figures, code: str, line: list[str]) -> list[str]:
    """Without those that lie below the department itself or below another one: their work is in that total already."""
    above = {department.code: department.lineage[:-1] for department in figures.departments}
    return [one for one in line if not {code, *line}.intersection(above[one])]


def _predecessors(figures: Figures, code: str) -> tuple[list[str], int | None]:
    """Everything the department alone succeeded, and the year from which its figures can be compared after a split."""
    line: list[str] = []
    split_year: int | None = None
    waiting = [code]
    by_pk = {department.pk: department.code for department in figures.departments}
    while waiting:
        successor = waiting.pop()
        for department in figures.departments:
            heirs = [by_pk.get(pk) for pk in getattr(department, "successor_ids", ())]
            if successor not in heirs or department.code in (*line, code):
                continue
            if len(heirs) > 1:
                year = (department.valid_to or department.valid_from).year
                split_year = max(split_year or year, year)
            else:
                line.append(department.code)
                waiting.append(department.code)
    return line, split_year
