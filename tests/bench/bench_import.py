"""`import_register` of 100,000 work items and 300,000 involvements, beside plain COPY of the same rows.

COPY goes into the same tables with constraints and indexes, once with the history triggers and once without. Both
readings of COPY include the check of the foreign keys, as the import's does.
"""

import csv
import io
import random
import tempfile
import time
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction
from stdnum.no import orgnr

from projects.involvement.enums import Phase
from projects.involvement.models import Event, EventOrganisation, Involvement
from projects.work.models import Responsibility, WorkItem

WORK_ITEMS, INVOLVEMENTS = 100_000, 300_000
LIMIT_MEGABYTES = 500
DEPARTMENTS, ORGANISATIONS = 50, 60
# The tables that hold the rows of the two large files.
TABLES: list[type[models.Model]] = [
    WorkItem,
    WorkItem.subject_areas.through,
    Responsibility,
    Event,
    Involvement,
    EventOrganisation,
]
FORMS = ("working_group", "reference_group", "user_panel", "input_meeting", "workshop", "interview")
SUBJECTS = ("Kreft", "Psykisk helse", "Rus", "Barn og unge", "Eldre", "Diabetes", "Legevakt", "Vaksine")


def run(bench: Any) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder)
        imported = bench.command("import_register", str(folder))
        again = bench.command("import_register", str(folder))
        copies = {model: folder / f"{model._meta.db_table}.copy" for model in TABLES}
        rows = sum(_copy_out(model, path) for model, path in copies.items())
        with_triggers = _copy_in(copies, triggers=True)
        without_triggers = _copy_in(copies, triggers=False)
    read = WORK_ITEMS + INVOLVEMENTS
    bench.row("import of 100,000 work items and 300,000 involvements", imported.seconds, "s")
    bench.row("rows of files read, judged and written", read / imported.seconds, "rows/s")
    bench.row("peak memory of the import", imported.peak_megabytes, "MB", limit=LIMIT_MEGABYTES)
    bench.row("the same files a second time", again.seconds, "s")
    bench.row("peak memory of the second time", again.peak_megabytes, "MB", limit=LIMIT_MEGABYTES)
    bench.row("rows written to the register's tables", rows, "rows")
    bench.row("plain COPY of these, history triggers on", with_triggers, "s")
    bench.row("plain COPY of these, history triggers off", without_triggers, "s")
    bench.row("import / COPY with triggers", imported.seconds / with_triggers, "times")
    bench.row("import / COPY without triggers", imported.seconds / without_triggers, "times")


# The files


def write_files(folder: Path, *, work_items: int = WORK_ITEMS, involvements: int = INVOLVEMENTS) -> None:
    """A register of that size, the same each time."""
    chance = random.Random(1)
    numbers = _organisation_numbers()
    _write(
        folder / "departments.csv",
        ["code", "name_nb", "parent_code", "valid_from"],
        ([f"D{n}", f"Enhet {n}", "" if n == 0 else f"D{(n - 1) // 7}", "2010-01-01"] for n in range(DEPARTMENTS)),
    )
    _write(
        folder / "organisations.csv",
        ["organisation_number", "name", "kind"],
        ([number, f"Forening {n}", "user"] for n, number in enumerate(numbers)),
    )
    _write(folder / "work_items.csv", WORK_COLUMNS, (_work_item(n, chance) for n in range(work_items)))
    _write(
        folder / "involvements.csv",
        INVOLVEMENT_COLUMNS,
        (_involvement(n, work_items, numbers, chance) for n in range(involvements)),
    )


WORK_COLUMNS = [
    "reference", "title", "kind", "department_code", "product_type", "subject_areas", "source", "started_on",
    "due_on", "completed_on",
]  # fmt: skip
INVOLVEMENT_COLUMNS = [
    "reference", "external_id", "started_on", "ended_on", "phases", "form", "perspective", "degree", "users_count",
    "carers_count", "organisation_numbers", "capacity", "whole_process", "status", "summary",
]  # fmt: skip


def _work_item(n: int, chance: random.Random) -> list[str]:
    started = date(2021, 1, 1) + timedelta(days=chance.randrange(1400))
    standing = n % 3 == 0
    completed = "" if standing or n % 5 == 0 else (started + timedelta(days=chance.randrange(30, 500))).isoformat()
    return [
        f"B-{n}", f"Arbeid nummer {n} om medvirkning i tjenestene", "standing_task" if standing else "assignment",
        f"D{chance.randrange(DEPARTMENTS)}", "guideline", "|".join(chance.sample(SUBJECTS, 2)), "ministry",
        started.isoformat(), (started + timedelta(days=400)).isoformat(), completed,
    ]  # fmt: skip


def _involvement(n: int, work_items: int, numbers: list[str], chance: random.Random) -> list[str]:
    started = date(2021, 1, 1) + timedelta(days=chance.randrange(2000))
    return [
        f"B-{n % work_items}", f"M-{n}", started.isoformat(), (started + timedelta(days=n % 40)).isoformat(),
        "|".join(chance.sample(Phase.values[:8], 2)), chance.choice(FORMS), chance.choice(("user", "carer", "both")),
        str(chance.randrange(5)), str(chance.randrange(1, 9)), str(chance.randrange(1, 4)), chance.choice(numbers),
        "representation", "yes", "registered", f"Møte {n} om hva som er viktig for dem det gjelder",
    ]  # fmt: skip


def _organisation_numbers() -> list[str]:
    return [str(number) for number in range(974_000_000, 974_002_000) if orgnr.is_valid(str(number))][:ORGANISATIONS]


def _write(path: Path, columns: list[str], rows: Iterator[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(rows)


# Plain COPY


def _columns(model: type[models.Model]) -> str:
    """All but the generated ones."""
    fields = model._meta.local_concrete_fields
    return ", ".join(f'"{field.column}"' for field in fields if not isinstance(field, models.GeneratedField))


def _copy_out(model: type[models.Model], path: Path) -> int:
    with connection.cursor() as cursor, path.open("wb") as target:
        with cursor.copy(f"COPY {model._meta.db_table} ({_columns(model)}) TO STDOUT") as copy:
            for block in copy:
                target.write(block)
        cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
        return cursor.fetchone()[0]


def _copy_in(copies: dict[type[models.Model], Path], *, triggers: bool) -> float:
    """Seconds to copy the rows into the emptied tables; all of it is taken back."""
    names = ", ".join(model._meta.db_table for model in copies)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names} CASCADE")
        if not triggers:
            for model in copies:
                cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER")
        cursor.execute(
            "SELECT set_config('pghistory.context_id', %s, true), "
            "set_config('pghistory.context_metadata', '{}', true)",
            [str(uuid.uuid4())],
        )
        start = time.perf_counter()
        for model, path in copies.items():
            with (
                path.open("rb") as source,
                cursor.copy(f"COPY {model._meta.db_table} ({_columns(model)}) FROM STDIN") as copy,
            ):
                while block := source.read(io.DEFAULT_BUFFER_SIZE * 16):
                    copy.write(block)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        taken = time.perf_counter() - start
        transaction.set_rollback(True)
    return taken
