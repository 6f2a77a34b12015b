"""The columns of a file of grants, and what a cell of each may say."""

import dataclasses
from pathlib import PurePath

from django.utils.translation import gettext as _

from medvirkning.web.dates import PartialDate
from medvirkning.web.files import cells
from medvirkning.web.files.cells import Cell, Values
from medvirkning.web.files.errors import BadValueError
from medvirkning.web.files.specs import Column, FileSpec
from medvirkning.web.precision import DatePrecision
from representatives.grants.amounts import parse_kroner
from representatives.grants.enums import RequirementState
from representatives.grants.municipalities import valid_municipality_number

FIRST_YEAR, LAST_YEAR = 1990, 2200


def _kroner() -> Cell:
    return Cell(lambda value: (str(parse_kroner(value)),), (("", "bigint"),))


def _municipality() -> Cell:
    return Cell(lambda value: (valid_municipality_number(value),))


def _whole_date() -> Cell:
    """A date that is known to the day: 2026-11-21 or 21.11.2026."""

    def read(value: str) -> Values:
        try:
            found = PartialDate.parse(value)
        except ValueError:
            found = None
        if found is None or found.precision != DatePrecision.DAY:
            raise BadValueError(_("Datoen kan ikke leses. Skriv ÅÅÅÅ-MM-DD eller DD.MM.ÅÅÅÅ."))
        return (found.first.isoformat(),)

    return Cell(read, (("", "date"),))


GRANTS = FileSpec(
    "grants",
    (
        # One of the two says who got it: `RECIPIENT`.
        Column("organisation_number", cells.organisation_number()),
        Column("municipality_number", _municipality()),
        Column("scheme_code", cells.text(60), required=True),
        Column("scheme_name", cells.prose(200)),
        Column("year", cells.whole_number(smallest=FIRST_YEAR, largest=LAST_YEAR), required=True),
        Column("municipality_name", cells.prose(100)),
        Column("amount", _kroner(), required=True),
        Column("report_due_on", _whole_date()),
        Column("report_received_on", _whole_date()),
        Column("requirement_state", cells.one_of(RequirementState.values)),
        Column("requirement_reason", cells.prose(10_000)),
        # What the scheme's rules ask from the year on: word for word, on one of its rows at least.
        Column("requirement", cells.prose(10_000)),
    ),
    # Which row it is, is asked where all its faults are named.
    key=(),
)
RECIPIENT = ("organisation_number", "municipality_number")
KEY = ("scheme_code", "year", *RECIPIENT)


def spec_of(name: str) -> FileSpec:
    """The format under the file's own name, by which faults are told."""
    return dataclasses.replace(GRANTS, name=PurePath(name).stem or GRANTS.name)
