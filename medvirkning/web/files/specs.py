"""The columns of a file, as its format names them."""

from dataclasses import dataclass

from medvirkning.web.files.cells import Cell


@dataclass(frozen=True)
class Column:
    name: str
    cell: Cell
    required: bool = False


@dataclass(frozen=True)
class FileSpec:
    """A file, or a sheet of the same name. Rows with the same key are the same row."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    # At least one of these must be a column of the file, and filled in each row.
    one_of: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)
