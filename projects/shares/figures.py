"""Reading figures: rows for dashboards, exports and the API, all from the stored sums of `DepartmentShare`.

Totals are summed over the tree here and nowhere else; percentages come from `rule.per_cent`. The records behind a
figure are `records()`, which reads the rows that the sums were made of.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q
from django.utils import timezone

from projects.departments.models import Department
from projects.departments.querysets import DepartmentQuerySet
from projects.shares import rule
from projects.shares.enums import ASKED, STORED_COUNTS, Scope
from projects.shares.models import CountedWork, DepartmentShare, RuleVersion
from projects.shares.querysets import CountedWorkQuerySet
from projects.work.enums import WorkKind

ALL_KINDS = "all"
KINDS = (WorkKind.ASSIGNMENT.value, WorkKind.STANDING_TASK.value, ALL_KINDS)
# Null for standing tasks; «all» repeats the assignments (the counting rule).
ASSIGNMENTS_ONLY = ("early", "systematic")


@dataclass(frozen=True)
class ShareRow:
    """A department's figures in a year for a kind of work: the row of `GET shares/` in its order (`COLUMNS`), and
    behind it the counts printed beside «confirmed».

    Counts are numbers of work items; `share` and `share_less_exemptions` are per cent with one decimal, None where
    the denominator is 0.
    """

    department: str
    department_name: str
    year: int
    kind: str
    scope: str
    carried_out: int
    with_any: int
    with_user: int
    with_carer: int
    with_both: int
    confirmed: int
    representation: int
    insight_only: int
    unknown_degree_only: int
    early: int | None
    systematic: int | None
    exempt: int
    not_performed: int
    cancelled: int
    overdue_open: int
    share: Decimal | None
    share_less_exemptions: Decimal | None
    headline: str
    rule_version: int
    preliminary: bool
    frozen: bool
    published: bool
    computed_at: datetime.datetime | None
    could_be_asked: int
    asked: int
    answered: int

    @property
    def is_few(self) -> bool:
        """Under five items a share carries «få saker», no limits and no rank."""
        return self.carried_out < rule.FEW

    @property
    def headline_count(self) -> int:
        return getattr(self, self.headline)

    @property
    def headline_share(self) -> Decimal | None:
        """The share by the measure that the rule version shows large."""
        return self.per_cent_of(self.headline)

    def per_cent_of(self, measure: str) -> Decimal | None:
        """A count as a percentage of the work carried out."""
        return rule.per_cent(getattr(self, measure), self.carried_out)


COLUMNS = tuple(field.name for field in fields(ShareRow) if field.name not in ASKED)


@dataclass
class _Sum:
    counts: dict[str, int]
    computed_at: datetime.datetime | None = None

    def add(self, other: "_Sum") -> None:
        for name, value in other.counts.items():
            self.counts[name] = self.counts.get(name, 0) + value
        stamps = [stamp for stamp in (self.computed_at, other.computed_at) if stamp]
        self.computed_at = max(stamps, default=None)


Sums = dict[tuple[str, str], _Sum]


class Figures:
    """The stored sums of some years, read once: rows and trends are made of it without asking the database again.

    Departments stand in tree order; each carries `successor_ids`, the keys of those that succeeded it.
    """

    def __init__(
        self,
        departments: Iterable[Department],
        versions: Sequence[RuleVersion],
        stored: Iterable[DepartmentShare],
    ) -> None:
        self.departments = in_tree_order(departments)
        self.versions = versions
        self._by_code = {department.code: department for department in self.departments}
        self._codes = {department.pk: department.code for department in self.departments}
        self._sums: dict[tuple[int, int], Sums] = defaultdict(dict)
        for row in stored:
            if row.department_id in self._codes:
                counts = _Sum({name: getattr(row, name) for name in STORED_COUNTS}, row.computed_at)
                self._sums[row.year, row.rule_version_id][self._codes[row.department_id], row.kind] = counts

    @property
    def years(self) -> list[int]:
        """Years with anything stored, the newest first."""
        return sorted({year for year, _version in self._sums}, reverse=True)

    def department(self, code: str) -> Department | None:
        return self._by_code.get(code)

    def version_of(self, year: int) -> RuleVersion:
        """The version of the counting rule in force in a year: the latest that began by then, else the first."""
        return _in_force(self.versions, year)

    def version(self, year: int, number: int | None) -> RuleVersion:
        """The version asked for, or the one in force in the year."""
        if number is None:
            return self.version_of(year)
        return next(version for version in self.versions if version.number == number)

    def rows(
        self,
        year: int,
        *,
        department: str | None = None,
        kinds: Sequence[str] = KINDS,
        scopes: Sequence[str] = (Scope.OWN.value, Scope.TOTAL.value),
        rule_version: int | None = None,
    ) -> list[ShareRow]:
        """The rows of a year in tree order, for a department (a code) or for every one in the tree."""
        version = self.version(year, rule_version)
        own = self._sums.get((year, version.number), {})
        return rows_of(year, version, self._chosen(department), self.departments, own, kinds=kinds, scopes=scopes)

    def rows_to_date(
        self,
        day: datetime.date,
        *,
        department: str | None = None,
        kinds: Sequence[str] = KINDS,
        scopes: Sequence[str] = (Scope.OWN.value, Scope.TOTAL.value),
    ) -> list[ShareRow]:
        """The rows of the day's year as they stood on that day, in one query.

        They are read from the dates on which each measure came to hold. What decides is when things took place, so
        work logged later is in. Running figures are set against the same day last year by this.
        """
        version = self.version_of(day.year)
        rows = CountedWork.objects.filter(year=day.year, rule_version=version.number)
        if department is not None:
            rows = rows.below(department)
        counts = {f"n_{name}": Count("pk", filter=measure.q(day)) for name, measure in rule.MEASURES.items()}
        counted: Any = rows.order_by().values("department_id", "kind").annotate(**counts)
        own: Sums = {
            (self._codes[row["department_id"]], row["kind"]): _Sum({name: row[f"n_{name}"] for name in STORED_COUNTS})
            for row in counted
            if row["department_id"] in self._codes
        }
        return rows_of(day.year, version, self._chosen(department), self.departments, own, kinds=kinds, scopes=scopes)

    def _chosen(self, code: str | None) -> list[Department]:
        return [department for department in self.departments if code is None or department.code == code]


def read(
    years: Sequence[int] | None = None,
    *,
    below: str | None = None,
    departments: DepartmentQuerySet | None = None,
) -> Figures:
    """Read the stored sums of the years (all), of every department or of one and all below it: three queries.

    `departments` brings the tree as a reader sees it (`visible_to`), else it is the whole tree.
    """
    tree = Department.objects.all() if departments is None else departments
    succession = Department.successors.through.objects.filter(from_department=OuterRef("pk"))
    stored = DepartmentShare.objects.all() if below is None else DepartmentShare.objects.below(below)
    return Figures(
        tree.in_tree().annotate(
            successor_ids=ArraySubquery(succession.order_by("to_department").values("to_department"))
        ),
        _versions(),
        stored if years is None else stored.filter(year__in=years),
    )


def _versions() -> list[RuleVersion]:
    return list(RuleVersion.objects.order_by("number"))


def _in_force(versions: Sequence[RuleVersion], year: int) -> RuleVersion:
    return max((v for v in versions if v.from_year <= year), key=lambda v: v.number, default=versions[0])


def rule_version_of(year: int) -> RuleVersion:
    """The version of the counting rule in force in a year: the latest that began by then, else the first."""
    return _in_force(_versions(), year)


def shares(
    year: int,
    *,
    department: str | None = None,
    kinds: Sequence[str] = KINDS,
    scopes: Sequence[str] = (Scope.OWN.value, Scope.TOTAL.value),
    rule_version: int | None = None,
) -> list[ShareRow]:
    """The rows of a year in tree order, own and total, for a department (a code) or for every one in the tree.

    Three queries, whatever the number of departments. `rule_version` asks for another version that counted the year
    (its first year is counted by both).
    """
    found = read([year], below=department)
    return found.rows(year, department=department, kinds=kinds, scopes=scopes, rule_version=rule_version)


def rows_of(
    year: int,
    version: RuleVersion,
    chosen: Iterable[Department],
    departments: Iterable[Department],
    own: Sums,
    *,
    kinds: Sequence[str] = KINDS,
    scopes: Sequence[str] = (Scope.OWN.value, Scope.TOTAL.value),
) -> list[ShareRow]:
    """Make rows of own sums: totals over the tree, kinds together, percentages last."""
    total: Sums = defaultdict(lambda: _Sum({}))
    for department in departments:
        for kind in WorkKind.values:
            if (department.code, kind) in own:
                for code in department.lineage:
                    total[code, kind].add(own[department.code, kind])
    return [
        _row(department, year, version, kind, scope, own if scope == Scope.OWN else total)
        for department in chosen
        for scope in scopes
        for kind in kinds
    ]


def _row(department: Department, year: int, version: RuleVersion, kind: str, scope: str, sums: Sums) -> ShareRow:
    counts = _Sum({})
    for one in WorkKind.values if kind == ALL_KINDS else (kind,):
        if (department.code, one) in sums:
            counts.add(sums[department.code, one])
    values: dict[str, int | None] = {name: counts.counts.get(name, 0) for name in STORED_COUNTS}
    if kind == WorkKind.STANDING_TASK:
        values |= dict.fromkeys(ASSIGNMENTS_ONLY)
    carried_out, with_any, exempt = (counts.counts.get(name, 0) for name in ("carried_out", "with_any", "exempt"))
    return ShareRow(
        department=department.code,
        department_name=department.name,
        year=year,
        kind=kind,
        scope=scope,
        **values,  # type: ignore[arg-type]
        share=rule.per_cent(with_any, carried_out),
        share_less_exemptions=rule.share_less_exemptions(with_any, carried_out, exempt),
        headline=version.headline,
        rule_version=version.number,
        preliminary=year >= timezone.localdate().year,
        frozen=False,
        published=False,
        computed_at=counts.computed_at,
    )


def in_tree_order(departments: Iterable[Department]) -> list[Department]:
    """Parents before their children, in alphabetical order within a parent."""
    below: dict[int | None, list[Department]] = defaultdict(list)
    for department in sorted(departments, key=lambda d: (d.sort_key, d.pk)):
        below[department.parent_id].append(department)

    def walk(parent: int | None) -> list[Department]:
        return [found for child in below.get(parent, []) for found in (child, *walk(child.pk))]

    return walk(None)


def shares_to_date(
    day: datetime.date,
    *,
    department: str | None = None,
    kinds: Sequence[str] = KINDS,
    scopes: Sequence[str] = (Scope.OWN.value, Scope.TOTAL.value),
) -> list[ShareRow]:
    """The rows of the day's year as they stood on that day (see `Figures.rows_to_date`)."""
    return read([], below=department).rows_to_date(day, department=department, kinds=kinds, scopes=scopes)


def records(
    year: int,
    department: str,
    measure: str,
    *,
    kind: str = ALL_KINDS,
    scope: str = Scope.TOTAL,
    to_date: datetime.date | None = None,
    rule_version: int | None = None,
    succeeded: Sequence[str] = (),
    having: Q | None = None,
) -> CountedWorkQuerySet:
    """The records behind a figure: their number is the figure. Raises KeyError for an unknown measure.

    `succeeded` names departments whose sums a trend carries in the figure; `having` limits it to a value of a
    dimension (`dimensions.condition`).
    """
    condition = (rule.WITHOUT_ANY if measure == rule.WITHOUT_ANY.name else rule.MEASURES[measure]).q(to_date)
    rows = CountedWork.objects.of_year(year, rule_version).holding(condition)
    codes = [department, *succeeded]
    rows = rows.below(*codes) if scope == Scope.TOTAL else rows.filter(department__code__in=codes)
    if having is not None:
        rows = rows.filter(having)
    if measure in ASSIGNMENTS_ONLY and kind == ALL_KINDS:
        kind = WorkKind.ASSIGNMENT
    return rows if kind == ALL_KINDS else rows.filter(kind=kind)
