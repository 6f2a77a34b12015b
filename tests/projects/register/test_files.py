"""What is and isn't a file of the register: encodings, separators, headings, sizes, archives, workbooks."""

import datetime
import io
import itertools
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

import openpyxl
import pytest

from medvirkning.web.files.csv_files import CsvTable
from medvirkning.web.files.errors import FileRefusedError
from projects.departments.models import Department
from projects.register.files import WORK_ITEMS
from projects.register.results import RegisterRefusedError
from projects.register.services import import_path, import_stream
from projects.work.models import WorkItem
from tests.projects.register.registers import (
    Register,
    counts,
    csv_text,
    refused,
    small,
    with_row,
    write_folder,
    write_workbook,
)

pytestmark = pytest.mark.django_db

Change = Callable[[Path], None]


def _write(name: str, content: bytes) -> Change:
    return lambda folder: (folder / name).write_bytes(content) and None


def _heading(old: str, new: str, file: str = "work_items.csv") -> Change:
    def change(folder: Path) -> None:
        path = folder / file
        path.write_text(path.read_text().replace(old, new, 1))

    return change


UNREADABLE: dict[str, tuple[Change, str, int | None, str, str]] = {
    "latin-1": (
        lambda folder: write_folder(folder, with_row("work_items", 1, title="Blå"), encoding="latin-1") and None,
        "work_items.csv", 3, "", "UTF-8",
    ),
    "utf-16": (_write("users.csv", "email,name".encode("utf-16")), "users.csv", 1, "", "UTF-8"),
    "empty file": (_write("users.csv", b""), "users.csv", None, "", "tom"),
    "blank lines only": (_write("users.csv", b"\n \n"), "users.csv", None, "", "tom"),
    "no heading": (_write("users.csv", b"\nkari,Kari,A\n"), "users.csv", None, "", "Overskriften mangler"),
    "unknown file": (_write("kaker.csv", b"a\n"), "kaker.csv", None, "", "Ukjent fil"),
    "unknown folder": (lambda folder: (folder / "mer").mkdir(), "mer", None, "", "Ukjent fil"),
    "unknown column": (_heading("title", "tittel,title"), "work_items.csv", 1, "tittel", "Ukjent kolonne"),
    "doubled column": (_heading("source", "title"), "work_items.csv", 1, "title", "to ganger"),
    "column without a name": (_heading("source", ""), "work_items.csv", 1, "", "mangler navn"),
    "missing column": (_heading(",title", ""), "work_items.csv", 1, "title", "påkrevd"),
    "missing key": (
        _write("organisations.csv", b"name,kind\nA,user\n"), "organisations.csv", 1,
        "organisation_number / external_id", "påkrevd",
    ),
    "open quotation mark": (
        _write("users.csv", b'email,name,department_code\n"a,b,c\n'), "users.csv", 2, "", "lukkes",
    ),
    "quotation mark inside": (
        _write("users.csv", b'email,name,department_code\n"a"b,b,c\n'), "users.csv", 2, "", "feil",
    ),
    "NUL": (_write("users.csv", b"email,name,department_code\na\0,b,c\n"), "users.csv", 2, "", "NUL"),
    "cell too large": (
        _write("users.csv", b'email,name,department_code\n"' + b"x\n" * 100_000 + b'",b,c\n'), "users.csv", 2, "",
        "for stor",
    ),
    "line too long": (
        _write("users.csv", b"email,name,department_code\n" + b"x," * 600_000 + b"\n"), "users.csv", 2, "", "for stor",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path, case: str) -> None:
    change, file, line, column, why = UNREADABLE[case]
    write_folder(tmp_path, small())
    change(tmp_path)

    found = refused(tmp_path)

    assert (found[0].file, found[0].line, found[0].column) == (file, line, column), found
    assert any(why in problem.why for problem in found)
    assert not WorkItem.objects.exists()


@pytest.mark.parametrize(("cells", "why"), [("W1,En,assignment", "3 felt"), ("W1,En,assignment,A,for mye", "5 felt")])
def test_a_row_that_does_not_fit_its_heading_is_named(tmp_path: Path, cells: str, why: str) -> None:
    (tmp_path / "work_items.csv").write_text(f"reference,title,kind,department_code\n{cells}\n")

    found = refused(tmp_path)

    assert found[0].line == 2
    assert why in found[0].why


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "uttrekk 2026"
    folder.mkdir()
    (found,) = refused(folder)
    assert str(found).startswith("uttrekk 2026: Her er det ingen filer. Disse kan leses: departments.csv, users.csv,")


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    register = with_row("involvements", 0, summary="En\nto\ntre")
    register["involvements"][1]["degree"] = "9"

    assert refused(write_folder(tmp_path, register))[0].line == 5


class _Endless(io.RawIOBase):
    """A heading, and then one cell of 200 MB that is made as it is read."""

    def __init__(self) -> None:
        self.parts = itertools.chain(
            [b"reference,title,kind,department_code\nW1,"], itertools.repeat(b"x" * 8192, 25_600)
        )
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, target: bytearray) -> int:  # type: ignore[override]
        part = next(self.parts, b"")[: len(target)]
        target[: len(part)] = part
        self.given += len(part)
        return len(part)


def test_a_cell_of_200_mb_is_refused_without_being_read() -> None:
    source = _Endless()

    def open_file() -> IO[bytes]:
        return io.BufferedReader(source)

    with pytest.raises(FileRefusedError, match="for stor"):
        list(CsvTable(WORK_ITEMS, open_file).rows())
    assert source.given < 2 * 1024 * 1024


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_comma_and_semicolon_with_and_without_a_mark(tmp_path: Path, delimiter: str, encoding: str) -> None:
    write_folder(tmp_path, with_row("work_items", 0, title="Æ, ø; å"), delimiter=delimiter, encoding=encoding)

    import_path(path=tmp_path, actor=None)

    assert WorkItem.objects.get(reference="W1").title == "Æ, ø; å"


def test_what_the_operating_system_leaves_and_blank_rows_are_passed_over(tmp_path: Path) -> None:
    write_folder(tmp_path, small())
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    with (tmp_path / "responsibilities.csv").open("a") as stream:
        stream.write("\n,,\n")

    assert counts(import_path(path=tmp_path, actor=None))["responsibilities"] == (1, 0, 0, 0)


# Workbooks


def test_a_workbook_says_the_same_as_the_files(tmp_path: Path) -> None:
    write_workbook(tmp_path / "register.xlsx", small())
    first = import_path(path=tmp_path / "register.xlsx", actor=None)

    again = import_path(path=write_folder(tmp_path / "folder", small()), actor=None)

    assert counts(first)["work_items"] == (3, 0, 0, 0)
    assert all(count[0] == count[1] == count[3] == 0 for count in counts(again).values())


def test_cells_of_a_workbook_are_read_as_what_they_say(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "departments"
    sheet.append(["code", "name_nb", "valid_from", "valid_to"])
    sheet.append([10, "Direktoratet", datetime.date(2010, 1, 1), 2030.0])
    book.save(path)

    import_path(path=path, actor=None)

    made = Department.objects.get(code="10")
    assert (made.valid_from, made.valid_to) == (datetime.date(2010, 1, 1), datetime.date(2030, 12, 31))


@pytest.mark.parametrize(("value", "why"), [("=1+1", "formel"), ("=HYPERLINK(A1)", "formel"), ("#N/A", "regnefeil")])
def test_a_formula_cell_is_refused(tmp_path: Path, value: str, why: str) -> None:
    path = write_workbook(tmp_path / "register.xlsx", small())
    book = openpyxl.load_workbook(path)
    book["work_items"]["B3"] = value
    book.save(path)

    found = refused(path)

    assert [(problem.file, problem.line, problem.column) for problem in found] == [("work_items.csv", 3, "title")]
    assert why in found[0].why


def test_an_unknown_sheet_is_refused_by_name(tmp_path: Path) -> None:
    found = refused(write_workbook(tmp_path / "register.xlsx", {**small(), "Ark1": [{"a": "b"}]}))

    assert (found[0].file, found[0].why.split(".")[0]) == ("Ark1", "Ukjent ark")


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "work_items"
    book.save(tmp_path / "register.xlsx")

    assert "tomt" in refused(tmp_path / "register.xlsx")[0].why


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(b"reference,title\n")

    assert "skadet" in refused(path)[0].why


def _repacked(path: Path, target: str, content: Callable[[], "itertools.chain[bytes]"]) -> Path:
    """The workbook with one part exchanged; the part is written as a stream."""
    changed = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != target:
                new.writestr(info, old.read(info))
        with new.open(target, "w", force_zip64=True) as part:
            for block in content():
                part.write(block)
    return changed


SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "register.xlsx", {"departments": small()["departments"]})
    bomb = _repacked(path, SHEET, lambda: itertools.chain([HEAD], itertools.repeat(b"<row/>" * 20_000, 500)))

    found = refused(bomb)

    assert "fylle minnet" in found[0].why


def test_a_workbook_with_a_cell_without_end_is_not_opened(tmp_path: Path) -> None:
    chance = random.Random(1)
    path = write_workbook(tmp_path / "register.xlsx", {"departments": small()["departments"]})
    letters = bytes(range(97, 123))
    large = _repacked(
        path,
        SHEET,
        lambda: itertools.chain(
            [HEAD, b'<c t="inlineStr"><is><t>'], (bytes(chance.choices(letters, k=65_536)) for _ in range(64))
        ),
    )

    assert "for stor" in refused(large)[0].why


def test_a_workbook_with_entities_is_not_opened(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "register.xlsx", {"departments": small()["departments"]})
    laughing = _repacked(
        path, SHEET, lambda: itertools.chain([b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]>', HEAD])
    )

    assert "skadet" in refused(laughing)[0].why


# Uploads


def _zipped(files: dict[str, str]) -> io.BytesIO:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    target.seek(0)
    return target


def _as_files(register: Register) -> dict[str, str]:
    return {f"{name}.csv": csv_text(rows) for name, rows in register.items()}


def test_a_zip_of_files_is_read_as_the_folder_it_was_made_of() -> None:
    files = {f"register/{name}": text for name, text in _as_files(small()).items()}

    result = import_stream(stream=_zipped({**files, "__MACOSX/register/._x": ""}), name="register.zip", actor=None)

    assert counts(result)["involvements"] == (2, 0, 0, 0)


def test_a_doubled_name_in_a_zip_is_refused() -> None:
    files = {"a/users.csv": "email\n", "b/users.csv": "email\n"}
    with pytest.raises(RegisterRefusedError) as refusal:
        import_stream(stream=_zipped(files), name="register.zip", actor=None)
    assert "to ganger" in refusal.value.result.problems.errors[0].why
