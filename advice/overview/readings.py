"""Reading approved self-assessments as counts: the database adds up, no unit's answers leave it one by one."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q

from advice.assessments.enums import IN_USE, AssessmentState, Score
from advice.assessments.models import Assessment, AssessmentAnswer, AssessmentTemplate, TemplateItem
from advice.assessments.querysets import AssessmentQuerySet
from advice.catalogue.models import Advice, AdviceVersion
from advice.overview import release
from advice.overview.suppression import Group, Traits, alone, groups_of
from advice.units.enums import UnitState
from advice.units.models import ServiceUnit

IN, OUT = "in", "out"


@dataclass
class PieceCounts:
    """One piece in one year: how many units with the same traits stand on each step.

    `compared`: for units that answered the year before too, the step and whether it was in use then. `relevant`: those
    for whom the piece is relevant; `own`: the reader's own among them.
    """

    steps: dict[tuple[Traits, str], int] = field(default_factory=dict)
    compared: dict[tuple[Traits, str, str], int] = field(default_factory=dict)
    relevant: dict[Traits, int] = field(default_factory=dict)
    own: dict[Traits, int] = field(default_factory=dict)

    def of(self, group: Group) -> dict[str, int]:
        """How many of a group stand on each step, those that nobody stands on left out."""
        return self._by_group.get(alone(group), {})

    @cached_property
    def _by_group(self) -> dict[Group, dict[str, int]]:
        found: dict[Group, dict[str, int]] = {}
        for (unit, score), number in self.steps.items():
            for group in groups_of(unit.county, unit.kind, unit.size):
                steps = found.setdefault(group, {})
                steps[score] = steps.get(score, 0) + number
        return found

    def add(self, unit: Traits, score: str, in_use_before: str, number: int, *, is_own: bool) -> None:
        """Take in units that are alike in all of this."""
        self.steps[unit, score] = self.steps.get((unit, score), 0) + number
        if in_use_before:
            key = unit, score, in_use_before
            self.compared[key] = self.compared.get(key, 0) + number
        if score != Score.NOT_RELEVANT:
            self.relevant[unit] = self.relevant.get(unit, 0) + number
            if is_own:
                self.own[unit] = self.own.get(unit, 0) + number


@dataclass(frozen=True)
class YearCounts:
    """All that is read of a year: units that answered by their traits, pieces by their key.

    `own` are the reader's own among them, whose answers the reader knows: what is left must not be a few.
    """

    year: int
    answered: Mapping[Traits, int]
    own: Mapping[Traits, int]
    pieces: Mapping[int, PieceCounts]


# Each answer beside the same unit's answers on the same piece in the years next to it.
_ANSWERS = """
WITH answers AS (
    SELECT a.year, a.unit_id, a.county, a.kind, a.size_class, v.of_id AS piece, s.score,
           s.score <> %(not_relevant)s AS relevant,
           lag(a.year) OVER same AS year_before, lag(s.score) OVER same AS score_before,
           lead(a.year) OVER same AS year_after, lead(s.score) OVER same AS score_after
      FROM {answer} s
      JOIN {assessment} a ON a.id = s.assessment_id
      JOIN {template} t ON t.id = a.template_id
      JOIN {item} i ON i.id = s.item_id
      JOIN {version} v ON v.id = i.advice_version_id
     WHERE a.state = %(approved)s AND a.unit_id IS NOT NULL AND t.edition_id = %(edition)s AND s.score <> ''
       AND a.year BETWEEN %(year)s - 2 AND %(year)s + 1
       AND (NOT %(in_time)s OR
            a.approved_at < make_date(a.year + 1, %(month)s, %(day)s)::timestamp AT TIME ZONE %(zone)s)
    WINDOW same AS (PARTITION BY a.unit_id, v.of_id ORDER BY a.year)
)
SELECT year, county, kind, size_class, piece, score,
       CASE WHEN NOT relevant OR year_before IS DISTINCT FROM year - 1 OR score_before = %(not_relevant)s THEN ''
            WHEN score_before = ANY(%(in_use)s) THEN 'in' ELSE 'out' END AS before,
       relevant AND year_after IS NOT DISTINCT FROM year + 1 AND score_after <> %(not_relevant)s AS after,
       unit_id = ANY(%(own)s) AS own,
       count(*)
  FROM answers
 WHERE year IN (%(year)s - 1, %(year)s)
 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
"""


def read(edition_id: int, year: int, *, in_time: bool, own: Collection[int] = ()) -> tuple[YearCounts, YearCounts]:
    """The year and the one before it, in two queries however many units there are.

    `in_time`: only what was approved before the years were given out (`release`). `own`: keys of the units whose
    assessments the reader reads.
    """
    answered, known = _answered(edition_id, year, in_time=in_time, own=own)
    pieces: dict[int, dict[int, PieceCounts]] = {year: {}, year - 1: {}}
    for of_year, county, kind, size, piece, score, before, after, is_own, number in _rows(
        edition_id, year, in_time=in_time, own=own
    ):
        unit = Traits(county, kind, size, bool(before), bool(after))
        pieces[of_year].setdefault(piece, PieceCounts()).add(unit, score, before, number, is_own=is_own)
    now, last = (YearCounts(one, answered[one], known[one], pieces[one]) for one in (year, year - 1))
    return now, last


def _rows(edition_id: int, year: int, *, in_time: bool, own: Collection[int]) -> list[tuple[Any, ...]]:
    names = {
        "answer": AssessmentAnswer, "assessment": Assessment, "template": AssessmentTemplate,
        "item": TemplateItem, "version": AdviceVersion,
    }  # fmt: skip
    tables = {name: connection.ops.quote_name(model._meta.db_table) for name, model in names.items()}
    values: dict[str, Any] = {
        "approved": AssessmentState.APPROVED.value,
        "not_relevant": Score.NOT_RELEVANT.value,
        "in_use": sorted(IN_USE),
        "edition": edition_id,
        "year": year,
        "in_time": in_time,
        "month": release.MONTH,
        "day": release.DAY,
        "zone": settings.TIME_ZONE,
        "own": list(own),
    }
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERS.format(**tables), values)
        return cursor.fetchall()


def _approved(edition_id: int, *years: int, in_time: bool) -> AssessmentQuerySet:
    rows = Assessment.objects.approved().filter(template__edition=edition_id, year__in=years)
    return rows.filter(release.approved_in_time(years)) if in_time else rows


ByYear = dict[int, dict[Traits, int]]


def _answered(edition_id: int, year: int, *, in_time: bool, own: Collection[int]) -> tuple[ByYear, ByYear]:
    """Units with an approved assessment, by traits, in the year and the one before: all, and the own."""
    rows = (
        _approved(edition_id, year - 1, year, in_time=in_time)
        .filter(unit__isnull=False)
        .order_by()
        .values_list("year", "county", "kind", "size_class")
        .annotate(number=Count("pk"), known=Count("pk", filter=Q(unit__in=own)))
    )
    found: ByYear = {year: {}, year - 1: {}}
    known: ByYear = {year: {}, year - 1: {}}
    for of_year, county, kind, size, number, of_own in rows:
        found[of_year][Traits(county, kind, size)] = number
        known[of_year][Traits(county, kind, size)] = of_own
    return found, known


def answered_so_far(edition_id: int, year: int) -> int:
    """How many units have an approved assessment today: all that is told of a year that is not given out yet."""
    return _approved(edition_id, year, in_time=False).filter(unit__isnull=False).count()


def registered(edition_id: int, year: int, counted: Mapping[Traits, int], *, in_time: bool) -> dict[Traits, int]:
    """Units that answered for the year, by their traits then, and the others that stood registered on a day of it.

    `counted`: those that answered, as `read` gives them.
    """
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    answered = _approved(edition_id, year, in_time=in_time).filter(unit=OuterRef("pk"))
    stood = Q(decided_at__date__lte=last) | Q(decided_at=None)
    rows = (
        ServiceUnit.objects.filter(
            ~Exists(answered),
            stood & (Q(state=UnitState.APPROVED) | Q(state=UnitState.CLOSED, closed_on__gte=first)),
        )
        .order_by()
        .values_list("county", "kind", "size_class")
        .annotate(number=Count("pk"))
    )
    found = dict(counted)
    for county, kind, size, number in rows:
        unit = Traits(county, kind, size)
        found[unit] = found.get(unit, 0) + number
    return found


def pieces_asked(edition_id: int, year: int) -> list[AdviceVersion]:
    """The pieces in the wording that the year's newest template had; without answers, as they stand today."""
    newest = AssessmentTemplate.objects.filter(
        edition=edition_id, assessments__year=year, assessments__state=AssessmentState.APPROVED
    ).order_by("-number")
    items = TemplateItem.objects.filter(template=newest.values("pk")[:1]).order_by("advice_version__of__number")
    asked = [item.advice_version for item in items.select_related("advice_version__of")]
    if asked:
        return asked
    return list(
        AdviceVersion.objects.filter(pk__in=Advice.objects.published().filter(edition=edition_id).values("current"))
        .select_related("of")
        .order_by("of__number")
    )


def years(edition_id: int) -> list[int]:
    """Years with an approved assessment, the latest first."""
    rows = Assessment.objects.approved().filter(template__edition=edition_id)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def departments(edition_id: int, year: int, *, in_time: bool) -> dict[int, dict[str, int]]:
    """The directorate's own departments, apart: by piece, how many stand on each step."""
    approved = _approved(edition_id, year, in_time=in_time).filter(department__isnull=False)
    rows = (
        AssessmentAnswer.objects.filter(assessment__in=approved.order_by().values("pk"))
        .exclude(score="")
        .order_by()
        .values_list("item__advice_version__of", "score")
        .annotate(number=Count("pk"))
    )
    found: dict[int, dict[str, int]] = {}
    for piece, score, number in rows:
        found.setdefault(piece, {})[score] = number
    return found


def departments_answered(edition_id: int, year: int, *, in_time: bool) -> int:
    """How many of the directorate's departments have an approved assessment."""
    return _approved(edition_id, year, in_time=in_time).filter(department__isnull=False).count()
