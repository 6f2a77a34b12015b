"""Every bad row is named with file, line, column and reason, and nothing is written."""

from pathlib import Path

import pytest

from medvirkning.web.files.problems import LIMIT
from projects.departments.models import Department
from projects.work.enums import WorkStatus
from projects.work.models import WorkItem
from tests import factories
from tests.projects.register.registers import (
    KREFT,
    Register,
    load,
    refused,
    small,
    with_more,
    with_row,
    write_folder,
)

pytestmark = pytest.mark.django_db

# (the register, file, line, column, a part of the reason)
ONE_CELL: dict[str, tuple[Register, str, int, str, str]] = {
    "wrong date": (
        with_row("work_items", 0, started_on="2021-02-30"), "work_items", 2, "started_on", "kan ikke leses",
    ),
    "no date": (with_row("involvements", 0, started_on="i går"), "involvements", 2, "started_on", "kan ikke leses"),
    "empty required cell": (with_row("work_items", 1, title=" "), "work_items", 3, "title", "er tom"),
    "empty key": (with_row("work_items", 0, reference=""), "work_items", 2, "reference", "er tom"),
    "too long": (with_row("work_items", 0, title="x" * 301), "work_items", 2, "title", "301 tegn"),
    "unknown department": (
        with_row("work_items", 0, department_code="Q"), "work_items", 2, "department_code", "finnes ikke",
    ),
    "unknown department of an account": (
        with_row("users", 1, department_code="Q"), "users", 3, "department_code", "finnes ikke",
    ),
    "two rows of one key": (
        with_more("work_items", {"title": "En til"}), "work_items", 5, "reference", "står på linje 2",
    ),
    "two rows of one external id": (
        with_more("involvements", {"form": "survey"}), "involvements", 5, "external_id", "står på linje 2",
    ),
    "two rows of one involvement": (
        with_more("involvements", {"external_id": ""}, {"external_id": "", "phases": "mandate|planning"}),
        "involvements", 7, "reference", "står på linje 5",
    ),
    "two rows of one organisation": (
        with_more("organisations", {"external_id": "EN-TIL"}), "organisations", 4, "organisation_number",
        "står på linje 2",
    ),
    "two rows of one membership": (
        with_more("users", {"email": "KARI@example.org"}), "users", 4, "email", "står på linje 2",
    ),
    "parent unknown": (with_row("departments", 1, parent_code="Q"), "departments", 3, "parent_code", "finnes ikke"),
    "closed before opened": (
        with_row("departments", 2, valid_to="2014-12-31"), "departments", 4, "valid_to", "før den ble opprettet",
    ),
    "second root": (with_row("departments", 1, parent_code=""), "departments", 3, "parent_code", "alt en øverste"),
    "own successor": (with_row("departments", 2, succeeded_by="B"), "departments", 4, "succeeded_by", "seg selv"),
    "unknown successor": (
        with_row("departments", 2, succeeded_by="Q"), "departments", 4, "succeeded_by", "finnes ikke",
    ),
    "membership ends before it starts": (
        with_row("users", 0, to_date="2019"), "users", 2, "to_date", "før startdatoen",
    ),
    "no address": (with_row("users", 0, email="kari"), "users", 2, "email", "ikke en e-postadresse"),
    "unknown role": (with_row("users", 0, role="sjef"), "users", 2, "role", "Ukjent verdi"),
    "wrong organisation number": (
        with_row("organisations", 0, organisation_number="974760674"), "organisations", 2, "organisation_number",
        "ikke et gyldig organisasjonsnummer",
    ),
    "nine zeros": (
        with_row("organisations", 0, organisation_number="000000000"), "organisations", 2, "organisation_number",
        "ikke et gyldig organisasjonsnummer",
    ),
    "organisation without a number": (
        with_row("organisations", 1, kind="user"), "organisations", 3, "organisation_number", "mangler",
    ),
    "organisation without any key": (
        with_row("organisations", 1, external_id=""), "organisations", 3, "organisation_number", "Fyll ut",
    ),
    "unknown umbrella": (
        with_row("organisations", 1, umbrella_number="971527412"), "organisations", 3, "umbrella_number",
        "finnes ikke",
    ),
    "own umbrella": (
        with_row("organisations", 0, umbrella_number=KREFT), "organisations", 2, "umbrella_number", "egen paraply",
    ),
    "unknown product type": (
        with_row("work_items", 0, product_type="bok"), "work_items", 2, "product_type", "finnes ikke i lista",
    ),
    "unknown source": (with_row("work_items", 0, source="brev"), "work_items", 2, "source", "finnes ikke i lista"),
    "completed without a date": (
        with_row("work_items", 0, completed_on="", status="completed"), "work_items", 2, "status", "datoen mangler",
    ),
    "standing task completed without a date": (
        with_row("work_items", 1, status="completed"), "work_items", 3, "status", "datoen mangler",
    ),
    "completion date on a standing task": (
        with_row("work_items", 1, completed_on="2023-01-01"), "work_items", 3, "completed_on", "fast oppgave",
    ),
    "last active day on an assignment": (
        with_row("work_items", 2, ended_on="2023-01-01"), "work_items", 4, "ended_on", "ingen siste virkedag",
    ),
    "completed before it started": (
        with_row("work_items", 0, completed_on="2020-12"), "work_items", 2, "completed_on", "før startdatoen",
    ),
    "ended before it started": (
        with_row("work_items", 1, started_on="2022", ended_on="2021"), "work_items", 3, "ended_on", "før startdatoen",
    ),
    "completed in the future": (
        with_row("work_items", 0, completed_on="2199"), "work_items", 2, "completed_on", "fram i tid",
    ),
    "a date of completion and another status": (
        with_row("work_items", 0, status="ongoing"), "work_items", 2, "status", "statusen sier noe annet",
    ),
    "responsibility for unknown work": (
        with_row("responsibilities", 0, reference="W9"), "responsibilities", 2, "reference", "finnes ikke",
    ),
    "responsibility outside the department's validity": (
        with_more("responsibilities", {"department_code": "B", "from_date": "2024-07-01"}), "responsibilities", 3,
        "from_date", "fantes ikke den dagen",
    ),
    "involvement in unknown work": (
        with_row("involvements", 0, reference="W9"), "involvements", 2, "reference", "finnes ikke",
    ),
    "end before start": (
        with_row("involvements", 0, ended_on="2022-02-28"), "involvements", 2, "ended_on", "før startdatoen",
    ),
    "unknown phase": (with_row("involvements", 0, phases="mandate|slutt"), "involvements", 2, "phases", "slutt"),
    "unknown form": (with_row("involvements", 0, form="kaffe"), "involvements", 2, "form", "finnes ikke i lista"),
    "degree past the scale": (with_row("involvements", 0, degree="5"), "involvements", 2, "degree", "fra 0 til 4"),
    "negative count": (with_row("involvements", 0, users_count="-1"), "involvements", 2, "users_count", "negativt"),
    "half a person": (with_row("involvements", 0, users_count="1.5"), "involvements", 2, "users_count", "helt tall"),
    "no users, though users took part": (
        with_row("involvements", 0, users_count="0"), "involvements", 2, "users_count", "kan ikke være 0",
    ),
    "no users and nobody else": (
        with_row("involvements", 1, people_unknown="", users_count="0"), "involvements", 4, "users_count",
        "La cellen stå tom",
    ),
    "no carers, though carers took part": (
        with_row("involvements", 0, carers_count="0"), "involvements", 2, "carers_count", "kan ikke være 0",
    ),
    "nobody took part": (
        with_row("involvements", 1, people_unknown=""), "involvements", 4, "organisation_numbers", "minst én",
    ),
    "unknown organisation": (
        with_row("involvements", 0, organisation_numbers=f"{KREFT}|INGEN"), "involvements", 2, "organisation_numbers",
        "finnes ikke",
    ),
    "neither yes nor no": (with_row("involvements", 0, youth="ja"), "involvements", 2, "youth", "yes eller no"),
    "unknown capacity": (
        with_row("involvements", 0, capacity="unknown"), "involvements", 2, "capacity", "Ukjent verdi",
    ),
    "formula": (with_row("work_items", 0, title="=1+1"), "work_items", 2, "title", "formel"),
    "unknown reason": (with_row("exemptions", 0, reason="fordi"), "exemptions", 2, "reason", "finnes ikke i lista"),
    "no year": (with_row("exemptions", 0, year="22"), "exemptions", 2, "year", "fra 1900 til 2200"),
    "unknown decider": (
        with_row("exemptions", 0, decided_by_email="hvem@example.org"), "exemptions", 2, "decided_by_email",
        "Ingen konto",
    ),
    "decided by who asked": (
        with_row("exemptions", 0, decided_by_email="ola@example.org"), "exemptions", 2, "decided_by_email",
        "kan ikke avgjøre",
    ),
    "assignment not performed": (
        with_row("not_performed", 0, reference="W1"), "not_performed", 2, "reference", "Bare faste oppgaver",
    ),
    "not performed with involvement in the file": (
        with_row("not_performed", 0, year="2024"), "not_performed", 2, "year", "medvirkning som teller",
    ),
}  # fmt: skip


# Rows that refer to a row without a readable key are named too: they can't be judged without it.
WITH_CONSEQUENCES = {
    "empty key", "no address", "wrong organisation number", "nine zeros", "organisation without any key",
    "second root",
}  # fmt: skip


@pytest.mark.parametrize("case", ONE_CELL)
def test_a_bad_row_is_named_and_nothing_is_written(tmp_path: Path, case: str) -> None:
    register, file, line, column, why = ONE_CELL[case]

    found = refused(write_folder(tmp_path, register))

    places = [(problem.file, problem.line, problem.column) for problem in found]
    assert (f"{file}.csv", line, column) in places, found
    assert why in found[places.index((f"{file}.csv", line, column))].why
    assert len(found) == 1 or case in WITH_CONSEQUENCES, found
    assert not WorkItem.objects.exists()
    assert not Department.objects.in_tree().exists()


def test_a_circle_of_departments_is_named_once_for_each_of_its_members(tmp_path: Path) -> None:
    register = {
        "departments": [
            {"code": "D", "name_nb": "D", "parent_code": "", "valid_from": "2010-01-01"},
            {"code": "A", "name_nb": "A", "parent_code": "C", "valid_from": "2010-01-01"},
            {"code": "B", "name_nb": "B", "parent_code": "A", "valid_from": "2010-01-01"},
            {"code": "C", "name_nb": "C", "parent_code": "B", "valid_from": "2010-01-01"},
            {"code": "E", "name_nb": "E", "parent_code": "C", "valid_from": "2010-01-01"},
        ]
    }

    found = refused(write_folder(tmp_path, register))

    assert [problem.line for problem in found] == [3, 4, 5]
    assert "A → C → B → A" in found[0].why


def test_every_bad_row_of_every_file_is_named_at_once(tmp_path: Path) -> None:
    register = small()
    register["departments"][2]["valid_to"] = "aldri"
    register["work_items"][0]["department_code"] = "Q"
    register["work_items"][1]["kind"] = "oppgave"
    register["involvements"][0]["degree"] = "9"
    register["involvements"][0]["reference"] = "W9"

    found = refused(write_folder(tmp_path, register))

    assert [(problem.file, problem.line, problem.column) for problem in found] == [
        ("departments.csv", 4, "valid_to"),
        ("work_items.csv", 2, "department_code"),
        ("work_items.csv", 3, "kind"),
        ("involvements.csv", 2, "degree"),
        ("involvements.csv", 2, "reference"),
    ]


@pytest.mark.parametrize(
    ("register", "value"),
    [
        (with_row("involvements", 1, people_unknown=""), ""),
        (with_row("departments", 1, parent_code=""), ""),
        (with_row("not_performed", 0, year="2024"), "2024"),
    ],
)
def test_the_value_named_is_what_stands_in_the_cell(tmp_path: Path, register: Register, value: str) -> None:
    assert refused(write_folder(tmp_path, register))[0].value == value


def test_a_thousand_bad_rows_are_named(tmp_path: Path) -> None:
    more = [{"reference": f"V{n}", "department_code": "Q"} for n in range(LIMIT + 5)]

    assert len(refused(write_folder(tmp_path, with_more("work_items", *more)))) == LIMIT


def test_a_value_taken_out_of_use_is_not_chosen_anew(tmp_path: Path, history_context: None) -> None:
    form = factories.involvement_form("working_group")
    form.disabled_on = factories.day("2022-03-01")
    form.save()

    assert "tatt ut av bruk" in refused(write_folder(tmp_path, small()))[0].why

    load(tmp_path, with_row("involvements", 0, started_on="2022-02-28"))


def test_not_performed_is_refused_where_stored_involvement_counts(tmp_path: Path) -> None:
    task = factories.standing_task(reference="W2")
    event = factories.event(started_on=factories.day("2022-12-30"), ended_on=factories.day("2023-01-02"))
    factories.involvement(task, event=event)
    register: Register = {"not_performed": [{"reference": "W2", "year": "2023", "reason": "other"}]}

    assert "medvirkning som teller" in refused(write_folder(tmp_path, register))[0].why

    register["not_performed"][0]["year"] = "2024"
    load(tmp_path, register)


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [("completed", "planned", False), ("completed", "ongoing", True), ("cancelled", "completed", False)],
)
def test_a_change_of_state_follows_the_table(tmp_path: Path, before: str, after: str, allowed: bool) -> None:
    done = {"status": "completed", "completed_on": "2022-11-01"}
    start = with_row("work_items", 0, **(done if before == "completed" else {"status": before, "completed_on": ""}))
    load(tmp_path, start)
    end = with_row("work_items", 0, **(done if after == "completed" else {"status": after, "completed_on": ""}))

    if allowed:
        load(tmp_path, end)
        assert WorkItem.objects.get(reference="W1").status == WorkStatus(after)
    else:
        found = refused(write_folder(tmp_path, end))
        assert found[0].column == "status"
        assert found[0].value == f"{before} → {after}"


def test_a_department_never_moves(tmp_path: Path) -> None:
    load(tmp_path, small())

    found = refused(write_folder(tmp_path, with_row("departments", 2, parent_code="A")))

    assert (found[0].line, found[0].column) == (4, "parent_code")
    assert "flyttes ikke" in found[0].why


def test_an_annulled_involvement_stays_annulled(tmp_path: Path) -> None:
    load(tmp_path, with_row("involvements", 0, status="annulled"))

    assert refused(write_folder(tmp_path, with_row("involvements", 0, status="registered")))[0].column == "status"


def test_the_department_outside_the_tree_is_not_changed_from_a_file(tmp_path: Path) -> None:
    outside = Department.objects.get(outside_tree=True)

    found = refused(write_folder(tmp_path, with_more("departments", {"code": outside.code, "parent_code": ""})))

    assert "utenfor treet" in found[0].why
