"""A department's figures over years, following succession (the counting rule, «Trend»)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from projects.departments.models import Department
from projects.shares import rule
from projects.shares.enums import Scope
from projects.shares.figures import ALL_KINDS, ShareRow, rule_version_of, shares


@dataclass(frozen=True)
class TrendPoint:
    """One year of a trend: work carried out, with the headline measure, and the share in per cent.

    `joined` names predecessors whose sums are carried in it; `broken` says that no figure can be given (a split), and
    `rule_break` that the year is counted by another rule version than the year before.
    """

    year: int
    carried_out: int
    counted: int
    share: Decimal | None
    preliminary: bool
    joined: tuple[str, ...] = ()
    broken: bool = False
    rule_break: bool = False


def trend(department: Department, years: Sequence[int], *, kind: str = ALL_KINDS) -> list[TrendPoint]:
    """The department's total in each year, with those it succeeded.

    One successor carries its predecessors' sums, marked at the year; a predecessor with several successors was split:
    for the years before, nothing is guessed.
    """
    line, split_year = _predecessors(department)
    points: list[TrendPoint] = []
    for year in years:
        rows = {row.department: row for row in shares(year, kinds=[kind], scopes=[Scope.TOTAL])}
        points.append(_point(department, line, split_year, year, rows))
    versions = [rule_version_of(year).number for year in years]
    return [
        point if not at or versions[at] == versions[at - 1] else _marked(point) for at, point in enumerate(points)
    ]


def _point(
    department: Department, line: list[Department], split_year: int | None, year: int, rows: dict[str, ShareRow]
) -> TrendPoint:
    own = rows[department.code]
    carried = [rows[d.code] for d in line if d.code in rows and rows[d.code].carried_out]
    carried_out = own.carried_out + sum(row.carried_out for row in carried)
    counted = own.headline_count + sum(row.headline_count for row in carried)
    broken = split_year is not None and year < split_year
    return TrendPoint(
        year=year,
        carried_out=0 if broken else carried_out,
        counted=0 if broken else counted,
        share=None if broken else rule.per_cent(counted, carried_out),
        preliminary=own.preliminary,
        joined=tuple(row.department_name for row in carried),
        broken=broken,
    )


def _marked(point: TrendPoint) -> TrendPoint:
    return TrendPoint(**{**point.__dict__, "rule_break": True})


def _predecessors(department: Department) -> tuple[list[Department], int | None]:
    """Everything the department alone succeeded, and the year from which its figures can be compared after a split."""
    line: list[Department] = []
    split_year: int | None = None
    waiting = [department]
    while waiting:
        for predecessor in waiting.pop().predecessors.all():
            if predecessor in line:
                continue
            if predecessor.successors.count() > 1:
                year = (predecessor.valid_to or predecessor.valid_from).year
                split_year = max(split_year or year, year)
            else:
                line.append(predecessor)
                waiting.append(predecessor)
    return line, split_year
