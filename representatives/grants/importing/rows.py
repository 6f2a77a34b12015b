"""The rows of a file of grants, each with what one row tells by itself judged."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.web.files.errors import FileRefusedError
from medvirkning.web.files.problems import Problems
from medvirkning.web.files.rows import TableReader
from representatives.grants.enums import NEEDS_REASON, RequirementState
from representatives.grants.file_format import KEY, RECIPIENT
from representatives.grants.services.shared import last_year

# A file is held whole while it is set against the register.
MOST_ROWS = 100_000
# What a row may say of a grant that is there already; the other columns are its key.
VALUES = (
    "municipality_name",
    "amount",
    "report_due_on",
    "report_received_on",
    "requirement_state",
    "requirement_reason",
)


@dataclass(frozen=True)
class FileRow:
    """A row as far as it can be read. `values` holds the columns that the file has; what is in `bad` says nothing."""

    line: int
    scheme_code: str
    scheme_name: str
    year: int
    organisation_number: str
    municipality_number: str
    requirement: str
    values: dict[str, Any]
    bad: frozenset[str]

    @property
    def key(self) -> tuple[str, int, str, str]:
        return self.scheme_code, self.year, self.organisation_number, self.municipality_number

    @property
    def told_key(self) -> str:
        """The key as it is shown."""
        return f"{self.scheme_code}, {self.year}, {self.organisation_number or self.municipality_number}"


def read_rows(reader: TableReader, problems: Problems) -> Iterator[FileRow]:
    """The rows, each with all that is wrong with it named. Raises `FileRefusedError` for a file that is too long."""
    file, names = reader.spec.file, [column.name for column in reader.spec.columns]
    if not reader.present.intersection(RECIPIENT):
        raise FileRefusedError(_("Kolonnen mangler og er påkrevd."), file=file, line=1, column=" / ".join(RECIPIENT))
    first_lines: dict[tuple[str, int, str, str], int] = {}
    for count, read in enumerate(reader, start=1):
        if count > MOST_ROWS:
            raise FileRefusedError(
                _("Filen har for mange rader: det er plass til %(number)s. Del den i flere.") % {"number": MOST_ROWS},
                file=file,
                line=read.line,
            )
        cells = dict(zip(names, read.values, strict=True))
        row = _row(read.line, cells, reader.present, frozenset(read.bad))
        for column, value, why in _faults(row, cells):
            problems.error(file, row.line, column, value, why)
        if not row.bad.intersection(KEY) and (first := first_lines.setdefault(row.key, row.line)) != row.line:
            why = _("Den samme raden står på linje %(first)s.") % {"first": first}
            problems.error(file, row.line, "scheme_code", row.told_key, why)
        yield row


def _row(line: int, cells: dict[str, str | None], present: frozenset[str], bad: frozenset[str]) -> FileRow:
    values: dict[str, Any] = {name: cells[name] or "" for name in VALUES if name in present and name not in bad}
    if cells["amount"]:
        values["amount"] = int(cells["amount"])
    for name in ("report_due_on", "report_received_on"):
        if name in values:
            values[name] = datetime.date.fromisoformat(values[name]) if values[name] else None
    if "requirement_state" in values:
        values["requirement_state"] = values["requirement_state"] or RequirementState.UNKNOWN.value
    return FileRow(
        line=line,
        scheme_code=cells["scheme_code"] or "",
        scheme_name=" ".join((cells["scheme_name"] or "").split()),
        year=int(cells["year"] or 0),
        organisation_number=cells["organisation_number"] or "",
        municipality_number=cells["municipality_number"] or "",
        requirement=(cells["requirement"] or "").strip(),
        values=values,
        bad=bad,
    )


def _faults(row: FileRow, cells: dict[str, str | None]) -> Iterator[tuple[str, str, str]]:
    """(column, value, why) for what the cells of one row say against each other, as far as they can be read."""
    name, bad = cells["municipality_name"] or "", row.bad
    if not (row.organisation_number or row.municipality_number or bad.intersection(RECIPIENT)):
        yield RECIPIENT[0], "", _("Fyll ut %(names)s.") % {"names": _(" eller ").join(RECIPIENT)}
    elif row.organisation_number and (row.municipality_number or name):
        shown = row.municipality_number or name
        yield "municipality_number", shown, _("Fyll ut enten organisasjonsnummer eller kommune, ikke begge.")
    elif row.municipality_number and not name and "municipality_name" not in bad:
        yield "municipality_name", "", _("Skriv navnet på kommunen.")
    if row.year > last_year():
        yield "year", str(row.year), _("Året er ikke kommet ennå.")
    received = row.values.get("report_received_on")
    if received is not None and received > timezone.localdate():
        yield "report_received_on", received.isoformat(), _("Datoen er ikke kommet ennå.")
    if bad.intersection(("requirement_state", "requirement_reason")):
        return
    state, reason = row.values.get("requirement_state"), cells["requirement_reason"] or ""
    if state in NEEDS_REASON and not reason:
        yield "requirement_reason", "", _("Skriv hvorfor kravet ikke er oppfylt fullt ut.")
    if reason and state in (None, RequirementState.UNKNOWN):
        yield "requirement_state", "", _("Raden har en begrunnelse, men sier ikke om kravet er oppfylt.")
