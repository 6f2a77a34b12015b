"""The rows of `GET shares/` for other programs: JSON, CSV, JSON-stat 2.0 and XLSX.

Names and order of the columns are a contract; the API and every format are written from `as_json`.
"""

import csv
import io
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from projects.shares.enums import COUNTS, Scope
from projects.shares.figures import COLUMNS, KINDS, ShareRow
from projects.work.enums import WorkKind

FORMATS = ("csv", "json", "jsonstat", "xlsx")
PER_CENT = ("share", "share_less_exemptions")
# Spreadsheets run a cell that begins with one of these as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_json(row: ShareRow) -> dict[str, Any]:
    """A row as the API gives it: percentages are numbers with one decimal, time is ISO 8601."""
    values = {name: getattr(row, name) for name in COLUMNS}
    for name in PER_CENT:
        values[name] = None if values[name] is None else float(values[name])
    values["computed_at"] = row.computed_at.isoformat() if row.computed_at else None
    return values


def to_json(rows: Sequence[ShareRow]) -> bytes:
    """One array."""
    return (json.dumps([as_json(row) for row in rows], ensure_ascii=False, indent=1) + "\n").encode()


def to_csv(rows: Sequence[ShareRow]) -> bytes:
    """Comma, UTF-8, a full stop as the decimal sign; empty is no value, true and false in small letters."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([[_csv_cell(value) for value in as_json(row).values()] for row in rows])
    return buffer.getvalue().encode()


def _csv_cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value


def to_xlsx(rows: Sequence[ShareRow]) -> bytes:
    """One sheet, heading first."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("shares")
        sheet.write_row(0, 0, COLUMNS, book.add_format({"bold": True}))
        for index, row in enumerate(rows, start=1):
            for column, value in enumerate(as_json(row).values()):
                if value is not None:
                    sheet.write(index, column, value)
        sheet.freeze_panes(1, 0)
    return target.getvalue()


def to_jsonstat(rows: Sequence[ShareRow]) -> bytes:
    """A JSON-stat 2.0 dataset with the dimensions year, department, kind, scope and measure."""
    return (json.dumps(jsonstat(rows), ensure_ascii=False) + "\n").encode()


def jsonstat(rows: Sequence[ShareRow]) -> dict[str, Any]:
    """The cube, its values in the order of its dimensions; what has no value is null."""
    years = sorted({row.year for row in rows})
    names = {row.department: row.department_name for row in rows}
    measures = (*COUNTS, *PER_CENT)
    found = {(row.year, row.department, row.kind, row.scope): row for row in rows}
    values = [
        _number(getattr(found[year, department, kind, scope], measure))
        if (year, department, kind, scope) in found
        else None
        for year in years
        for department in names
        for kind in KINDS
        for scope in Scope.values
        for measure in measures
    ]
    labels = measure_labels()
    return {
        "version": "2.0",
        "class": "dataset",
        "label": _("Andel oppdrag og faste oppgaver med bruker- og pårørendemedvirkning"),
        "source": _("Medvirkning"),
        "updated": max((row.computed_at.isoformat() for row in rows if row.computed_at), default=None),
        "note": [
            _("Legg aldri sammen «own» og «total»: totalen rommer enhetens egne tall og alle enheter under den."),
            _("Slaget «all» er oppdrag og faste oppgaver sammen; «early» og «systematic» gjelder bare oppdrag."),
        ],
        "id": ["year", "department", "kind", "scope", "measure"],
        "size": [len(years), len(names), len(KINDS), len(Scope.values), len(measures)],
        "role": {"time": ["year"], "metric": ["measure"]},
        "dimension": {
            "year": _dimension(_("År"), {str(year): str(year) for year in years}),
            "department": _dimension(_("Enhet"), names),
            "kind": _dimension(_("Slag"), {**{kind.value: str(kind.label) for kind in WorkKind}, "all": _("alle")}),
            "scope": _dimension(_("Omfang"), {scope.value: str(scope.label) for scope in Scope}),
            "measure": _dimension(_("Mål"), {name: labels[name] for name in measures}),
        },
        "value": values,
        "extension": {
            "rule_versions": {str(year): _rule_of(rows, year) for year in years},
            "preliminary": sorted({row.year for row in rows if row.preliminary}),
        },
    }


def measure_labels() -> dict[str, str]:
    """What the measures are called where statistics are read."""
    return {
        "carried_out": _("Gjennomført"),
        "with_any": _("Med bruker- eller pårørendemedvirkning"),
        "with_user": _("Med brukere"),
        "with_carer": _("Med pårørende"),
        "with_both": _("Med både brukere og pårørende"),
        "confirmed": _("Bekreftet av dem som var med"),
        "representation": _("Med representanter for organisasjoner"),
        "insight_only": _("Bare brukerinnsikt"),
        "unknown_degree_only": _("Bare ukjent grad"),
        "early": _("Tidlig medvirkning"),
        "systematic": _("Systematisk medvirkning"),
        "exempt": _("Godkjent unntak, uten medvirkning"),
        "not_performed": _("Ikke gjennomført"),
        "cancelled": _("Bortfalt"),
        "overdue_open": _("Over fristen, ikke fullført"),
        "could_be_asked": _("Noen kunne spørres"),
        "asked": _("Noen er spurt"),
        "answered": _("Noen har svart"),
        "share": _("Andel med medvirkning, prosent"),
        "share_less_exemptions": _("Andel med medvirkning uten godkjente unntak, prosent"),
    }


def _dimension(label: str, categories: dict[str, str]) -> dict[str, Any]:
    return {"label": label, "category": {"index": list(categories), "label": categories}}


def _number(value: Decimal | int | None) -> float | int | None:
    return float(value) if isinstance(value, Decimal) else value


def _rule_of(rows: Sequence[ShareRow], year: int) -> int:
    return next(row.rule_version for row in rows if row.year == year)


WRITERS = {"csv": to_csv, "json": to_json, "jsonstat": to_jsonstat, "xlsx": to_xlsx}
