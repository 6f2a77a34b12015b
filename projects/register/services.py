"""Importing the register: one transaction, all or nothing (docs/adr/0040)."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from medvirkning import audit
from medvirkning.accounts.models import User
from medvirkning.jobs import enqueue
from medvirkning.web.files.errors import FileRefusedError
from medvirkning.web.files.problems import LIMIT, Problems
from medvirkning.web.files.tables import Table
from projects.register.batch import COMMAND, Batch
from projects.register.files import FILES, INVOLVEMENTS, ORGANISATIONS, WORK_ITEMS
from projects.register.report import KEYS, Report
from projects.register.results import FileResult, ImportResult, RegisterRefusedError
from projects.register.sources import open_source, open_stream
from projects.register.staging import create_tables, load, take_out_doubled
from projects.register.tables import (
    decisions,
    departments,
    involvements,
    log,
    organisations,
    responsibilities,
    subjects,
    users,
    work_items,
)
from projects.work.services.touch import DRAIN

# One import at a time: a second one waits, and then sees what the first one wrote.
LOCK = (4740, 1)
# Told as it goes: rows done, rows in all (unknown while reading), what is being done.
Tell = Callable[[int, int | None, str | Promise], None]
# The rows that make a row the same row, for each file; the last one where a key is only sometimes there.
KEYED_BY: dict[str, list[tuple[tuple[str, ...], str]]] = {
    **{spec.name: [(spec.key, "TRUE")] for spec in FILES},
    ORGANISATIONS.name: [
        (("organisation_number",), "organisation_number IS NOT NULL"),
        (("external_id",), "external_id IS NOT NULL"),
    ],
    INVOLVEMENTS.name: [
        (("external_id",), "external_id IS NOT NULL"),
        (
            ("reference", "started_on", "started_on_precision", "phases", "form"),
            "external_id IS NULL AND NOT bad && '{reference,started_on,phases,form}'",
        ),
    ],
}
RESOLVED_IN_ORDER = (departments, users, organisations, work_items, responsibilities, involvements, decisions)


def import_path(
    *,
    path: Path,
    actor: User | None,
    dry_run: bool = False,
    overwrite: bool = False,
    tell: Tell | None = None,
    report: IO[str] | None = None,
) -> ImportResult:
    """Import a folder of CSV files, an XLSX or a zip. Raises `RegisterRefusedError`, and then nothing is written."""
    return _import(lambda problems: open_source(path, problems), actor, dry_run, overwrite, tell, report)


def import_stream(
    *,
    stream: IO[bytes],
    name: str,
    actor: User | None,
    dry_run: bool = False,
    overwrite: bool = False,
    tell: Tell | None = None,
    report: IO[str] | None = None,
) -> ImportResult:
    """The same of an uploaded XLSX or zip."""
    return _import(lambda problems: open_stream(stream, name, problems), actor, dry_run, overwrite, tell, report)


def _import(
    source: Callable[[Problems], AbstractContextManager[list[Table]]],
    actor: User | None,
    dry_run: bool,
    overwrite: bool,
    tell: Tell | None,
    report: IO[str] | None,
) -> ImportResult:
    result = ImportResult()
    written = Report(report) if report is not None else None
    try:
        with audit.context(actor=actor, command=COMMAND), transaction.atomic():
            with connection.cursor() as cursor:
                _prepare(cursor)
                batch = Batch(cursor, result.problems, actor.pk if actor else None, timezone.localdate(), overwrite)
                _read(batch, source, tell or _silent)
                _check(batch, result, tell or _silent)
                if not dry_run:
                    _write(batch, result, tell or _silent)
                if written:
                    written.problems(result.problems)
                    written.outcomes(batch)
                _drop_tables(cursor)
            transaction.set_rollback(dry_run)
    except RegisterRefusedError:
        if written:
            written.problems(result.problems)
        raise
    result.written = not dry_run
    return result


def _silent(_done: int, _total: int | None, _doing: str | Promise) -> None:
    """Nobody listens."""


def _prepare(cursor: Any) -> None:
    audit.apply_context()
    cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", LOCK)
    create_tables(cursor, FILES)
    cursor.execute("CREATE TEMP TABLE reg_touched (work_item_id bigint) ON COMMIT DROP")


def _drop_tables(cursor: Any) -> None:
    """The caller may have a transaction of its own, at whose end they would go."""
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r' "
        "AND relname ~ '^(in|reg|ref)_'"
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP TABLE "{name}"')


def _read(batch: Batch, source: Callable[[Problems], AbstractContextManager[list[Table]]], tell: Tell) -> None:
    """All files into their staging tables, then rows of one key are named."""
    done = 0
    try:
        with source(batch.problems) as tables:
            for table in tables:
                with _file_by_file(batch):
                    doing = _("Leser %(file)s") % {"file": table.spec.file}
                    loaded = load(
                        batch.cursor,
                        table,
                        batch.problems,
                        lambda count, before=done, doing=doing: tell(before + count, None, doing),  # type: ignore[misc]
                    )
                    batch.loaded[table.spec.name] = loaded
                    done += loaded.rows
    except FileRefusedError as error:
        _name(batch, error)
    for spec in FILES:
        for key, where in KEYED_BY[spec.name]:
            for line, shown, first in take_out_doubled(batch.cursor, spec, key, where):
                why = _("Den samme raden står på linje %(first)s.") % {"first": first}
                batch.problems.error(spec.file, line, key[0], shown, why)
        batch.analyze(f"in_{spec.name}")
    tell(done, None, _("Kontrollerer"))


@contextmanager
def _file_by_file(batch: Batch) -> Iterator[None]:
    """A file that can't be read is named, and the others are read all the same."""
    try:
        with transaction.atomic():
            yield
    except FileRefusedError as error:
        _name(batch, error)


def _name(batch: Batch, error: FileRefusedError) -> None:
    """What refers to rows of a file that couldn't be read can't be judged."""
    batch.unread = True
    batch.problems.error(error.file, error.line, error.column, "", str(error))


def _check(batch: Batch, result: ImportResult, tell: Tell) -> None:
    """Set every file against the database and judge it. Raises `RegisterRefusedError`."""
    if not batch.unread:
        for room in RESOLVED_IN_ORDER:
            room.resolve(batch)
        for room in RESOLVED_IN_ORDER:
            room.check(batch)
        _name_kept(batch)
        result.files = [_count(batch, name) for name in batch.loaded]
    batch.problems.in_order(spec.file for spec in FILES)
    if result.refused:
        raise RegisterRefusedError(result)


def _name_kept(batch: Batch) -> None:
    """Rows that were edited in the portal since their last import are left as they are there, and named."""
    for spec in FILES:
        rows = batch.fetch(
            f"SELECT line, {KEYS[spec.name]} FROM reg_{spec.name} WHERE outcome = 'kept' "
            "ORDER BY line LIMIT %(limit)s",
            limit=LIMIT + 1,
        )
        for line, key in rows:
            why = _("Raden er endret i portalen siden forrige import og er ikke overskrevet.")
            batch.problems.warning(spec.file, line, "", key or "", why)


def _count(batch: Batch, name: str) -> FileResult:
    counted = dict(batch.fetch(f"SELECT outcome, count(*) FROM reg_{name} GROUP BY outcome"))
    loaded = batch.loaded[name]
    return FileResult(file=loaded.spec.file, rows=loaded.rows, **counted)


def _write(batch: Batch, result: ImportResult, tell: Tell) -> None:
    """Write what differs, table by table, in the order in which rows refer to each other."""
    total = sum(file.rows for file in result.files)
    steps: list[tuple[str, Callable[[Batch], None]]] = [
        ("departments", departments.write),
        ("users", users.write),
        ("subjects", lambda batch: subjects.create_subjects(batch, ORGANISATIONS, WORK_ITEMS)),
        ("organisations", organisations.write),
        ("work_items", work_items.write),
        ("responsibilities", responsibilities.write),
        ("involvements", log.write),
        ("exemptions", decisions.write),
    ]
    rows = {file.file: file.rows for file in result.files}
    done = 0
    try:
        # The rows as they were checked: somebody who saved in the portal meanwhile is not overwritten.
        _hold_checked_rows(batch, result)
        for name, write in steps:
            tell(done, total, _("Lagrer"))
            write(batch)
            done += rows.get(f"{name}.csv", 0)
        batch.run("INSERT INTO projects_touch (work_item_id) SELECT DISTINCT work_item_id FROM reg_touched")
        batch.run("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as error:
        batch.problems.error("", None, "", "", _explain(error))
        raise RegisterRefusedError(result) from error
    enqueue(DRAIN)


VERSIONED = {
    "departments": "projects_department",
    "organisations": "representatives_organisation",
    "work_items": "projects_workitem",
    "involvements": "projects_involvement",
    "exemptions": "projects_exemption",
    "not_performed": "projects_notperformed",
}


def _hold_checked_rows(batch: Batch, result: ImportResult) -> None:
    for name, table in VERSIONED.items():
        moved = batch.fetch(
            f"""
            WITH held AS (
                SELECT t.id, t.version FROM {table} t
                WHERE t.id IN (SELECT existing_id FROM reg_{name} WHERE outcome = 'updated') ORDER BY t.id FOR UPDATE
            )
            SELECT s.line, s.shown
            FROM (SELECT line, existing_id, version, {KEYS[name]} AS shown FROM reg_{name}
                  WHERE outcome = 'updated') AS s
            LEFT JOIN held h ON h.id = s.existing_id
            WHERE h.version IS DISTINCT FROM s.version ORDER BY s.line LIMIT %(limit)s
            """,
            limit=LIMIT,
        )
        for line, key in moved:
            why = _("Raden ble endret i portalen mens filen ble lest. Prøv igjen.")
            batch.problems.error(f"{name}.csv", line, "", key, why)
    if batch.problems.errors:
        raise RegisterRefusedError(result)


def _explain(error: DatabaseError) -> str:
    """The words of the constraint that refused, where it has some."""
    diagnostics = getattr(error.__cause__, "diag", None)
    name = getattr(diagnostics, "constraint_name", None) or ""
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.violation_error_message)
    return _("Databasen tok ikke imot radene (%(name)s).") % {"name": name}
