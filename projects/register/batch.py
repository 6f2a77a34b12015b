"""One import under way: its cursor, its choices, and the words in which checks and outcomes are written.

`in_<file>` is a file as read. `reg_<file>` is the same rows set against the database: keys resolved, columns that the
file lacks taken from the stored row, and an `outcome` for each (docs/adr/0041).
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from medvirkning.web.files.problems import LIMIT, Problems
from medvirkning.web.files.specs import FileSpec
from projects.register.staging import Loaded

COMMAND = "import_register"


@dataclass
class Batch:
    cursor: Any
    problems: Problems
    actor_id: int | None
    today: datetime.date
    overwrite: bool
    loaded: dict[str, Loaded] = field(default_factory=dict)
    # Whether a file couldn't be read at all.
    unread: bool = False

    def run(self, sql: str, **parameters: object) -> int:
        """Execute a statement; gives the number of rows it wrote."""
        self.cursor.execute(sql, self._parameters(parameters))
        return max(self.cursor.rowcount, 0)

    def fetch(self, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
        self.cursor.execute(sql, self._parameters(parameters))
        return self.cursor.fetchall()

    def _parameters(self, more: dict[str, object]) -> dict[str, object]:
        return {"today": self.today, "actor": self.actor_id, "overwrite": self.overwrite, "command": COMMAND, **more}

    # The words of the resolving statements

    def has(self, spec: FileSpec, column: str) -> bool:
        """Whether the file has the column. One that isn't there has every column: there is no row to lack it."""
        loaded = self.loaded.get(spec.name)
        return loaded is None or column in loaded.present

    def merged(self, spec: FileSpec, column: str, *, stored: str, new: str = "NULL", read: str = "") -> str:
        """A column's value: from the file; where the file lacks it, the stored one, and `new` for a new row.

        An empty cell is a value too: unknown. `read` is how the file's value is written, `stored` the row's.
        """
        if self.has(spec, column.removesuffix("_precision")):
            return f"{read or f's.{column}'} AS {column}"
        return f"CASE WHEN t.id IS NULL THEN {new} ELSE {stored} END AS {column}"

    @staticmethod
    def outcome(changed: str, edited: str) -> str:
        """What becomes of a row: created, unchanged, kept (edited in the portal since its last import) or updated."""
        return (
            "CASE WHEN existing_id IS NULL THEN 'created' "
            f"WHEN NOT ({changed}) THEN 'unchanged' "
            f"WHEN NOT %(overwrite)s AND ({edited}) THEN 'kept' ELSE 'updated' END AS outcome"
        )

    @staticmethod
    def edited_in_history(history: str, row: str) -> str:
        """For rows without an import's version: whether anything but an import wrote them last."""
        return (
            "COALESCE((SELECT c.metadata ->> 'command' IS DISTINCT FROM %(command)s "
            f"FROM {history} h JOIN pghistory_context c ON c.id = h.pgh_context_id "
            f"WHERE h.pgh_obj_id = {row} ORDER BY h.pgh_id DESC LIMIT 1), TRUE)"
        )

    # Checks

    def refuse(
        self,
        spec: FileSpec,
        column: str,
        why: str | Promise,
        where: str,
        *,
        needs: tuple[str, ...] = (),
        value: str = "",
        joins: str = "",
    ) -> None:
        """Name every row of `reg_<file>` (alias s) for which `where` holds.

        A row with a faulty cell in the column, or in one that it needs, is named for that cell and not once more.
        """
        if self.problems.full:
            return
        for line, shown in self._rows(spec, column, where, needs, value, joins):
            self.problems.error(spec.file, line, column, shown or "", why)

    def warn(
        self,
        spec: FileSpec,
        column: str,
        why: str | Promise,
        where: str,
        *,
        needs: tuple[str, ...] = (),
        value: str = "",
        joins: str = "",
    ) -> None:
        """As `refuse`, for what is only worth knowing."""
        for line, shown in self._rows(spec, column, where, needs, value, joins):
            self.problems.warning(spec.file, line, column, shown or "", why)

    def _rows(
        self, spec: FileSpec, column: str, where: str, needs: tuple[str, ...], value: str, joins: str
    ) -> list[tuple[Any, ...]]:
        return self.fetch(
            f"SELECT s.line, ({value or f's.{column}'})::text FROM reg_{spec.name} s {joins} "
            f"WHERE NOT (s.bad && %(needs)s::text[]) AND ({where}) ORDER BY s.line LIMIT %(limit)s",
            needs=[column, *needs],
            limit=LIMIT + 1,
        )

    def analyze(self, *tables: str) -> None:
        """Temporary tables have no statistics until asked for."""
        for table in tables:
            self.cursor.execute(f"ANALYZE {table}")


def distinct(new: list[str], stored: list[str]) -> str:
    """Whether any of the values differs from what is stored."""
    return f"ROW({', '.join(new)}) IS DISTINCT FROM ROW({', '.join(stored)})"
