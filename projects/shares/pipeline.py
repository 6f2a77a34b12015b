"""From changed work to stored figures: touch, drain, compare (docs/adr/0004).

Every change appends to `Touch` in its own transaction. `drain` deletes touches, counts those items by the rule and
moves the difference into the sums; so a change costs the same however large the register. `compare` sets a full count
against what is stored and mends it. All of it runs under one advisory lock; a lost task loses nothing, since the
touches wait in the database.
"""

import datetime
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from projects.shares import sql
from projects.shares.models import CountDifference

# The key of PostgreSQL's advisory lock for everything that writes stored figures.
LOCK = 7_301_001
BATCH = 2_000
# So many differences are told one by one; all are mended and counted.
DIFFERENCES_TOLD = 1_000


@dataclass(frozen=True)
class Comparison:
    """What a full count found: rows counted, and how many stored rows differed from it (mended)."""

    counted: int
    differences: int


def drain() -> int:
    """Count the touched items and move the sums, until no touch is left. Returns how many touches were taken.

    Each batch is a transaction of its own in READ COMMITTED: a touch is deleted only together with its count, and what
    is committed meanwhile brings its own touch.
    """
    taken = 0
    while batch := _drain_batch():
        taken += batch
    return taken


def _drain_batch() -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(
            "DELETE FROM projects_touch WHERE id IN (SELECT id FROM projects_touch ORDER BY id LIMIT %s) "
            "RETURNING work_item_id",
            [BATCH],
        )
        touched = [row[0] for row in cursor.fetchall()]
        if touched:
            items = sorted(set(touched))
            for statement in sql.add_to_sums(items=items, sign=-1):
                cursor.execute(*statement)
            cursor.execute("DELETE FROM projects_countedwork WHERE work_item_id = ANY(%s)", [items])
            cursor.execute(*sql.insert_counted(items=items, today=timezone.localdate()))
            for statement in sql.add_to_sums(items=items, sign=1):
                cursor.execute(*statement)
        return len(touched)


def count_anew() -> int:
    """Count everything into emptied tables: after loading a whole register, or when the rule got a new version.

    Readers see the old figures until it is done. Returns the rows counted.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        for table in ("touch", "countedwork", "departmentshare", "shareby"):
            cursor.execute(f"DELETE FROM projects_{table}")
        cursor.execute(*sql.insert_counted(items=None, today=timezone.localdate()))
        counted = cursor.rowcount
        for statement in sql.add_to_sums(items=None, sign=1):
            cursor.execute(*statement)
        return counted


def compare(*, years: Sequence[int] | None = None, department: str | None = None) -> Comparison:
    """Set a full count against what is stored, mend what differs, and write each difference to `CountDifference`.

    One snapshot (REPEATABLE READ); items with an open touch are left out, since their count is still to come.
    `years` and `department` (a code: the department and all below it) limit it.
    """
    with _snapshot(), connection.cursor() as cursor:
        scope = sql.Limits(years=list(years) if years is not None else None, department=department)
        cursor.execute(sql.DROP_EXPECTED)
        cursor.execute(sql.CREATE_EXPECTED)
        cursor.execute(*sql.fill_expected(scope, today=timezone.localdate()))
        counted = cursor.rowcount
        cursor.execute(*sql.find_item_differences(scope))
        differing = cursor.fetchall()
        if differing:
            _tell_items(differing)
            keys = [[row[column] for row in differing] for column in range(3)]
            for statement in sql.mend_items(*keys):
                cursor.execute(*statement)
        found = len(differing)
        for differences, mending in (
            (sql.find_sum_differences(scope), sql.mend_sums(scope)),
            (sql.find_dimension_differences(scope), sql.mend_dimensions(scope)),
        ):
            cursor.execute(*differences)
            rows = cursor.fetchall()
            if rows:
                # Sums that follow from mended items are mended with them and told once, as the items.
                if not differing:
                    _tell_sums(rows)
                    found += len(rows)
                for statement in mending:
                    cursor.execute(*statement)
        cursor.execute(sql.DROP_EXPECTED)
        return Comparison(counted=counted, differences=found)


@contextmanager
def _snapshot() -> Iterator[None]:
    """One view of the database while nobody else writes figures.

    The lock is taken before the transaction begins, so that the snapshot is younger than the last drain. Inside a
    transaction (a test) the isolation can't be chosen any more; the lock alone keeps the figures still.
    """
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _tell_items(rows: Sequence[tuple]) -> None:
    CountDifference.objects.bulk_create(
        CountDifference(work_item_id=item, year=year, stored=_row(stored), counted=_row(counted))
        for item, year, _version, stored, counted in rows[:DIFFERENCES_TOLD]
    )


def _tell_sums(rows: Sequence[tuple]) -> None:
    CountDifference.objects.bulk_create(
        CountDifference(department_id=department, year=year, stored=_row(stored), counted=_row(counted))
        for department, year, stored, counted in rows[:DIFFERENCES_TOLD]
    )


def _row(found: str | None) -> dict | None:
    """A row that the database wrote as JSON; a bare cursor gives it as text."""
    return None if found is None else json.loads(found)


def touch_passed_dates(*, after: datetime.date, today: datetime.date) -> int:
    """Touch the items for which a date was passed since the day `after`; at new year all that a new year concerns.

    The running year ends today, so a start, an end, a deadline, a completion, a change of department or an event that
    was still to come begins to count by the passing of time alone. Returns the number of items.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(*sql.touch_passed_dates(after=after, today=today))
        return cursor.rowcount


def touch_all() -> None:
    """Touch every work item: the rule itself has changed. Counted in batches, behind the transaction of the change."""
    with connection.cursor() as cursor:
        cursor.execute(sql.TOUCH_ALL)
