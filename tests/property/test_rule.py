"""The portal's counts equal a count written from the words of the rule alone, on generated registers."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from projects.shares import figures, pipeline
from projects.shares.models import CountDifference
from tests.property import naive, registers, store

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

EXAMPLES = settings(
    deadline=None,
    database=None,
    # What the guards of every test set up holds for all examples of one.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
PICKS = 12


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that leaves nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def at(register: naive.Register) -> time_machine.travel:
    """The register's today, just after midnight in Oslo: the day before by the clock of the world."""
    oslo_night = datetime.datetime.combine(register.today, datetime.time(0, 30), tzinfo=store.OSLO)
    return time_machine.travel(oslo_night, tick=False)


def row_of(shown: figures.ShareRow) -> dict[str, int | Decimal | None]:
    return {name: getattr(shown, name) for name in (*naive.MEASURES, "share", "share_less_exemptions")}


def differing(
    register: naive.Register,
    held: list[naive.Held],
    rows: list[figures.ShareRow],
    label: object,
) -> list[str]:
    """Where the rows that the portal shows for a year say something else than the naive count."""
    shown = {(row.department, row.kind, row.scope): row_of(row) for row in rows}
    assert len(shown) == len(rows)
    found = []
    for department in register.departments:
        for kind in naive.KINDS:
            for scope in naive.SCOPES:
                place = (department.code, kind, scope)
                if department.outside_tree:
                    assert place not in shown, f"{place} has a share"
                    continue
                expected = naive.figures(register, held, *place)
                # A department that did not exist in the year may be left out, where all is nothing.
                counted = shown.get(place, expected if not any(expected.values()) else {})
                found += [
                    f"{label} {place}: {name} is {counted.get(name)}, not {value}"
                    for name, value in expected.items()
                    if counted.get(name, "missing") != value
                ]
    return found


def disagreements(register: naive.Register) -> list[str]:
    """Every figure of every year, department, kind and scope that differs."""
    found = []
    for year in register.years:
        for version in register.versions_shown(year):
            held = naive.held_in(register, year, version)
            rows = figures.shares(year, rule_version=version.number)
            assert {row.rule_version for row in rows} <= {version.number}
            assert {row.headline for row in rows} <= {version.headline}
            assert {row.preliminary for row in rows} <= {year == register.today.year}
            found += differing(register, held, rows, f"{year}, version {version.number},")
        if year >= register.years[-1] - 3:
            assert {row.rule_version for row in figures.shares(year)} == {register.version_of(year).number}
    return found


def wrong_records(register: naive.Register, chance: Random) -> list[str]:
    """Some lists behind figures, of those that are not empty, which hold other work items than they should."""
    places = [
        (year, version, held, department.code, measure, kind, scope)
        for year in register.years[-5:]
        for version in register.versions_shown(year)
        if (held := naive.held_in(register, year, version))
        for department in register.departments
        if not department.outside_tree
        for measure in sorted(set().union(*(each.measures for each in held)))
        for kind in naive.KINDS
        for scope in naive.SCOPES
    ]
    found = []
    for year, version, held, code, measure, kind, scope in chance.sample(places, min(PICKS, len(places))):
        expected = naive.records(register, held, code, measure, kind, scope)
        shown = figures.records(year, code, measure, kind=kind, scope=scope, rule_version=version.number)
        listed = sorted(shown.values_list("work_item_id", flat=True))
        if listed != sorted(expected):
            found.append(f"{year}, {code}, {measure}, {kind}, {scope}: {listed}, not {sorted(expected)}")
    return found


@settings(EXAMPLES, max_examples=300)
@given(register=registers.registers(), chance=registers.chances)
def test_every_figure_and_list_equals_the_naive_count(register: naive.Register, chance: Random) -> None:
    with at(register), undone():
        store.write(register)
        pipeline.drain()
        assert disagreements(register) == []
        assert wrong_records(register, chance) == []


@settings(EXAMPLES, max_examples=100)
@given(data=st.data())
def test_changes_counted_one_by_one_equal_a_full_count(data: st.DataObject) -> None:
    register = data.draw(registers.registers())
    after, keys = data.draw(registers.changed(register))
    with at(register), undone():
        store.write(register)
        pipeline.drain()
        store.rewrite(after, keys)
        pipeline.drain()
        assert disagreements(after) == []
        assert pipeline.compare().differences == 0
        assert not CountDifference.objects.exists()


@settings(EXAMPLES, max_examples=60)
@given(register=registers.registers(), versions=registers.chances.map(registers.some_versions))
def test_a_new_rule_version_is_counted_by_a_full_count(
    register: naive.Register, versions: tuple[naive.Version, ...]
) -> None:
    before = replace(register, versions=register.versions[:1])
    after = replace(register, versions=versions)
    with at(register), undone():
        store.write(before)
        pipeline.drain()
        store.write_versions(after)
        pipeline.count_anew()
        assert disagreements(after) == []
        assert pipeline.compare().differences == 0


# Cancelled on a day that nobody knows: it stands on its deadline from that day on, not from the day behind it.
CANCELLED_BY_DEADLINE = naive.Register(
    today=datetime.date(2024, 1, 1),
    departments=(naive.Department("D0"), naive.Department(registers.OUTSIDE, outside_tree=True)),
    versions=(naive.Version(1, 2010),),
    work=(naive.Work(1, "assignment", "cancelled", "D0", due_on=datetime.date(2024, 12, 31)),),
)


@settings(EXAMPLES, max_examples=60)
@given(register=registers.registers(), later=st.sampled_from(registers.TODAYS[1:]))
@example(register=CANCELLED_BY_DEADLINE, later=datetime.date(2024, 12, 31))
def test_days_that_pass_are_counted_without_a_change(register: naive.Register, later: datetime.date) -> None:
    """Just after midnight what began, ended or fell due meanwhile is counted, also when a night was missed."""
    assume(register.today < later)
    after = replace(register, today=later)
    with undone():
        with at(register):
            store.write(register)
            pipeline.drain()
        with at(after):
            pipeline.touch_passed_dates(after=register.today, today=later)
            pipeline.drain()
            assert disagreements(after) == []
            assert pipeline.compare().differences == 0


@settings(EXAMPLES, max_examples=60)
@given(register=registers.registers(), chance=registers.chances)
def test_a_year_can_be_read_on_any_day(register: naive.Register, chance: Random) -> None:
    """On a day to date only what took place by then has come to hold."""
    days = [day for day in (registers.any_day(chance) for _ in range(6)) if day <= register.today]
    with at(register), undone():
        store.write(register)
        pipeline.drain()
        for day in days:
            version = register.version_of(day.year)
            held = naive.held_in(register, day.year, version, to_date=day)
            rows = figures.shares_to_date(day)
            assert differing(register, held, rows, f"to {day}") == []


def one_assignment(**values: Any) -> naive.Register:
    """A register of the past with one assignment in it, answered for by the directorate."""
    return naive.Register(
        today=datetime.date(2024, 8, 15),
        departments=(naive.Department("D0"), naive.Department(registers.OUTSIDE, outside_tree=True)),
        versions=(naive.Version(1, naive.FIRST_YEAR),),
        work=(naive.Work(1, "assignment", "completed", "D0", **values),),
    )


def test_late_work_can_be_read_on_a_day_before_it_was_completed() -> None:
    day = datetime.date(2023, 3, 31)
    register = one_assignment(due_on=datetime.date(2023, 3, 1), completed_on=datetime.date(2023, 6, 1))
    with at(register), undone():
        store.write(register)
        pipeline.drain()
        held = naive.held_in(register, day.year, register.versions[0], to_date=day)
        assert differing(register, held, figures.shares_to_date(day), f"to {day}") == []


def test_a_consultation_answered_by_authorities_alone_is_no_involvement() -> None:
    day = datetime.date(2023, 3, 1)
    answered = naive.Event(1, day, day, form="consultation", organisations=(("public_body", "unknown"),))
    register = one_assignment(
        completed_on=datetime.date(2023, 6, 1), involvements=(naive.Involvement(answered, degree=1),)
    )
    with at(register), undone():
        store.write(register)
        pipeline.drain()
        assert disagreements(register) == []
