"""CSV: UTF-8, comma or semicolon. Never more of a file in memory than one line."""

import csv
from collections.abc import Callable, Iterator
from typing import IO

from django.utils.translation import gettext as _

from medvirkning.web.files.errors import FileRefusedError
from medvirkning.web.files.specs import FileSpec

LONGEST_LINE = 1024 * 1024
_BOM = b"\xef\xbb\xbf"


class CsvTable:
    """One CSV file."""

    ragged = False

    def __init__(self, spec: FileSpec, open_file: Callable[[], IO[bytes]]) -> None:
        self.spec = spec
        self._open = open_file
        self._line = 0

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        try:
            with self._open() as stream:
                yield from self._rows(stream)
        except OSError as error:
            raise FileRefusedError(_("Filen kan ikke leses."), file=self.spec.file) from error

    def _rows(self, stream: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
        lines = self._lines(stream)
        heading = next(lines, "")
        if not heading.strip():
            has_rows = any(line.strip() for line in lines)
            raise FileRefusedError(
                _("Overskriften mangler på første linje.") if has_rows else _("Filen er tom."), file=self.spec.file
            )
        delimiter = ";" if heading.count(";") > heading.count(",") else ","
        reader = csv.reader(_first(heading, lines), delimiter=delimiter, strict=True)
        start = 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise FileRefusedError(_explain(error), file=self.spec.file, line=start) from error
            if any(cells):
                yield start, cells
            start = reader.line_num + 1

    def _lines(self, stream: IO[bytes]) -> Iterator[str]:
        """Lines one by one, each decoded by itself so that a wrong sign is named with its line."""
        self._line = 0
        while line := stream.readline(LONGEST_LINE + 1):
            self._line += 1
            if len(line) > LONGEST_LINE:
                raise self._refused(_("Cellen eller linja er for stor til å leses."))
            if self._line == 1:
                line = line.removeprefix(_BOM)
            try:
                text = line.decode()
            except UnicodeDecodeError:
                raise self._refused(_("Filen er ikke skrevet i UTF-8. Lagre den på nytt som «CSV UTF-8».")) from None
            if "\0" in text:
                raise self._refused(_("Linja har et tegn som ikke er tekst (NUL)."))
            yield text

    def _refused(self, why: str) -> FileRefusedError:
        return FileRefusedError(why, file=self.spec.file, line=self._line)


def _first(heading: str, lines: Iterator[str]) -> Iterator[str]:
    yield heading
    yield from lines


def _explain(error: csv.Error) -> str:
    said = str(error)
    if "field limit" in said:
        return _("Cellen er for stor til å leses; det er plass til %(longest)s tegn.") % {
            "longest": csv.field_size_limit()
        }
    if "unexpected end" in said:
        return _("Et anførselstegn åpnes her og lukkes aldri.")
    return _("Linja er ikke gyldig CSV: et anførselstegn står feil.")
