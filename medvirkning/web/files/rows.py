"""The rows of a table by its file's columns: the heading is set against the format, each cell read by its column."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from medvirkning.web.files.errors import BadValueError, FileRefusedError
from medvirkning.web.files.problems import Problems
from medvirkning.web.files.specs import Column, FileSpec
from medvirkning.web.files.tables import FaultyCell, Table


class ReadRow(NamedTuple):
    """A row as its columns read it. `bad` names the columns with a faulty cell: they hold what an empty one does."""

    line: int
    bad: list[str]
    values: list[str | None]


class TableReader:
    """A table, its heading read. Faulty cells are named in `problems`, and their rows given without them."""

    def __init__(self, table: Table, problems: Problems) -> None:
        self.spec = table.spec
        self._problems = problems
        self._ragged = table.ragged
        self._rows = table.rows()
        _line, self._heading = next(self._rows)
        self._places = _places(self.spec, self._heading, problems)
        self.present = frozenset(column.name for column, place in self._places if place is not None)

    def __iter__(self) -> Iterator[ReadRow]:
        """Every row of which it can be told which one it is."""
        for line, cells in self._rows:
            width_fits = len(cells) == len(self._heading) or (self._ragged and len(cells) < len(self._heading))
            if not width_fits:
                why = _("Raden har %(found)s felt, men overskriften har %(expected)s.") % {
                    "found": len(cells),
                    "expected": len(self._heading),
                }
                self._problems.error(self.spec.file, line, "", "", why)
                continue
            row = _values(self.spec, self._places, line, cells, self._problems)
            if row is not None:
                yield row


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
) -> ReadRow | None:
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
    return ReadRow(line, bad, values)


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
