"""Download of what a list shows: CSV that Norwegian Excel opens, and XLSX."""

import csv
import datetime
import io
import tempfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify

FORMATS = ("csv", "xlsx")
# A cell that begins with one of these is run as a formula by spreadsheets.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Row = Iterable[Any]


def file_name(title: str, suffix: str) -> str:
    """«oppdrag-2026-11-21.csv»."""
    letters = str(title).lower().translate({ord("æ"): "ae", ord("ø"): "o", ord("å"): "a"})
    return f"{slugify(letters) or 'liste'}-{timezone.localdate():%Y-%m-%d}.{suffix}"


def respond(rows: Iterator[Row], *, kind: str, title: str) -> HttpResponse | StreamingHttpResponse | FileResponse:
    """The rows, heading first, as a file of the asked kind."""
    return _xlsx(rows, title) if kind == "xlsx" else _csv(rows, title)


def _csv(rows: Iterator[Row], title: str) -> StreamingHttpResponse:
    """UTF-8 with a mark and semicolons: what Excel expects where the comma is the decimal sign."""
    response = StreamingHttpResponse(_csv_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(title, "csv")}"'
    return response


def _csv_lines(rows: Iterator[Row]) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    yield b"\xef\xbb\xbf"
    for row in rows:
        writer.writerow([csv_cell(value) for value in row])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()


def csv_cell(value: Any) -> str:
    """A value as text; what a spreadsheet would run as a formula is marked as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal | float):
        return str(value).replace(".", ",")
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat(" ", "minutes") if isinstance(value, datetime.datetime) else value.isoformat()
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _xlsx(rows: Iterator[Row], title: str) -> FileResponse:
    target = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it when sent
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        moment = book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        for index, row in enumerate(rows):
            for column, value in enumerate(row):
                _write(sheet, index, column, value, heading=bold if index == 0 else None, day=day, moment=moment)
        sheet.freeze_panes(1, 0)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=file_name(title, "xlsx"))


def _write(sheet: Any, row: int, column: int, value: Any, *, heading: Any, day: Any, moment: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime.datetime):
        # Sheets know no zone: what comes with one is told by the clock of the country.
        local = timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
        sheet.write_datetime(row, column, local, moment)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, column, datetime.datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
    elif isinstance(value, Decimal | float | int) and not isinstance(value, bool):
        sheet.write_number(row, column, float(value))
    else:
        sheet.write_string(row, column, str(value)[:32_000], heading)


def _sheet_name(title: str) -> str:
    """Excel takes 31 signs, and none of these."""
    return str(title).translate(dict.fromkeys(map(ord, r"[]:*?/\\"), " "))[:31].strip() or "Liste"
