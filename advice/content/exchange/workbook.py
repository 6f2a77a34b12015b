"""All texts in one XLSX, out and in. What comes in is looked through before it is read, and never run as a formula."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

import openpyxl
import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _

from advice.content.exchange.columns import Origin, Sheet, even, sheets, text_now
from advice.content.services import ContentRefusedError
from medvirkning.web.exports import file_name
from medvirkning.web.files.errors import FileRefusedError
from projects.register.sources.archives import MEBIBYTE, open_archive
from projects.register.sources.xlsx import BROKEN, as_text, look_into

# What a cell of a spreadsheet holds.
LONGEST_CELL = 32_767
# All texts of several editions stay far below these.
LARGEST_FILE = 10 * MEBIBYTE
LARGEST_UNPACKED = 100 * MEBIBYTE
MOST_ROWS = 5_000
WIDEST = 100
NARROW, WIDE = 18, 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class ReadSheet:
    """A sheet as it is in the file: its name, and each row with its number."""

    name: str
    rows: Iterator[tuple[int, list[str]]]


def write_workbook(user: Any) -> HttpResponse:
    """Today's texts: the draft where there is one, else what is published; the last column says which."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        cell = book.add_format({"text_wrap": True, "valign": "top"})
        for sheet in sheets():
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, len(sheet.keys))
            page.set_column(0, len(sheet.keys) - 1, NARROW)
            page.set_column(len(sheet.keys), len(sheet.headings) - 1, WIDE)
            for place, text in enumerate(sheet.headings):
                page.write_string(0, place, text, heading)
            for number, row in enumerate(_rows(sheet, user), start=1):
                for place, text in enumerate(row):
                    _write(page, number, place, text, cell)
    name = file_name(_("tekstene om rådene"), "xlsx")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(target.getvalue(), content_type=XLSX, headers=headers)


def _rows(sheet: Sheet, user: Any) -> Iterator[list[str]]:
    for record in sheet.records(user):
        version = text_now(record)
        texts = [column.as_cell(version) if version else "" for column in sheet.columns]
        key = sheet.key_of(record)
        yield [*key, *texts, Origin.of(record).as_cell(key)]


def _write(page: Any, row: int, column: int, text: str, style: Any) -> None:
    if len(text) > LONGEST_CELL:
        raise ContentRefusedError(
            _("En tekst er lengre enn en celle i et regneark kan være. Rediger tekstene i portalen.")
        )
    if text:
        page.write_string(row, column, text, style)


@contextmanager
def open_workbook(stream: IO[bytes], name: str) -> Iterator[list[ReadSheet]]:
    """The sheets of an uploaded file. Raises `FileRefusedError` for what is no spreadsheet, or too large a one."""
    with open_archive(stream, name) as archive:
        if sum(info.file_size for info in archive.infolist()) > LARGEST_UNPACKED:
            raise FileRefusedError(_("Filen er for stor."), file=name)
        try:
            look_into(archive, name)
            stream.seek(0)
            book = openpyxl.load_workbook(stream, read_only=True, data_only=False, keep_links=False)
        except BROKEN as error:
            raise FileRefusedError(_("Filen er skadet eller av et annet slag enn navnet sier."), file=name) from error
        try:
            yield [ReadSheet(sheet.title, _read(sheet, name)) for sheet in book.worksheets]
        finally:
            book.close()


def _read(sheet: Any, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that aren't blank. What the sheet says of its own size may be wrong; the rows tell."""
    try:
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if number > MOST_ROWS or len(row) > WIDEST:
                raise FileRefusedError(_("Arket «%(sheet)s» er for stort.") % {"sheet": sheet.title}, file=name)
            cells = [_cell(cell) for cell in row]
            if any(cells):
                yield number, cells
    except BROKEN as error:
        raise FileRefusedError(_("Arket er skadet og kan ikke leses."), file=name) from error


def _cell(cell: Any) -> str:
    """The text of a cell; one that can't be read keeps why."""
    text = as_text(cell)
    return text if hasattr(text, "why") else even(text)
