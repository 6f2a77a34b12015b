"""Where rows come from: a folder or archive of CSV files, or an XLSX. All are read as a stream."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from medvirkning.web.files.csv_files import CsvTable
from medvirkning.web.files.errors import FileRefusedError
from medvirkning.web.files.problems import Problems
from medvirkning.web.files.tables import Table
from projects.register.files import BY_NAME
from projects.register.sources.archives import open_archive
from projects.register.sources.xlsx import open_workbook

ARCHIVES = (".xlsx", ".zip")
# What operating systems leave in folders and archives.
IGNORED = ("__MACOSX", "Thumbs.db", "desktop.ini")


def is_readable(path: Path) -> bool:
    """Whether the path is of a kind that can be read: a folder, an XLSX or a zip."""
    return path.is_dir() or (path.is_file() and path.suffix.lower() in ARCHIVES)


@contextmanager
def open_source(path: Path, problems: Problems) -> Iterator[list[Table]]:
    """The known tables of a folder, an XLSX or a zip; what is unknown is named in `problems`."""
    if path.is_dir():
        names = {entry.name: entry for entry in sorted(path.iterdir()) if not _ignored(entry.name)}
        yield _csv_tables({name: _opener(entry) for name, entry in names.items()}, path.resolve().name, problems)
        return
    with path.open("rb") as stream, open_stream(stream, path.name, problems) as tables:
        yield tables


@contextmanager
def open_stream(stream: IO[bytes], name: str, problems: Problems) -> Iterator[list[Table]]:
    """The same of an uploaded file."""
    with open_archive(stream, name) as archive:
        if name.lower().endswith(".zip"):
            yield _csv_tables(_members(archive), name, problems)
            return
        with open_workbook(archive, stream, name, problems) as tables:
            yield tables


def _ignored(name: str) -> bool:
    return name.startswith(".") or name in IGNORED


def _opener(entry: Path) -> Callable[[], IO[bytes]]:
    return lambda: entry.open("rb")


def _members(archive: zipfile.ZipFile) -> dict[str, Callable[[], IO[bytes]]]:
    """The files of an archive by their last name; they may lie in one folder."""
    found: dict[str, Callable[[], IO[bytes]]] = {}
    for info in archive.infolist():
        parts = [part for part in info.filename.split("/") if part]
        if info.is_dir() or not parts or any(_ignored(part) for part in parts):
            continue
        if parts[-1] in found:
            raise FileRefusedError(_("Filen finnes to ganger i arkivet."), file=parts[-1])
        found[parts[-1]] = lambda info=info: archive.open(info)  # type: ignore[misc]
    return found


def _csv_tables(files: dict[str, Callable[[], IO[bytes]]], place: str, problems: Problems) -> list[Table]:
    known = {spec.file: spec for spec in BY_NAME.values()}
    for name in files:
        if name not in known:
            why = _("Ukjent fil. Disse kan leses: %(expected)s.") % {"expected": ", ".join(known)}
            problems.error(name, None, "", "", why)
    tables: list[Table] = [CsvTable(spec, files[file]) for file, spec in known.items() if file in files]
    if not tables and not problems.errors:
        why = _("Her er det ingen filer. Disse kan leses: %(expected)s.") % {"expected": ", ".join(known)}
        raise FileRefusedError(why, file=place)
    return tables
