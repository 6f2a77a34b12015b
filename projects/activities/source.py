"""The directorate's own list of activities for 2023, and the figures of the same chapter, as the files hold them.

Empty means that the source does not say; it is kept as None and shown as «ikke oppgitt».
"""

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.conf import settings

ACTIVITIES_FILE = "report_2023_activities.csv"
FIGURES_FILE = "report_2023_figures.csv"
YEAR = 2023
CHAPTER = (
    "Kapittel 3.7 Pasienter, brukere og pårørende medvirker og blir involvert av helsepersonell i eget forløp og i "
    "utviklingen av tjenestene"
)
SOURCE = "Helsedirektoratet, rapport for 2023, kapittel 3.7, sist faglig endret 25. april 2024"
# The chapter's own heading over the list; this one activity stands earlier, under «Status og utvikling».
HEADING = "Sentrale aktiviteter i direktoratet"
FROM_STATUS = {"A21": "Status og utvikling på målområdet"}
# A line among the activities that is no activity.
GENERAL_LINE = (
    "Normerende produkter, for eksempel nasjonale faglige retningslinjer, faglige råd, veiledere og forløp skal "
    "utarbeides med bruker- og pårørendemedvirkning i prosessene. Bruker- og pårørenderepresentanter deltar som "
    "likeverdige medlemmer i arbeids- og referansegrupper."
)


@dataclass(frozen=True)
class ActivityInvolvement:
    """One form of involvement in an activity, in the source's words."""

    form: str
    capacity: str | None
    perspective: str | None
    youth: bool
    people: int | None
    organisations: int | None
    phases: tuple[str, ...]
    whole_process: bool | None
    description: str

    @property
    def users(self) -> int | None:
        """Users only where the source says users alone; «fire bruker- og pårørenderepresentanter» is both."""
        return self.people if self.perspective == "user" else None


@dataclass
class Activity:
    """An activity. Without involvement it has a note instead."""

    number: str
    title: str
    kind: str
    product_type: str | None
    subjects: tuple[str, ...]
    involvements: list[ActivityInvolvement] = field(default_factory=list)
    note: str = ""

    @property
    def reference(self) -> str:
        return f"HDIR-{YEAR}-{self.number}"

    @property
    def place(self) -> str:
        """Where in the chapter it stands."""
        return FROM_STATUS.get(self.number, HEADING)


@dataclass(frozen=True)
class Figure:
    """A figure of the chapter. Without a value the chapter names it and gives no number."""

    name: str
    year: int | None
    value: str | None
    unit: str
    note: str


@cache
def activities() -> tuple[Activity, ...]:
    """In the order of the source."""
    found: dict[str, Activity] = {}
    for row in _rows(ACTIVITIES_FILE):
        activity = found.setdefault(
            row["id"],
            Activity(
                number=row["id"],
                title=row["title"],
                kind=row["kind"],
                product_type=row["product_type"] or None,
                subjects=tuple(row["subject_areas"].split("|")),
            ),
        )
        if row["form"]:
            activity.involvements.append(_involvement(row))
        else:
            activity.note = row["description"]
    return tuple(found.values())


@cache
def figures() -> tuple[Figure, ...]:
    return tuple(
        Figure(
            name=row["figure"],
            year=_number(row["year"]),
            value=row["value"] or None,
            unit=row["unit"],
            note=row["note"],
        )
        for row in _rows(FIGURES_FILE)
    )


def _involvement(row: dict[str, str]) -> ActivityInvolvement:
    return ActivityInvolvement(
        form=row["form"],
        capacity=row["capacity"] or None,
        perspective=row["perspective"] or None,
        youth=row["youth"] == "yes",
        people=_number(row["people_count"]),
        organisations=_number(row["organisations_count"]),
        phases=tuple(row["phases"].split("|")) if row["phases"] else (),
        whole_process={"yes": True, "no": False}.get(row["whole_process"]),
        description=row["description"],
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


def _rows(name: str) -> list[dict[str, str]]:
    with (Path(settings.BASE_DIR) / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
