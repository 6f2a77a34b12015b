"""Rows on their way into the database by COPY: what the generator names is written, the rest gets the model's default.

COPY passes by the services on purpose: a set of a million work items is to be there in minutes. Constraints, foreign
keys and history triggers hold for it as for every other write.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from django.db.backends.utils import CursorWrapper


class Table:
    """One table's rows: numbers them, keeps them until `flush`, and copies them."""

    def __init__(self, model: type[models.Model], *fields: str) -> None:
        meta = model._meta
        columns = {field.name: field for field in meta.concrete_fields if not field.generated}
        self.name = meta.db_table
        self.key: str | None = meta.pk.column if isinstance(meta.pk, models.AutoField) else None
        given = [columns.pop(name) for name in fields]
        if self.key:
            columns.pop(meta.pk.name)
        # A database default is left to the database.
        rest = [field for field in columns.values() if field.db_default is models.NOT_PROVIDED]
        self.columns = ([self.key] if self.key else []) + [str(field.column) for field in (*given, *rest)]
        self.constants = tuple(_default(field) for field in rest)
        self.rows: list[tuple[Any, ...]] = []
        self.written = 0
        self.next_id = self._first_id() if self.key else 0

    def _first_id(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT COALESCE(max({self.key}), 0) + 1 FROM "{self.name}"')  # noqa: S608 - our own names
            return int(cursor.fetchone()[0])

    def add(self, *values: Any) -> int:
        """Keep a row and give its number (0 where the model's key is not a number of its own)."""
        number = self.next_id
        if self.key:
            self.next_id = number + 1
            self.rows.append((number, *values, *self.constants))
        else:
            self.rows.append((*values, *self.constants))
        return number

    def flush(self, cursor: CursorWrapper) -> None:
        """Copy the rows that were kept."""
        if not self.rows:
            return
        columns = ", ".join(f'"{column}"' for column in self.columns)
        with cursor.copy(f'COPY "{self.name}" ({columns}) FROM STDIN') as copy:
            write = copy.write_row
            for row in self.rows:
                write(row)
        self.written += len(self.rows)
        self.rows.clear()

    def finish(self, cursor: CursorWrapper) -> None:
        """Let the sequence go on after the last number."""
        if self.key and self.written:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [f'"{self.name}"', self.key, self.next_id - 1]
            )


def _default(field: models.Field) -> Any:
    value = field.get_default()
    if field.has_default() and callable(field.default) and not isinstance(value, list):
        # A moment or a random value would be the same in all rows.
        raise ValueError(f"{field.model.__name__}.{field.name} has a default of its own for each row: name it")
    return value


def flush_all(tables: Sequence[Table], cursor: CursorWrapper) -> None:
    """Copy in the order given, which is that of the foreign keys."""
    for table in tables:
        table.flush(cursor)
