"""`manage.py import_register`: exit codes, messages and the report."""

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from projects.work.models import WorkItem
from tests.projects.register.registers import small, with_row, write_folder

pytestmark = pytest.mark.django_db


def test_what_was_done_is_told_on_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_register", write_folder(tmp_path, small()))

    told = capsys.readouterr()
    assert told.out == ""
    assert "work_items.csv: 3 opprettet, 0 oppdatert, 0 uendret, 0 beholdt som i portalen" in told.err
    assert "task_not_sent" not in told.err
    assert told.err.endswith("Ferdig. Andelene telles når portalen går; compute_shares teller dem nå.\n")


def test_refused_files_end_with_1_and_name_every_bad_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = with_row("work_items", 0, started_on="2021-13-01", kind="ting")

    with pytest.raises(CommandError) as refusal:
        call_command("import_register", write_folder(tmp_path, register))

    assert refusal.value.returncode == 1
    told = capsys.readouterr().err
    assert "work_items.csv, linje 2, started_on: «2021-13-01» Datoen kan ikke leses." in told
    assert "work_items.csv, linje 2, kind: «ting» Ukjent verdi." in told
    assert not WorkItem.objects.exists()


@pytest.mark.parametrize("name", ["finnes-ikke", "work_items.csv"])
def test_a_path_that_is_neither_folder_nor_workbook_is_wrong_usage(tmp_path: Path, name: str) -> None:
    (tmp_path / "work_items.csv").write_text("reference\n")

    with pytest.raises(CommandError) as wrong:
        call_command("import_register", tmp_path / name)
    assert wrong.value.returncode == 2


def _report(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def test_the_report_tells_what_became_of_every_row(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "files", small())
    call_command("import_register", folder, report=tmp_path / "report.csv")
    changed = with_row("work_items", 0, title="Nytt", responsible_email="borte@example.org")
    call_command("import_register", write_folder(folder, changed), report=tmp_path / "report.csv")

    rows = _report(tmp_path / "report.csv")
    assert [(row["Slag"], row["Linje"], row["Verdi"]) for row in rows if row["Fil"] == "work_items.csv"] == [
        ("advarsel", "2", "borte@example.org"),
        ("oppdatert", "2", "W1"),
        ("uendret", "3", "W2"),
        ("uendret", "4", "W3"),
    ]


def test_the_report_of_refused_files_has_their_errors_and_no_formula(tmp_path: Path) -> None:
    register = with_row("work_items", 0, kind="@SUM(A1)")

    with pytest.raises(CommandError):
        call_command("import_register", write_folder(tmp_path / "f", register), report=tmp_path / "report.csv")

    assert [(row["Slag"], row["Verdi"]) for row in _report(tmp_path / "report.csv")] == [("feil", "'@SUM(A1)")]
