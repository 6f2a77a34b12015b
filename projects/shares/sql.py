"""The SQL behind the pipeline. What counts comes from `rule`; here rows are only moved, added and compared."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from projects.shares import rule
from projects.shares.enums import STORED_COUNTS, Dimension
from projects.shares.models import CountedWork
from projects.work.enums import WorkKind, WorkStatus

Statement = tuple[str, Any]

COLUMNS = ", ".join(rule.COUNTED_WORK_COLUMNS)
SUM_KEY = "department_id, year, rule_version_id, kind"
DIMENSION_KEY = f"{SUM_KEY}, quarter, dimension, value"
DIMENSION_COUNTS = ("carried_out", "with_any", "with_both")

# Work by one more dimension: with several values it stands under each. What is not known stands as «unknown».
_DIMENSIONS = f"""
SELECT c.department_id, c.year, c.rule_version_id, c.kind, EXTRACT(QUARTER FROM c.carried_out_on)::int AS quarter,
       v.dimension, v.value, count(*) AS carried_out, count(c.any_on) AS with_any, count(c.both_on) AS with_both
FROM projects_countedwork c CROSS JOIN LATERAL (
    SELECT '{Dimension.SUBJECT}' AS dimension, unnest(c.subjects) AS value
    UNION ALL SELECT '{Dimension.PRODUCT_TYPE}', COALESCE(c.product_type, 'unknown')
    UNION ALL SELECT '{Dimension.FORM}', unnest(c.forms)
    UNION ALL SELECT '{Dimension.CAPACITY}', unnest(c.capacities)
    UNION ALL SELECT '{Dimension.FIRST_PHASE}', c.first_phase WHERE c.any_on IS NOT NULL
    UNION ALL SELECT '{Dimension.DEGREE}', COALESCE(c.highest_degree::text, 'unknown') WHERE c.any_on IS NOT NULL
) AS v
WHERE c.carried_out_on IS NOT NULL {{limit}}
GROUP BY {DIMENSION_KEY}
"""


@dataclass(frozen=True)
class Limits:
    """What a comparison covers: years (all) and a department with all below it (all)."""

    years: list[int] | None
    department: str | None

    @property
    def parameters(self) -> dict[str, object]:
        return {"years": self.years, "department": self.department}

    @staticmethod
    def where(alias: str) -> str:
        return (
            f"(%(years)s::int[] IS NULL OR {alias}.year = ANY(%(years)s::int[])) AND "
            f"(%(department)s::text IS NULL OR {alias}.department_id IN "
            "(SELECT id FROM projects_department WHERE lineage @> ARRAY[%(department)s]::varchar[]))"
        )


def _counted(items: Sequence[int] | None, today: datetime.date, years: list[int] | None = None) -> dict[str, object]:
    return {
        "items": list(items) if items is not None else None,
        "years": years,
        "today": today,
        "first_year": rule.FIRST_YEAR,
    }


def insert_counted(*, items: Sequence[int] | None, today: datetime.date) -> Statement:
    """Count items (all) by the rule into `CountedWork`."""
    return f"INSERT INTO projects_countedwork ({COLUMNS}) {rule.COUNTED_WORK_SQL}", _counted(items, today)


def counted_of(item: int, year: int, *, today: datetime.date) -> Statement:
    """Whether an item has involvement that counts in a year (one row, one boolean)."""
    return (
        f"SELECT COALESCE(bool_or(any_on IS NOT NULL), FALSE) FROM ({rule.COUNTED_WORK_SQL}) AS c",
        _counted([item], today, [year]),
    )


def _sums(items: Sequence[int] | None) -> Statement:
    """The sums of `DepartmentShare` over `CountedWork`, by the measures of the rule."""
    rows = CountedWork.objects.all() if items is None else CountedWork.objects.filter(work_item__in=items)
    counts = {f"n_{name}": Count("pk", filter=measure.q()) for name, measure in rule.MEASURES.items()}
    return (
        rows.order_by()
        .values("department_id", "year", "rule_version_id", "kind")
        .annotate(**counts)
        .query.sql_with_params()
    )


def add_to_sums(*, items: Sequence[int] | None, sign: int) -> list[Statement]:
    """Add the counted rows of items (all) to the stored sums, or take them away (`sign` -1)."""
    sums, parameters = _sums(items)
    limit = "" if items is None else "AND c.work_item_id = ANY(%s)"
    return [
        (_upsert("projects_departmentshare", SUM_KEY, STORED_COUNTS, sums, sign, prefix="n_"), parameters),
        (
            _upsert("projects_shareby", DIMENSION_KEY, DIMENSION_COUNTS, _DIMENSIONS.format(limit=limit), sign),
            [] if items is None else [list(items)],
        ),
    ]


def _upsert(table: str, key: str, counts: Sequence[str], select: str, sign: int, prefix: str = "") -> str:
    # A key is written in one order by everybody, so that two writers never wait for each other.
    signed = ", ".join(f"{sign} * {prefix}{name}" for name in counts)
    added = ", ".join(f"{name} = {table}.{name} + EXCLUDED.{name}" for name in counts)
    stamp = ", computed_at = now()" if table.endswith("departmentshare") else ""
    return (
        f"INSERT INTO {table} ({key}, {', '.join(counts)}) SELECT {key}, {signed} FROM ({select}) AS t "
        f"ORDER BY {key} ON CONFLICT ({key}) DO UPDATE SET {added}{stamp}"
    )


# Comparing

CREATE_EXPECTED = f"CREATE TEMPORARY TABLE expected_counts AS SELECT {COLUMNS} FROM projects_countedwork LIMIT 0"
DROP_EXPECTED = "DROP TABLE IF EXISTS expected_counts"


def fill_expected(limits: Limits, *, today: datetime.date) -> Statement:
    """Fill `expected_counts` with what a full count gives, but for items whose count is still to come."""
    return (
        f"INSERT INTO expected_counts ({COLUMNS}) SELECT e.* FROM ({rule.COUNTED_WORK_SQL}) AS e "
        f"WHERE {Limits.where('e')} AND NOT EXISTS (SELECT 1 FROM projects_touch t "
        "WHERE t.work_item_id = e.work_item_id)",
        {**_counted(None, today, limits.years), **limits.parameters},
    )


def find_item_differences(limits: Limits) -> Statement:
    """Rows (item, year, rule version, stored, counted) that differ or stand on one side only."""
    return (
        f"""
        SELECT COALESCE(e.work_item_id, s.work_item_id), COALESCE(e.year, s.year),
               COALESCE(e.rule_version_id, s.rule_version_id), to_jsonb(s), to_jsonb(e)
        FROM (SELECT {COLUMNS} FROM expected_counts) AS e
        FULL JOIN (SELECT {COLUMNS} FROM projects_countedwork c WHERE {Limits.where("c")}
                   AND NOT EXISTS (SELECT 1 FROM projects_touch t WHERE t.work_item_id = c.work_item_id)) AS s
          ON s.work_item_id = e.work_item_id AND s.year = e.year AND s.rule_version_id = e.rule_version_id
        WHERE (e.*) IS DISTINCT FROM (s.*)
        """,
        limits.parameters,
    )


def mend_items(items: list[int], years: list[int], versions: list[int]) -> list[Statement]:
    """Put the counted rows in the place of the stored ones."""
    keys = "(SELECT * FROM unnest(%s::bigint[], %s::int[], %s::int[]))"
    matching = f"(work_item_id, year, rule_version_id) IN {keys}"
    parameters = [items, years, versions]
    return [
        (f"DELETE FROM projects_countedwork WHERE {matching}", parameters),
        (
            f"INSERT INTO projects_countedwork ({COLUMNS}) SELECT {COLUMNS} FROM expected_counts "
            f"WHERE {matching} ON CONFLICT DO NOTHING",
            parameters,
        ),
    ]


def _stored_sums(limits: Limits) -> str:
    some = " OR ".join(f"s.{name} <> 0" for name in STORED_COUNTS)
    counts = ", ".join(STORED_COUNTS)
    return f"SELECT {SUM_KEY}, {counts} FROM projects_departmentshare s WHERE {limits.where('s')} AND ({some})"


def _counted_sums(limits: Limits) -> str:
    select, parameters = _sums(None)
    if parameters:
        raise ValueError("The measures of the rule take no parameters when read at the year's end")
    named = ", ".join(f"n_{name} AS {name}" for name in STORED_COUNTS)
    some = " OR ".join(f"n_{name} <> 0" for name in STORED_COUNTS)
    return f"SELECT {SUM_KEY}, {named} FROM ({select}) AS c WHERE {limits.where('c')} AND ({some})"


def find_sum_differences(limits: Limits) -> Statement:
    """Rows (department, year, stored, counted): sums that are not the sums of the counted work."""
    return _differing(SUM_KEY, _stored_sums(limits), _counted_sums(limits)), limits.parameters


def find_dimension_differences(limits: Limits) -> Statement:
    stored = (
        f"SELECT {DIMENSION_KEY}, {', '.join(DIMENSION_COUNTS)} FROM projects_shareby s "
        f"WHERE {limits.where('s')} AND s.carried_out <> 0"
    )
    counted = _DIMENSIONS.format(limit=f"AND {limits.where('c')}")
    return _differing(DIMENSION_KEY, stored, counted), limits.parameters


def _differing(key: str, stored: str, counted: str) -> str:
    joined = " AND ".join(f"s.{column.strip()} = c.{column.strip()}" for column in key.split(","))
    return (
        "SELECT COALESCE(s.department_id, c.department_id), COALESCE(s.year, c.year), to_jsonb(s), to_jsonb(c) "
        f"FROM ({stored}) AS s FULL JOIN ({counted}) AS c ON {joined} WHERE to_jsonb(s) IS DISTINCT FROM to_jsonb(c)"
    )


def mend_sums(limits: Limits) -> list[Statement]:
    """Write the sums anew from the counted work."""
    return [
        (f"DELETE FROM projects_departmentshare s WHERE {limits.where('s')}", limits.parameters),
        (
            f"INSERT INTO projects_departmentshare ({SUM_KEY}, {', '.join(STORED_COUNTS)}) {_counted_sums(limits)}",
            limits.parameters,
        ),
    ]


def mend_dimensions(limits: Limits) -> list[Statement]:
    select = _DIMENSIONS.format(limit=f"AND {limits.where('c')}")
    return [
        (f"DELETE FROM projects_shareby s WHERE {limits.where('s')}", limits.parameters),
        (
            f"INSERT INTO projects_shareby ({DIMENSION_KEY}, {', '.join(DIMENSION_COUNTS)}) {select}",
            limits.parameters,
        ),
    ]


TOUCH_ALL = "INSERT INTO projects_touch (work_item_id) SELECT id FROM projects_workitem"


def touch_passed_dates(*, after: datetime.date, today: datetime.date) -> Statement:
    """Touch items with a date in (after, today].

    A deadline makes open work overdue from the day behind it; work cancelled on an unknown day stands on its deadline
    itself (docs/adr/0003). So both ends of the days are looked at.
    """
    dates = " OR ".join(
        f"(w.{column} > %(after)s AND w.{column} <= %(today)s)"
        for column in ("started_on", "ended_on", "completed_on", "cancelled_on")
    )
    return (
        f"""
        INSERT INTO projects_touch (work_item_id)
        SELECT w.id FROM projects_workitem w
        WHERE {dates} OR (w.due_on >= %(after)s AND w.due_on <= %(today)s)
           OR EXISTS (SELECT 1 FROM projects_responsibility r WHERE r.work_item_id = w.id
                      AND r.from_date > %(after)s AND r.from_date <= %(today)s)
           OR EXISTS (SELECT 1 FROM projects_involvement i JOIN projects_event e ON e.id = i.event_id
                      WHERE i.work_item_id = w.id AND e.started_on > %(after)s AND e.started_on <= %(today)s)
           OR (EXTRACT(YEAR FROM %(after)s::date) < EXTRACT(YEAR FROM %(today)s::date)
               AND (w.kind = '{WorkKind.STANDING_TASK}'
                    OR (w.due_on < %(today)s AND w.status NOT IN ('{WorkStatus.CANCELLED}'))))
        """,
        {"after": after, "today": today},
    )
