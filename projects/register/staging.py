"""From rows of text to staging tables: `in_<file>` holds a file as it was read, by COPY, a row at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from projects.register.cells import pg_array
from projects.register.errors import BadValueError, FileRefusedError
from projects.register.files import Column, FileSpec
from projects.register.problems import LIMIT, Problems
from projects.register.sources.tables import FaultyCell, Table

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
    spec = table.spec
    rows = table.rows()
    _line, heading = next(rows)
    places = _places(spec, heading, problems)
    present = frozenset(column.name for column, place in places if place is not None)
    names = ", ".join(name for name, _kind in stage_columns(spec))
    count = 0
    with cursor.copy(f"COPY in_{spec.name} (line, bad, {names}) FROM STDIN") as copy:
        for line, cells in rows:
            width_fits = len(cells) == len(heading) or (table.ragged and len(cells) < len(heading))
            if not width_fits:
                problems.error(
                    spec.file,
                    line,
                    "",
                    "",
                    _("Raden har %(found)s felt, men overskriften har %(expected)s.")
                    % {"found": len(cells), "expected": len(heading)},
                )
                continue
            values = _values(spec, places, line, cells, problems)
            if values is not None:
                copy.write_row(values)
                count += 1
                if count % TELL_EVERY == 0:
                    tell(count)
    return Loaded(spec, present, count)


def _places(spec: FileSpec, heading: list[str], problems: Problems) -> list[tuple[Column, int | None]]:
    """Each column with its place in the file. Unknown, doubled and missing columns are named."""
    names = [name.strip().lower() for name in heading]
    known = {column.name for column in spec.columns}
    unknown = _("Ukjent kolonne. Filen kan ha disse: %(columns)s.") % {
        "columns": ", ".join(column.name for column in spec.columns)
    }
    faults = [(name, unknown) for name in dict.fromkeys(names) if name and name not in known]
    faults += [(name, _("Kolonnen finnes to ganger.")) for name in dict.fromkeys(names) if names.count(name) > 1]
    if "" in names:
        faults.append(("", _("En kolonne mangler navn i overskriften.")))
    missing = [column.name for column in spec.columns if column.required and column.name not in names]
    if spec.one_of and not set(spec.one_of) & set(names):
        missing.append(" / ".join(spec.one_of))
    faults += [(name, _("Kolonnen mangler og er påkrevd.")) for name in missing]
    for name, why in faults[:-1]:
        problems.error(spec.file, 1, name, "", why)
    if faults:
        raise FileRefusedError(faults[-1][1], file=spec.file, line=1, column=faults[-1][0])
    return [(column, names.index(column.name) if column.name in names else None) for column in spec.columns]


def _values(
    spec: FileSpec, places: list[tuple[Column, int | None]], line: int, cells: list[str], problems: Problems
) -> tuple[Any, ...] | None:
    """The values of a row; None when it can't be told which row it is."""
    values: list[str | None] = []
    bad: list[str] = []
    width = len(cells)
    for column, place in places:
        cell = cells[place] if place is not None and place < width else ""
        why = None
        if type(cell) is FaultyCell:
            why = cell.why
        else:
            cell = cell.strip()
            if not cell:
                why = _("Cellen er tom, men må fylles ut.") if column.required else None
            elif cell[0] == "=":
                why = _("Cellen har en formel. Lim inn verdien i stedet.")
            else:
                try:
                    values += column.cell.read(cell)
                    continue
                except BadValueError as error:
                    why = str(error)
        values += column.cell.empty
        if why:
            bad.append(column.name)
            problems.error(spec.file, line, column.name, cell, why)
    if not _is_identified(spec, bad, values, line, problems):
        return None
    return (line, pg_array(bad), *values)


def _is_identified(spec: FileSpec, bad: list[str], values: list[str | None], line: int, problems: Problems) -> bool:
    if not spec.one_of:
        return not bad or not set(bad) & set(spec.key)
    if set(bad) & set(spec.one_of):
        return False
    if any(values[: len(spec.one_of)]):
        return True
    problems.error(
        spec.file, line, spec.one_of[0], "", _("Fyll ut %(names)s.") % {"names": _(" eller ").join(spec.one_of)}
    )
    return False


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
