"""From rows of text to staging tables: `in_<file>` holds a file as it was read, by COPY, a row at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from medvirkning.web.files.cells import pg_array
from medvirkning.web.files.problems import LIMIT, Problems
from medvirkning.web.files.rows import TableReader
from medvirkning.web.files.specs import FileSpec
from medvirkning.web.files.tables import Table

TELL_EVERY = 5_000


@dataclass(frozen=True)
class Loaded:
    """A file that was read: which columns it has, and how many rows came into the staging table."""

    spec: FileSpec
    present: frozenset[str]
    rows: int = 0


def create_tables(cursor: Any, specs: tuple[FileSpec, ...]) -> None:
    """An empty staging table for each file, also for those that aren't there; gone at the end of the transaction."""
    for spec in specs:
        columns = ", ".join(f"{name} {kind}" for name, kind in stage_columns(spec))
        cursor.execute(f"CREATE TEMP TABLE in_{spec.name} (line integer, bad text[], {columns}) ON COMMIT DROP")


def stage_columns(spec: FileSpec) -> list[tuple[str, str]]:
    return [(f"{column.name}{suffix}", kind) for column in spec.columns for suffix, kind in column.cell.columns]


def load(cursor: Any, table: Table, problems: Problems, tell: Callable[[int], None]) -> Loaded:
    """Read a table into its staging table. Faulty cells are named, and their rows kept without them."""
    reader = TableReader(table, problems)
    spec = reader.spec
    names = ", ".join(name for name, _kind in stage_columns(spec))
    count = 0
    with cursor.copy(f"COPY in_{spec.name} (line, bad, {names}) FROM STDIN") as copy:
        for row in reader:
            copy.write_row((row.line, pg_array(row.bad), *row.values))
            count += 1
            if count % TELL_EVERY == 0:
                tell(count)
    return Loaded(spec, reader.present, count)


def take_out_doubled(
    cursor: Any, spec: FileSpec, key: tuple[str, ...], where: str = "TRUE"
) -> list[tuple[int, str, int]]:
    """Take rows with a key met before out of the staging table: gives their line, key and the line of the first."""
    shown = " || ', ' || ".join(f"COALESCE({name}::text, '')" for name in key)
    cursor.execute(
        f"""
        CREATE TEMP TABLE doubled ON COMMIT DROP AS
        SELECT line, shown, first FROM (
            SELECT line, {shown} AS shown, min(line) OVER (PARTITION BY {", ".join(key)}) AS first
            FROM in_{spec.name} WHERE {where}
        ) AS t WHERE line <> first
        """
    )
    cursor.execute("SELECT line, shown, first FROM doubled ORDER BY line")
    found = cursor.fetchmany(LIMIT + 1)
    cursor.execute(f"DELETE FROM in_{spec.name} WHERE line IN (SELECT line FROM doubled)")
    cursor.execute("DROP TABLE doubled")
    return found
