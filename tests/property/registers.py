"""Registers in which everything that the counting rule speaks of happens, near the borders where a count goes wrong.

Hypothesis draws how much there is and a seed for each part; the part itself is made from its seed. So the parts are
as varied as chance allows, while a failing register shrinks to the few work items that matter.
"""

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from hypothesis import strategies as st

from tests.property.naive import (
    Answer,
    Department,
    Event,
    Involvement,
    Register,
    Version,
    Work,
)

OUTSIDE = "IKKE-OPPGITT"  # outside the tree; reference data
TODAYS = (
    datetime.date(2024, 1, 1),
    datetime.date(2024, 2, 29),
    datetime.date(2024, 8, 15),
    datetime.date(2024, 12, 31),
)
YEARS = (2021, 2022, 2023, 2024)
PHASES = (
    "mandate",
    "planning",
    "investigation",
    "drafting",
    "recommendation",
    "consultation",
    "implementation",
    "evaluation",
    "not_stated",
)
CAPACITIES = ("representation", "experience", "insight", "unknown")
OUTCOMES = (
    None,
    "followed",
    "followed",
    "partly_followed",
    "not_followed",
    "under_consideration",
    "outside_assignment",
)
DECISIONS = ("requested", "approved", "approved", "refused")
ORGANISATION_KINDS = ("user", "carer", "both", "umbrella", "public_body", "informal")

_FIRST, _LAST = datetime.date(2020, 6, 1), datetime.date(2025, 2, 1)
_BORDERS = sorted(
    {day + datetime.timedelta(days=offset) for day in TODAYS for offset in (-1, 0, 1)}
    | {datetime.date(year, *day) for year in range(2020, 2025) for day in ((1, 1), (12, 31), (6, 30))}
)


def any_day(chance: Random) -> datetime.date:
    """Every other day is a border: new year, midsummer, around the days that are today."""
    if chance.random() < 0.5:
        return chance.choice(_BORDERS)
    return _FIRST + datetime.timedelta(days=chance.randrange((_LAST - _FIRST).days))


def _precision(chance: Random) -> str:
    return chance.choice(["day", "day", "day", "day", "month", "year"])


def a_start(chance: Random) -> datetime.date:
    """A first day; known to the month or year only, it is the first of it."""
    day, precision = any_day(chance), _precision(chance)
    return {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[precision]


def an_end(chance: Random) -> datetime.date:
    """A last day; known to the month or year only, it is the last of it."""
    day, precision = any_day(chance), _precision(chance)
    end_of_month = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return {"day": day, "month": end_of_month, "year": datetime.date(day.year, 12, 31)}[precision]


def a_tree(chance: Random) -> tuple[Department, ...]:
    """A directorate, up to five departments anywhere below it, some opened late or closed, and one outside."""
    found = [Department("D0")]
    for number in range(1, chance.randint(2, 6)):
        opened = chance.choice([datetime.date(2000, 1, 1), datetime.date(2022, 7, 1)])
        closed = chance.choice([None, None, datetime.date(2022, 12, 31), datetime.date(2023, 6, 30)])
        found.append(Department(f"D{number}", chance.choice(found).code, opened, closed))
    return (*found, Department(OUTSIDE, outside_tree=True))


def some_versions(chance: Random) -> tuple[Version, ...]:
    """One to three versions of the rule; the first one as it is, the later ones with switches of their own."""
    years = sorted(chance.sample([2022, 2023, 2024], chance.choice([0, 1, 1, 2])))
    later = [
        Version(
            number,
            year,
            headline=chance.choice(["with_any", "with_both"]),
            least_degree=chance.choice([1, 2, 3]),
            counts_unknown_degree=chance.random() < 0.5,
        )
        for number, year in enumerate(years, start=2)
    ]
    return (Version(1, 2010), *later)


def an_event(chance: Random, key: int) -> Event:
    """One day or a period, with people, organisations, a counted group, or nobody known."""
    started_on = a_start(chance)
    ended_on = max(started_on, chance.choice([started_on, an_end(chance)]))
    event = Event(key, started_on, ended_on, chance.choice(["working_group", "consultation"]))
    only_insight = chance.random() < 0.2

    def capacity() -> str:
        return "insight" if only_insight else chance.choice(CAPACITIES)

    if chance.random() < 0.4:
        event = replace(event, people=tuple(capacity() for _ in range(chance.randint(1, 2))))
    if chance.random() < 0.4:
        bodies = tuple((chance.choice(ORGANISATION_KINDS), capacity()) for _ in range(chance.randint(1, 2)))
        event = replace(event, organisations=bodies)
    if chance.random() < 0.4:
        event = replace(event, users_count=chance.choice([None, 3]), group_capacity=capacity())
    return event


def an_answer(chance: Random) -> Answer:
    said = chance.choice([None, "yes", "yes", "partly", "no", "no"])
    return Answer(said, set_aside=said == "no" and chance.random() < 0.3)


def an_involvement(chance: Random, event: Event) -> Involvement:
    chosen = chance.sample(PHASES, chance.randint(1, 3))
    return Involvement(
        event,
        phases=tuple(chosen),
        perspective=chance.choice([None, "user", "carer", "both"]),
        degree=chance.choice([None, None, 0, 1, 2, 3, 4]),
        state=chance.choice(["registered", "registered", "registered", "closed", "draft", "annulled"]),
        answers=tuple(an_answer(chance) for _ in range(chance.choice([0, 0, 1, 2]))),
        inputs=tuple(chance.choice(OUTCOMES) for _ in range(chance.choice([0, 0, 1, 2]))),
    )


def a_thorough_involvement(chance: Random, event: Event) -> Involvement:
    """Of the sort that makes an assignment systematic, or nearly."""
    return Involvement(
        event,
        phases=chance.choice(
            [("mandate",), ("planning", "drafting"), ("investigation", "not_stated"), ("mandate", "evaluation")]
        ),
        perspective="both",
        degree=chance.choice([2, 2, 3, 4]),
        inputs=tuple(chance.choice(["followed"] * 5 + list(OUTCOMES)) for _ in range(chance.choice([0, 1, 1, 2]))),
    )


def some_decisions(chance: Random) -> tuple[tuple[int, str], ...]:
    return tuple((year, chance.choice(DECISIONS)) for year in YEARS if chance.random() < 0.25)


def a_work_item(
    chance: Random, key: int, codes: Sequence[str], happened: Sequence[Event], kind: str | None = None
) -> Work:
    """An assignment or a standing task with whatever may befall it; each event serves it once at most."""
    kind = kind or chance.choice(["assignment", "assignment", "standing_task"])
    status = chance.choice(["completed"] * 5 + ["ongoing", "planned", "cancelled"])
    started_on = chance.choice([None, a_start(chance)])
    finished = None
    if status == "completed" or (chance.random() < 0.5 and (kind == "standing_task" or status == "cancelled")):
        # Sometimes on the very day on which an event begins.
        finished = chance.choice([an_end(chance), an_end(chance), chance.choice(happened).started_on])
        finished = max(finished, started_on or finished)
    served = chance.sample(happened, chance.randint(0, min(4, len(happened))))
    take_part = chance.choice([an_involvement, an_involvement, a_thorough_involvement])
    moves = {any_day(chance): chance.choice(codes) for _ in range(chance.choice([0, 0, 1, 2]))}
    return Work(
        key=key,
        kind=kind,
        status=status,
        department=chance.choice(codes),
        moves=tuple(moves.items()),
        contributing=tuple(chance.sample(codes, chance.choice([0, 0, 1]))),
        started_on=started_on,
        due_on=chance.choice([None, an_end(chance)]),
        completed_on=finished if kind == "assignment" else None,
        ended_on=finished if kind == "standing_task" else None,
        cancelled_on=chance.choice([None, any_day(chance)]) if status == "cancelled" else None,
        involvements=tuple(take_part(chance, event) for event in served),
        exemptions=some_decisions(chance),
        not_performed=some_decisions(chance) if kind == "standing_task" else (),
    )


chances = st.integers(0, 2**23).map(Random)  # wider ranges are drawn near 0 most of the time


def _some(draw: st.DrawFn, least: int, most: int) -> list[Random]:
    size = draw(st.integers(least, most))
    return draw(st.lists(chances, min_size=size, max_size=size))


@st.composite
def registers(draw: st.DrawFn, most: int = 40) -> Register:
    """A register as it stands today."""
    departments = a_tree(draw(chances))
    codes = [department.code for department in departments]
    happened = [an_event(chance, key) for key, chance in enumerate(_some(draw, 1, 8), start=1)]
    work = [a_work_item(chance, key, codes, happened) for key, chance in enumerate(_some(draw, 1, most), start=1)]
    return Register(draw(st.sampled_from(TODAYS)), departments, some_versions(draw(chances)), tuple(work))


@st.composite
def changed(draw: st.DrawFn, register: Register) -> tuple[Register, set[int]]:
    """The register after some of its work was changed in every way, or is new; and the keys of that work.

    An event may have been moved or corrected, which changes every work item that it served; others are new.
    """
    codes = [department.code for department in register.departments]
    known = {involvement.event.key: involvement.event for work in register.work for involvement in work.involvements}
    corrected = {key: an_event(draw(chances), key) for key in sorted(known)[:1] if draw(st.booleans())}
    new = [an_event(chance, key) for key, chance in enumerate(_some(draw, 1, 3), start=101)]
    happened = [*(known | corrected).values(), *new]
    before = {work.key: work for work in register.work}
    after = {key: with_events(work, corrected) for key, work in before.items()}
    for key in sorted(draw(st.sets(st.sampled_from([*before, 201, 202]), min_size=1, max_size=6))):
        kind = before[key].kind if key in before else None
        after[key] = a_work_item(draw(chances), key, codes, happened, kind)
    moved = {key for key, work in after.items() if work != before.get(key)}
    return replace(register, work=tuple(after.values())), moved


def with_events(work: Work, corrected: dict[int, Event]) -> Work:
    """The work with the corrected events in place of the old ones."""
    involvements = [replace(each, event=corrected.get(each.event.key, each.event)) for each in work.involvements]
    return replace(work, involvements=tuple(involvements))
