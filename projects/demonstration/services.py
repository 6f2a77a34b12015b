"""Loading the fictitious demonstration set: everything of it, in one transaction, or nothing."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from random import Random

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.accounts.services import create_user, grant_role
from medvirkning.web import fictitious
from projects.demonstration import extras
from projects.demonstration.accounts import DemonstrationAccounts, create_accounts
from projects.demonstration.calendar import Calendar
from projects.demonstration.involvement import InvolvementBuilder
from projects.demonstration.models import DemonstrationSet
from projects.demonstration.own_work import build_own_work
from projects.demonstration.people import (
    ADDRESS,
    MOST_PEOPLE,
    ORGANISATIONS,
    PEOPLE,
    Accounts,
    Register,
    person_name,
    subject_areas,
)
from projects.demonstration.querysets import loaded_set
from projects.demonstration.tree import NYNORSK, Unit, build
from projects.demonstration.work import ASSIGNMENTS, STANDING_TASKS, Place, Work, WorkBuilder, places
from projects.departments.models import Department
from projects.shares import pipeline
from projects.shares.models import Target
from projects.work.models import WorkItem
from representatives.demonstration import services as register_rest
from representatives.demonstration.tables import Table, flush_all
from representatives.subjects.models import SubjectArea

# Work items between two copies: what is kept in memory does not grow with the set.
BATCH = 4_000
Tell = Callable[[str], None]


class DemonstrationRefusedError(Exception):
    """The database holds real work, or another tree: fictitious rows do not belong there."""


@dataclass(frozen=True)
class Loaded:
    """What was written, and how long it took."""

    work_items: int
    involvements: int
    counted: int
    seconds: float


def load(*, scale: int, seed: int, password: str, tell: Tell) -> Loaded | None:
    """Load the set, or return None where one is loaded. Raises `DemonstrationRefusedError`.

    Rows are drawn in one order from one seed, so the same seed on the same day gives the same set.
    """
    start = time.monotonic()
    if loaded_set() is not None:
        return None
    _refuse_beside_real_work()
    with audit.context(command="load_demo"), transaction.atomic():
        audit.apply_context()
        written = _write(scale=scale, seed=seed, password=password, tell=tell)
        DemonstrationSet.objects.create(seed=seed, scale=scale)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    tell(_("Teller andelene"))
    counted = pipeline.count_anew()
    fictitious.forget()
    return Loaded(*written, counted=counted, seconds=time.monotonic() - start)


def _refuse_beside_real_work() -> None:
    """Work outside the tree (the real activities of 2023) may be there: it counts nowhere."""
    if Department.objects.in_tree().exists():
        raise DemonstrationRefusedError(
            _("Databasen har alt et direktorat. Demonstrasjonssettet lastes bare i en tom database.")
        )
    if WorkItem.objects.filter(responsibilities__department__outside_tree=False).exists():
        raise DemonstrationRefusedError(
            _("Databasen har alt arbeid. Demonstrasjonssettet lastes bare i en tom database.")
        )


def _write(*, scale: int, seed: int, password: str, tell: Tell) -> tuple[int, int]:
    calendar = Calendar(timezone.localdate())
    random = Random(seed)  # noqa: S311 - a set that can be drawn again, nothing secret
    units = build(calendar.first_year)
    with connection.cursor() as cursor:
        # Foreign keys are checked at the end of each copy instead of all at the end.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _write_tree(units)
        SubjectArea.objects.bulk_create(
            subject_areas(), update_conflicts=True, unique_fields=["code"], update_fields=["is_theme"]
        )
        demonstration = create_accounts(password=password, units=units)
        # From here on rows are numbered and copied.
        accounts = Accounts()
        register = Register(today=calendar.today, seed=seed, accounts=accounts)
        staff = accounts.build(units, random, own_leader=demonstration.leader.pk)
        register.build_organisations(ORGANISATIONS * scale, random)
        # The panels' members are among the people, and come last.
        register.build_people(min(PEOPLE * scale, MOST_PEOPLE) - register_rest.PEOPLE, random)
        register.tell_own_story(
            organisation=demonstration.organisation.pk,
            contact=demonstration.contact_user.pk,
            representative=demonstration.representative.pk,
        )
        where = places(units, random)
        targets = Table(Target, "department", "year", "per_cent", "set_by")
        for place in where:
            for year in calendar.years:
                aim = round(100 * place.likelihood(calendar.year - year) / 5) * 5 + 5
                targets.add(place.unit.id, year, min(90, aim), staff.leader[place.unit.code])
        people_tables = (*accounts.tables, *register.tables, targets)
        flush_all(people_tables, cursor)
        for table in people_tables:
            table.finish(cursor)
        _finish_register(register, demonstration, calendar, seed)
        work = WorkBuilder(calendar, staff, random)
        log = InvolvementBuilder(calendar, register, random)
        tables = (*work.tables, *log.tables)
        _write_work(work, log, where, scale, tell, lambda: flush_all(tables, cursor))
        for table in tables:
            table.finish(cursor)
        build_own_work(calendar=calendar, accounts=demonstration)
        extras.build_all(extras.Ground(calendar, demonstration, scale, seed, cursor))
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return work.items.written, log.involvements.written


def _finish_register(register: Register, demonstration: DemonstrationAccounts, calendar: Calendar, seed: int) -> None:
    """What is few enough to be written row by row: panels, grants, what waits for the Centre."""
    number = count(1)

    def account(name: str, role: Role) -> User:
        user = create_user(actor=None, email=f"panel-{next(number)}@{ADDRESS}", name=name)
        grant_role(actor=None, user=user, role=role, valid_from=calendar.first_day)
        return user

    register_rest.build(
        register_rest.Ground(
            today=calendar.today,
            random=Random(f"{seed}:panels and grants"),  # noqa: S311 - drawn again by the same seed
            address=ADDRESS,
            numbers=[next(register.numbers) for _ in range(3)],
            registered=list(register.registered.values()),
            own=demonstration.organisation,
            staff=demonstration.staff,
            centre=demonstration.centre,
            contact=demonstration.contact_user,
            representative=demonstration.representative,
            make_name=person_name,
            make_account=account,
        )
    )


def _write_tree(units: list[Unit]) -> None:
    """Departments by the ORM (they are few), numbered as they are written, successors last."""
    rows: dict[str, Department] = {}
    for unit in units:
        rows[unit.code] = Department.objects.create(
            code=unit.code,
            name_nb=unit.name,
            name_nn=NYNORSK.get(unit.code, ""),
            parent=rows.get(unit.parent or ""),
            lineage=unit.lineage,
            valid_from=unit.valid_from,
            valid_to=unit.valid_to,
        )
        unit.id = rows[unit.code].pk
    for unit in units:
        for code in unit.before:
            rows[code].successors.add(rows[unit.code])


def _write_work(
    work: WorkBuilder, log: InvolvementBuilder, where: list[Place], scale: int, tell: Tell, flush: Callable[[], None]
) -> None:
    """Draw the work items one by one and copy them in batches."""
    random = work.random
    sizes = [place.size for place in where]
    total = (ASSIGNMENTS + STANDING_TASKS) * scale
    standing = STANDING_TASKS / (ASSIGNMENTS + STANDING_TASKS)
    for number in range(1, total + 1):
        place = random.choices(where, weights=sizes)[0]
        # The small departments have standing tasks too: these are dealt out in turn.
        is_standing = int(number * standing) > int((number - 1) * standing)
        item: Work
        if is_standing:
            item = work.standing_task(where[int(number * standing) % len(where)], where)
        else:
            item = work.assignment(place, where)
        log.build(item)
        work.decide(item)
        if number % BATCH == 0 or number == total:
            flush()
            if total > 5 * BATCH and number % (10 * BATCH) == 0:
                tell(_("%(done)s av %(total)s arbeider") % {"done": number, "total": total})
