"""The daily chain: each day's history is hashed and chained to the day before.

A row is hashed with all its columns but `payload` and `salt`: personal values are covered by their `digest`, so that
erasing them breaks nothing, while a row changed, added or taken away afterwards does.
"""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from medvirkning.audit.models import DailyChain
from medvirkning.audit.tracking import History

ERASABLE = {"payload", "salt"}
START = bytes(32)


class DayNotOverError(RuntimeError):
    """The day is not over, or a transaction that began in it is still open."""


@dataclass(frozen=True)
class ChainFault:
    """What doesn't verify."""

    day: datetime.date | None
    what: str


def history_models() -> list[type[History]]:
    """Every history, in the order of their tables."""
    found = [model for model in apps.get_models() if issubclass(model, History)]
    return sorted(found, key=lambda model: model._meta.db_table)


def columns_of(model: type[models.Model]) -> list[str]:
    """The columns that a row's hash covers."""
    return sorted(str(field.column) for field in model._meta.concrete_fields if field.column not in ERASABLE)


def day_bounds(day: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
    """The first moment of a day and of the next, in the portal's time zone."""
    first = timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
    return first, timezone.make_aware(datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time.min))


def _hash_table(table: str, columns: list[str], day: datetime.date) -> tuple[int, bytes]:
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    # Names come from the models or from what an earlier day sealed, quoted.
    sql = f"""
        SELECT count(*), sha256(coalesce(string_agg(row_hash, ''::bytea ORDER BY pgh_id), ''::bytea))
        FROM (
            SELECT pgh_id, sha256(convert_to(to_jsonb(kept)::text, 'UTF8')) AS row_hash
            FROM (SELECT {names} FROM {connection.ops.quote_name(table)}
                  WHERE pgh_created_at >= %s AND pgh_created_at < %s) AS kept
        ) AS hashed
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, day_bounds(day))
        count, digest = cursor.fetchone()
    return count, bytes(digest)


def _hash_day(day: datetime.date, columns: dict[str, list[str]], previous: bytes) -> tuple[int, bytes]:
    total = 0
    chain = hashlib.sha256(previous + day.isoformat().encode())
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Moments are written in UTC whatever the connection is set to.
            cursor.execute("SET LOCAL TimeZone = 'UTC'")
        for table in sorted(columns):
            count, digest = _hash_table(table, columns[table], day)
            if count:
                total += count
                chain.update(f"{table}:{count}:".encode() + digest)
    return total, chain.digest()


def _open_since(moment: datetime.datetime) -> bool:
    """Whether a transaction that began before the moment may still write rows dated before it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND xact_start < %s)",
            [moment],
        )
        return cursor.fetchone()[0]


def first_day() -> datetime.date | None:
    """The day of the oldest history row, or None when there is no history."""
    firsts = [model.objects.aggregate(first=models.Min("pgh_created_at"))["first"] for model in history_models()]
    known = [moment for moment in firsts if moment is not None]
    return timezone.localtime(min(known)).date() if known else None


def unsealed_days(today: datetime.date | None = None) -> Iterator[datetime.date]:
    """Days that are over and not yet sealed, missed ones included, oldest first."""
    last = DailyChain.objects.order_by("-day").values_list("day", flat=True).first()
    day = last + datetime.timedelta(days=1) if last else first_day()
    while day is not None and day < (today or timezone.localdate()):
        yield day
        day += datetime.timedelta(days=1)


def seal_day(*, day: datetime.date) -> DailyChain:
    """Seal a day that is over and whose predecessor is sealed."""
    if day >= timezone.localdate() or _open_since(day_bounds(day)[1]):
        raise DayNotOverError(day.isoformat())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('audit.chain'))")
        sealed = DailyChain.objects.filter(day=day).first()
        if sealed is not None:
            return sealed
        last = DailyChain.objects.order_by("-day").first()
        previous = bytes(last.hash) if last else START
        columns = {model._meta.db_table: columns_of(model) for model in history_models()}
        count, digest = _hash_day(day, columns, previous)
        return DailyChain.objects.create(day=day, count=count, previous_hash=previous, hash=digest, columns=columns)


def seal_missing_days(*, today: datetime.date | None = None) -> int:
    """Seal every day that is over, stopping at one whose transactions are still open. Gives how many were sealed."""
    sealed = 0
    for day in list(unsealed_days(today)):
        try:
            seal_day(day=day)
        except DayNotOverError:
            break
        sealed += 1
    return sealed


def verify(*, since: datetime.date | None = None) -> Iterator[ChainFault]:
    """Hash everything again and name what differs."""
    known = {model._meta.db_table: {f.column for f in model._meta.concrete_fields} for model in history_models()}
    previous: bytes | None = None if since else START
    expected: datetime.date | None = None
    links = DailyChain.objects.order_by("day")
    for link in links.filter(day__gte=since) if since else links:
        if expected and link.day != expected:
            yield ChainFault(expected, "the day is not sealed")
        if previous is not None and bytes(link.previous_hash) != previous:
            yield ChainFault(link.day, "the link to the day before is broken")
        gone = [
            f"{table}.{column}"
            for table, columns in link.columns.items()
            for column in columns
            if column not in known.get(table, set())
        ]
        if gone:
            yield ChainFault(link.day, f"can't be verified, no longer there: {', '.join(gone)}")
        elif _hash_day(link.day, link.columns, bytes(link.previous_hash)) != (link.count, bytes(link.hash)):
            yield ChainFault(link.day, "the history differs from what was sealed")
        previous = bytes(link.hash)
        expected = link.day + datetime.timedelta(days=1)
    yield from _false_digests()


def _false_digests() -> Iterator[ChainFault]:
    """Personal values that don't fit the digest they were stored with."""
    for model in history_models():
        if not model.personal_fields:
            continue
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT count(*) FROM {table} WHERE payload IS NOT NULL"  # noqa: S608
                " AND digest IS DISTINCT FROM sha256(salt || convert_to(payload::text, 'UTF8'))"
            )
            wrong = cursor.fetchone()[0]
        if wrong:
            yield ChainFault(None, f"{model._meta.db_table}: {wrong} rows whose personal values were changed")
