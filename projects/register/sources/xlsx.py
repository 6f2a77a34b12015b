"""XLSX: sheets named as the files, read as a stream. Formulas are refused, never counted."""

import datetime
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any
from xml.etree.ElementTree import ParseError

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from medvirkning.web.files.errors import FileRefusedError
from medvirkning.web.files.problems import Problems
from medvirkning.web.files.specs import FileSpec
from medvirkning.web.files.tables import FaultyCell, Table
from projects.register.files import BY_NAME
from projects.register.sources.archives import MEBIBYTE

# Spreadsheets hold 32,767 signs in a cell, all well under this between two marks of the XML.
LONGEST_TEXT = MEBIBYTE
# Kept in memory while the sheets are read: strings, styles.
LARGEST_PART = 150 * MEBIBYTE
WIDEST = 200
NOT_SPREADSHEETS = (b"<!DOCTYPE", b"<!ENTITY", b"<![CDATA[")
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    NotImplementedError,
    OverflowError,
)


@contextmanager
def open_workbook(archive: zipfile.ZipFile, stream: IO[bytes], name: str, problems: Problems) -> Iterator[list[Table]]:
    """The known sheets of a workbook; unknown ones are named in `problems`."""
    try:
        look_into(archive, name)
        stream.seek(0)
        book = openpyxl.load_workbook(stream, read_only=True, data_only=False, keep_links=False)
    except BROKEN as error:
        raise FileRefusedError(_("Filen er skadet eller av et annet slag enn navnet sier."), file=name) from error
    try:
        for sheet in book.sheetnames:
            if sheet not in BY_NAME:
                problems.error(
                    sheet,
                    None,
                    "",
                    "",
                    _("Ukjent ark. Disse kan leses: %(expected)s.") % {"expected": ", ".join(BY_NAME)},
                )
        tables: list[Table] = [XlsxTable(spec, book[spec.name]) for spec in BY_NAME.values() if spec.name in book]
        if not tables and not problems.errors:
            why = _("Her er det ingen ark. Disse kan leses: %(expected)s.") % {"expected": ", ".join(BY_NAME)}
            raise FileRefusedError(why, file=name)
        yield tables
    finally:
        book.close()


def look_into(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse what would fill the memory before a parser sees it: one endless text, or entities."""
    for info in archive.infolist():
        is_sheet = info.filename.startswith("xl/worksheets/")
        if not is_sheet and info.file_size > LARGEST_PART:
            raise FileRefusedError(_("En del av filen er for stor til å leses."), file=name)
        if not info.filename.endswith((".xml", ".rels")):
            continue
        with archive.open(info) as part:
            _look_through(iter(lambda: part.read(LONGEST_TEXT), b""), name)


def _look_through(blocks: Iterable[bytes], name: str) -> None:
    tail = b""
    for block in blocks:
        if not tail and block[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            raise FileRefusedError(_("Filen er skadet eller av et annet slag enn navnet sier."), file=name)
        if len(block) == LONGEST_TEXT and b"<" not in block:
            raise FileRefusedError(_("En celle er for stor til å leses."), file=name)
        seen = tail + block
        if any(mark in seen for mark in NOT_SPREADSHEETS):
            raise FileRefusedError(_("Filen er skadet eller av et annet slag enn navnet sier."), file=name)
        tail = block[-16:]


class XlsxTable:
    """One sheet."""

    ragged = True

    def __init__(self, spec: FileSpec, sheet: Any) -> None:
        self.spec = spec
        self._sheet = sheet

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        try:
            yield from self._rows()
        except BROKEN as error:
            raise FileRefusedError(_("Arket er skadet og kan ikke leses."), file=self.spec.file) from error

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        # What the sheet says of its size may be wrong; the rows tell.
        self._sheet.reset_dimensions()
        empty = True
        for number, row in enumerate(self._sheet.iter_rows(), start=1):
            if len(row) > WIDEST:
                raise FileRefusedError(_("Raden har for mange celler."), file=self.spec.file, line=number)
            cells = [as_text(cell) for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                empty = False
                yield number, cells
            elif number == 1:
                break
        if empty:
            raise FileRefusedError(_("Arket er tomt, eller overskriften mangler på første rad."), file=self.spec.file)


def as_text(cell: Any) -> str:
    """A cell as the CSV file would have it."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return FaultyCell(str(value), _("Cellen har en formel. Lim inn verdien i stedet."))
    if cell.data_type == "e":
        return FaultyCell(str(value), _("Cellen har en regnefeil."))
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        if value.time() != datetime.time():
            return FaultyCell(value.isoformat(" "), _("Cellen har et klokkeslett. Skriv bare datoen."))
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, int | float):
        return str(value)
    return FaultyCell(str(value), _("Cellen er verken tekst, tall eller dato."))
