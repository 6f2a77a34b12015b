"""A table to read: rows of text with the line they stand on."""

from collections.abc import Iterator
from typing import Protocol

from medvirkning.web.files.specs import FileSpec


class FaultyCell(str):
    """A cell that can't be taken as text, and why; the text is what to show."""

    why: str

    __slots__ = ("why",)

    def __new__(cls, shown: str, why: str) -> "FaultyCell":
        cell = super().__new__(cls, shown)
        cell.why = why
        return cell


class Table(Protocol):
    """A file or a sheet."""

    spec: FileSpec
    # Whether a row may be shorter than the heading (a spreadsheet leaves empty cells out).
    ragged: bool

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The heading first, then every row that isn't blank, each with its line number."""
