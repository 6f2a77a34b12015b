"""The commands for shares: the same rows in every format, the same count as the scheduled job."""

import csv
import io
import json
import sys

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from projects.shares import figures
from projects.shares.export import as_json, jsonstat
from projects.shares.figures import COLUMNS
from projects.shares.models import CountDifference, DepartmentShare
from tests import factories
from tests.projects.shares.registers import YEAR, random_register, worked_example

pytestmark = pytest.mark.django_db


class Standard:
    """Standard output that takes bytes."""

    def __init__(self):
        self.buffer = io.BytesIO()

    def flush(self):
        pass


@pytest.fixture
def export(monkeypatch):
    def run(kind, year=YEAR):
        out = Standard()
        monkeypatch.setattr(sys, "stdout", out)
        call_command("export_shares", year=year, format=kind)
        return out.buffer.getvalue()

    return run


def test_json_is_one_array_of_the_api_rows(export):
    worked_example()
    rows = json.loads(export("json"))
    assert rows == [json.loads(json.dumps(as_json(row))) for row in figures.shares(YEAR)]
    example = [row for row in rows if row["department"] == "PSYK" and row["kind"] == "all"]
    assert {row["share"] for row in example} == {63.3}


def test_csv_holds_the_same_under_stable_names(export):
    worked_example()
    rows = list(csv.DictReader(io.StringIO(export("csv").decode())))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(figures.shares(YEAR))
    (row,) = [r for r in rows if (r["department"], r["kind"], r["scope"]) == ("PSYK", "standing_task", "own")]
    assert (row["share"], row["early"], row["preliminary"]) == ("70.0", "", "false")


def test_xlsx_holds_the_same(export):
    worked_example()
    sheet = openpyxl.load_workbook(io.BytesIO(export("xlsx")), read_only=True).active
    heading, *rows = sheet.iter_rows(values_only=True)
    assert heading == COLUMNS
    assert len(rows) == len(figures.shares(YEAR))
    shares = {row[COLUMNS.index("share")] for row in rows if row[0] == "PSYK" and row[3] == "all"}
    assert shares == {63.3}


def test_jsonstat_finds_each_value_by_its_place(export):
    departments = random_register(1, items=30)
    cube = json.loads(export("jsonstat", 2024))
    assert (cube["version"], cube["class"]) == ("2.0", "dataset")
    assert cube["id"] == ["year", "department", "kind", "scope", "measure"]
    size = 1
    for one, length in zip(cube["id"], cube["size"], strict=True):
        category = cube["dimension"][one]["category"]
        assert len(category["index"]) == length
        assert set(category["label"]) == set(category["index"])
        size *= length
    assert len(cube["value"]) == size
    assert "aldri" in cube["note"][0]

    def value(**place):
        at = 0
        for name, length in zip(cube["id"], cube["size"], strict=True):
            at = at * length + cube["dimension"][name]["category"]["index"].index(place[name])
        return cube["value"][at]

    for row in figures.shares(2024, department=departments[0].code):
        place = {"year": "2024", "department": row.department, "kind": row.kind, "scope": row.scope}
        assert value(**place, measure="with_any") == row.with_any
        assert value(**place, measure="early") == row.early
        share = value(**place, measure="share")
        assert share == (None if row.share is None else float(row.share))


def test_a_cube_over_years_is_whole_where_a_department_is_missing():
    worked_example()
    rows = [*figures.shares(YEAR), *figures.shares(YEAR - 1, department="PSYK")]
    cube = jsonstat(rows)
    assert cube["size"][0] == 2
    assert len(cube["value"]) == 2 * cube["size"][1] * 3 * 2 * 17


def test_a_name_cannot_run_as_a_formula(export):
    from tests import factories

    factories.division(name="=1+1")
    text = export("csv").decode()
    assert ",'=1+1," in text


def test_to_a_file(tmp_path, capsys):
    worked_example()
    target = tmp_path / "shares.csv"
    call_command("export_shares", year=YEAR, format="csv", output=target)
    assert target.read_text().startswith("department,department_name,year")
    said = capsys.readouterr()
    assert said.out == ""
    assert str(target) in said.err


@pytest.mark.parametrize("command", ["export_shares", "compute_shares"])
def test_a_year_that_is_not_counted_is_refused(command):
    options = {"format": "csv"} if command == "export_shares" else {}
    with pytest.raises(CommandError) as refused:
        call_command(command, year=1999, **options)
    assert refused.value.returncode == 1


def test_computing_counts_what_waits_and_finds_nothing_else(capsys):
    random_register(2, items=20)
    call_command("compute_shares")
    said = capsys.readouterr()
    assert said.out == ""
    assert "0 avvik" in said.err
    assert not CountDifference.objects.exists()


def test_computing_mends_what_differs_in_a_year_and_a_department(capsys):
    worked_example()
    DepartmentShare.objects.filter(department__code="PSYK").update(with_any=0)
    call_command("compute_shares", year=YEAR, department="PSYK")
    assert "2 avvik" in capsys.readouterr().err
    assert CountDifference.objects.count() == 2
    (row,) = [r for r in figures.shares(YEAR, department="PSYK", kinds=["all"]) if r.scope == "own"]
    assert row.with_any == 19


def test_an_unknown_department_is_refused():
    with pytest.raises(CommandError) as refused:
        call_command("compute_shares", department="NONE")
    assert refused.value.returncode == 1


def test_what_is_not_counted_yet_is_counted_before_it_is_exported(export):
    """After an import by command, where no worker runs."""
    department = factories.division()
    done = factories.assignment(department=department, completed_on=factories.day(f"{YEAR}-05-02"))
    factories.involvement(done, started_on=factories.day(f"{YEAR}-04-02"))
    assert not DepartmentShare.objects.exists()
    rows = json.loads(export("json"))
    (row,) = [one for one in rows if (one["department"], one["kind"], one["scope"]) == (department.code, "all", "own")]
    assert (row["carried_out"], row["share"]) == (1, 100.0)
