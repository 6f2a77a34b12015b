"""The report of an import: a CSV with every error, every warning, and what became of each row."""

import csv
from typing import IO

from django.utils.translation import gettext as _

from medvirkning.web.exports import csv_cell
from medvirkning.web.files.problems import Problems
from projects.register.batch import Batch
from projects.register.files import FILES
from projects.register.results import OUTCOMES

AT_A_TIME = 5_000
# How a row is known again, by the columns of `reg_<file>`.
KEYS = {
    "departments": "code",
    "users": "email || ', ' || department_code",
    "organisations": "COALESCE(organisation_number, external_id)",
    "work_items": "reference",
    "responsibilities": "reference || ', ' || from_date",
    "involvements": (
        "COALESCE(external_id, "
        "reference || ', ' || started_on || ', ' || array_to_string(phases, '|') || ', ' || form)"
    ),
    "exemptions": "reference || ', ' || year",
    "not_performed": "reference || ', ' || year",
}


class Report:
    """Writes to an open text file as it goes; never holds the rows."""

    def __init__(self, stream: IO[str]) -> None:
        self._writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
        stream.write("\ufeff")
        self._write(_("Slag"), _("Fil"), _("Linje"), _("Kolonne"), _("Verdi"), _("Melding"))

    def _write(self, *cells: object) -> None:
        self._writer.writerow([csv_cell(cell) for cell in cells])

    def problems(self, problems: Problems) -> None:
        for label, found in ((_("feil"), problems.errors), (_("advarsel"), problems.warnings)):
            for one in found:
                self._write(label, one.file, one.line, one.column, one.value, one.why)
        if problems.more_errors:
            self._write(_("feil"), "", "", "", "", _("Det er flere feil enn disse."))

    def outcomes(self, batch: Batch) -> None:
        """Every row and what became of it."""
        labels = {name: str(text) for name, text in OUTCOMES.items()}
        for spec in FILES:
            after = 0
            while rows := batch.fetch(
                f"SELECT line, outcome, {KEYS[spec.name]} FROM reg_{spec.name} WHERE line > %(after)s "
                "ORDER BY line LIMIT %(limit)s",
                after=after,
                limit=AT_A_TIME,
            ):
                for line, outcome, key in rows:
                    self._write(labels[outcome], spec.file, line, "", key, "")
                after = rows[-1][0]
