"""A small register as files, which tests change by a word or a row."""

import copy
import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from medvirkning.accounts.models import User
from medvirkning.web.files.problems import Problem
from projects.register.results import ImportResult, RegisterRefusedError
from projects.register.services import import_path

Rows = list[dict[str, str]]
Register = dict[str, Rows]

KREFT, UNGE = "974760673", "UNGE"
_SMALL: Register = {
    "departments": [
        {"code": "D", "name_nb": "Direktoratet", "name_nn": "", "parent_code": "", "valid_from": "2010-01-01",
         "valid_to": "", "succeeded_by": ""},
        {"code": "A", "name_nb": "Divisjon A", "parent_code": "D", "valid_from": "01.01.2010"},
        {"code": "B", "name_nb": "Divisjon B", "name_nn": "Divisjon B nynorsk", "parent_code": "D",
         "valid_from": "2015", "valid_to": "2024-06", "succeeded_by": "A"},
    ],
    "users": [
        {"email": "Kari@Example.org", "name": "Kari Nordmann", "department_code": "A", "role": "leader",
         "from_date": "2020-01-01", "to_date": "", "language": "nn"},
        {"email": "ola@example.org", "name": "Ola Nordmann", "department_code": "B"},
    ],
    "organisations": [
        {"organisation_number": KREFT, "external_id": "", "name": "Pasientforeningen", "kind": "user",
         "subject_areas": "Kreft|Psykisk helse", "umbrella_number": ""},
        {"external_id": UNGE, "name": "Unge stemmer", "kind": "informal", "umbrella_number": "974 760 673"},
    ],
    "work_items": [
        {"reference": "W1", "title": "Retningslinje", "kind": "assignment", "department_code": "A",
         "product_type": "guideline", "subject_areas": "kreft|Diabetes", "source": "ministry",
         "commissioned_on": "2021", "started_on": "2021-02-01", "due_on": "2022-12-31", "completed_on": "2022-11",
         "ended_on": "", "status": "", "responsible_email": "kari@example.org"},
        {"reference": "W2", "title": "Fast oppgave", "kind": "standing_task", "department_code": "B"},
        {"reference": "W3", "title": "Falt bort", "kind": "assignment", "department_code": "A", "status": "cancelled"},
    ],
    "responsibilities": [{"reference": "W2", "department_code": "A", "from_date": "2024-05-01"}],
    "involvements": [
        {"reference": "W1", "external_id": "X1", "started_on": "2022-03-01", "ended_on": "",
         "phases": "planning|mandate", "form": "working_group", "perspective": "both", "youth": "", "degree": "3",
         "users_count": "2", "carers_count": "1", "organisations_count": "",
         "organisation_numbers": f"{KREFT}|{UNGE}", "capacity": "representation", "people_unknown": "",
         "whole_process": "yes", "status": "", "summary": "To linjer\nmed tekst"},
        {"reference": "W2", "started_on": "2024", "phases": "not_stated", "form": "user_panel", "perspective": "user",
         "youth": "yes", "people_unknown": "yes", "status": "closed"},
    ],
    "exemptions": [
        {"reference": "W1", "year": "2022", "reason": "urgent", "reason_text": "Det hastet", "status": "approved",
         "requested_by_email": "ola@example.org", "decided_by_email": "kari@example.org", "decided_on": "2022-12-01"},
    ],
    "not_performed": [{"reference": "W2", "year": "2023", "reason": "other", "decided_by_email": ""}],
}  # fmt: skip


def small() -> Register:
    """Three departments, two accounts, two organisations, three work items, two involvements."""
    return copy.deepcopy(_SMALL)


def with_row(file: str, index: int, **cells: str) -> Register:
    """The small register with some cells of a row changed."""
    register = small()
    register[file][index] |= cells
    return register


def with_more(file: str, *rows: dict[str, str]) -> Register:
    """The small register with rows more, each as the first row where it doesn't say otherwise."""
    register = small()
    register[file] += [{**register[file][0], **row} for row in rows]
    return register


def columns(rows: Sequence[Mapping[str, str]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def csv_text(rows: Rows, delimiter: str = ",") -> str:
    target = io.StringIO()
    writer = csv.DictWriter(target, columns(rows), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue()


def write_folder(folder: Path, register: Register, *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in register.items():
        (folder / f"{name}.csv").write_bytes(csv_text(rows, delimiter).encode(encoding))
    return folder


def write_workbook(path: Path, register: Register) -> Path:
    book = openpyxl.Workbook(write_only=True)
    for name, rows in register.items():
        sheet = book.create_sheet(name)
        sheet.append(columns(rows))
        for row in rows:
            sheet.append([row.get(column) or None for column in columns(rows)])
    book.save(path)
    return path


def load(folder: Path, register: Register, *, actor: User | None = None, **options: Any) -> ImportResult:
    """Import a register written into the folder."""
    return import_path(path=write_folder(folder, register), actor=actor, **options)


def refused(path: Path, **options: Any) -> list[Problem]:
    """What the import of a path names; it must refuse."""
    with pytest.raises(RegisterRefusedError) as refusal:
        import_path(path=path, actor=None, **options)
    assert not refusal.value.result.written
    return refusal.value.result.problems.errors


def counts(result: ImportResult) -> dict[str, tuple[int, int, int, int]]:
    """Created, updated, unchanged, kept for each file."""
    return {
        file.file.removesuffix(".csv"): (file.created, file.updated, file.unchanged, file.kept)
        for file in result.files
    }
