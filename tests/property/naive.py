"""The counting rule, version 1, counted the slow way: plain loops over plain values, no SQL and no model.

Written from the words of the rule alone and kept apart from the portal's own code on purpose, so that the two can
disagree. Where the words leave a choice, the choice stands in the docstring of the function that makes it.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

FIRST_YEAR = 2010
KINDS = ("assignment", "standing_task", "all")
SCOPES = ("own", "total")
# For assignments only: null for standing tasks, and `all` repeats the assignments.
OF_ASSIGNMENTS = ("early", "systematic")
MEASURES = (
    "carried_out",
    "with_any",
    "with_user",
    "with_carer",
    "with_both",
    "confirmed",
    "representation",
    "insight_only",
    "unknown_degree_only",
    "early",
    "systematic",
    "exempt",
    "not_performed",
    "cancelled",
    "overdue_open",
    "could_be_asked",
    "asked",
    "answered",
)
EARLY_PHASES = {"mandate", "planning", "investigation"}
ORGANISATION_KINDS = ("user", "carer", "both", "umbrella", "public_body", "informal")


@dataclass(frozen=True)
class Department:
    code: str
    parent: str | None = None
    valid_from: datetime.date = datetime.date(2000, 1, 1)
    valid_to: datetime.date | None = None
    outside_tree: bool = False


@dataclass(frozen=True)
class Version:
    number: int
    from_year: int
    headline: str = "with_any"
    least_degree: int = 1
    counts_unknown_degree: bool = True


@dataclass(frozen=True)
class Event:
    """The days are the first and the last, already known to the day: a coarse date begins first and ends last."""

    key: int
    started_on: datetime.date
    ended_on: datetime.date
    form: str = "working_group"
    people: tuple[str, ...] = ()  # the capacity of each person
    organisations: tuple[tuple[str, str], ...] = ()  # kind and capacity of each organisation
    users_count: int | None = None
    group_capacity: str = "unknown"

    @property
    def capacities(self) -> set[str]:
        found = set(self.people) | {capacity for _kind, capacity in self.organisations}
        if self.users_count or self.group_capacity != "unknown":
            found.add(self.group_capacity)
        return found


@dataclass(frozen=True)
class Answer:
    """What one person said of an involvement: yes, partly, no, or nothing yet. A mistaken no may be set aside."""

    said: str | None
    set_aside: bool = False


@dataclass(frozen=True)
class Involvement:
    event: Event
    phases: tuple[str, ...] = ("drafting",)
    perspective: str | None = None
    degree: int | None = None
    state: str = "registered"
    answers: tuple[Answer, ...] = ()
    inputs: tuple[str | None, ...] = ()  # the outcome of each

    @property
    def valid_answers(self) -> list[str]:
        return [answer.said for answer in self.answers if answer.said is not None and not answer.set_aside]


@dataclass(frozen=True)
class Work:
    key: int
    kind: str
    status: str
    department: str
    moves: tuple[tuple[datetime.date, str], ...] = ()
    contributing: tuple[str, ...] = ()
    started_on: datetime.date | None = None
    due_on: datetime.date | None = None
    completed_on: datetime.date | None = None
    ended_on: datetime.date | None = None
    cancelled_on: datetime.date | None = None
    involvements: tuple[Involvement, ...] = ()
    exemptions: tuple[tuple[int, str], ...] = ()  # year and status
    not_performed: tuple[tuple[int, str], ...] = ()

    def answered_for_by(self, day: datetime.date) -> str:
        """The department that answers on a day; the first one answers for all earlier days too."""
        answering = self.department
        for from_date, code in sorted(self.moves):
            if from_date <= day:
                answering = code
        return answering


@dataclass(frozen=True)
class Register:
    today: datetime.date
    departments: tuple[Department, ...]
    versions: tuple[Version, ...]
    work: tuple[Work, ...] = ()

    @property
    def years(self) -> range:
        return range(FIRST_YEAR, self.today.year + 1)

    def lineage(self, code: str) -> list[str]:
        """The department and all above it."""
        by_code = {department.code: department for department in self.departments}
        found = [code]
        while (above := by_code[found[-1]].parent) is not None:
            found.append(above)
        return found

    def version_of(self, year: int) -> Version:
        """The latest version in force; the first one holds for all earlier years too."""
        answer = self.versions[0]
        for version in self.versions:
            if version.from_year <= year:
                answer = version
        return answer

    def versions_shown(self, year: int) -> list[Version]:
        """The version of the year, and in its first year the one before it too."""
        at = self.versions.index(self.version_of(year))
        first_year = at > 0 and self.versions[at].from_year == year
        return [self.versions[at - 1], self.versions[at]] if first_year else [self.versions[at]]


@dataclass
class Held:
    """What holds for one work item in one year by one version."""

    work: Work
    department: str
    measures: set[str] = field(default_factory=set)


def year_end(register: Register, year: int) -> datetime.date:
    """The year's last day; the running year ends today."""
    return min(datetime.date(year, 12, 31), register.today)


def took_place(work: Work, involvement: Involvement, first: datetime.date, last: datetime.date) -> bool:
    """Whether the involvement lies where it must, for work carried out between two days of a year.

    What decides for an assignment is that it began on or before the completion day; for a standing task that its
    dates overlap the year, also outside the task's own dates.
    """
    if work.kind == "assignment":
        return work.completed_on is not None and involvement.event.started_on <= work.completed_on
    return involvement.event.started_on <= last and involvement.event.ended_on >= first


def is_answered_consultation(event: Event) -> bool:
    """A public consultation counts only when a user or carer organisation or a person answered it.

    Where nobody says who answered, it counts like an unknown degree; where public bodies alone did, it doesn't.
    """
    if event.form != "consultation":
        return True
    kinds = {kind for kind, _capacity in event.organisations}
    return bool(event.people or event.users_count) or kinds != {"public_body"}


def counts(involvement: Involvement, version: Version) -> bool:
    """Registered or closed, not rejected, of the least degree or of an unknown one."""
    said = involvement.valid_answers
    if said and all(answer == "no" for answer in said):
        return False
    return counts_unless_rejected(involvement, version)


def counts_unless_rejected(involvement: Involvement, version: Version) -> bool:
    if involvement.state not in {"registered", "closed"}:
        return False
    if not is_answered_consultation(involvement.event):
        return False
    if involvement.degree is None:
        return version.counts_unknown_degree
    return involvement.degree >= version.least_degree


def is_early(counting: list[Involvement]) -> bool:
    """An involvement of the earliest counting day, any of them, has an early phase."""
    if not counting:
        return False
    earliest = min(involvement.event.started_on for involvement in counting)
    return any(
        involvement.event.started_on == earliest and EARLY_PHASES & set(involvement.phases) for involvement in counting
    )


def is_systematic(counting: list[Involvement]) -> bool:
    """Early, equal members at least once, two phases («ikke oppgitt» is none), and all of some inputs answered."""
    if not is_early(counting):
        return False
    if not any(involvement.degree is not None and involvement.degree >= 3 for involvement in counting):
        return False
    phases = {phase for involvement in counting for phase in involvement.phases} - {"not_stated"}
    if len(phases) < 2:
        return False
    inputs = [outcome for involvement in counting for outcome in involvement.inputs]
    return bool(inputs) and all(outcome not in {None, "under_consideration"} for outcome in inputs)


def measures_of_involvement(work: Work, counting: list[Involvement]) -> set[str]:
    """The measures of carried out work that follow from the involvement that counts."""
    if not counting:
        return set()
    found = {"with_any"}
    perspectives = {involvement.perspective for involvement in counting}
    if perspectives & {"user", "both"}:
        found.add("with_user")
    if perspectives & {"carer", "both"}:
        found.add("with_carer")
    if {"with_user", "with_carer"} <= found:
        found.add("with_both")
    for involvement in counting:
        said = involvement.valid_answers
        if ("yes" in said or "partly" in said) and "no" not in said:
            found.add("confirmed")
        if "representation" in involvement.event.capacities:
            found.add("representation")
    if all(involvement.event.capacities == {"insight"} for involvement in counting):
        found.add("insight_only")
    if all(involvement.degree is None for involvement in counting):
        found.add("unknown_degree_only")
    if work.kind == "assignment" and is_early(counting):
        found.add("early")
    if work.kind == "assignment" and is_systematic(counting):
        found.add("systematic")
    return found


def measures_of_asking(eligible: Iterable[Involvement]) -> set[str]:
    """Whether somebody could be asked about the involvement, was asked, has answered; rejected involvement is in.

    Who stands with a name can be asked. An answer that was set aside is none.
    """
    found = set()
    for involvement in eligible:
        if involvement.event.people or involvement.answers:
            found.add("could_be_asked")
        if involvement.answers:
            found.add("asked")
        if involvement.valid_answers:
            found.add("answered")
    return found


def is_approved(decisions: Iterable[tuple[int, str]], year: int) -> bool:
    return (year, "approved") in decisions


def hold(register: Register, work: Work, year: int, version: Version, to_date: datetime.date) -> Held | None:
    """What holds for the work in the year, read on a day: later things are left out, the department is the year's."""
    first, end = datetime.date(year, 1, 1), year_end(register, year)
    last = min(end, to_date)
    if work.status == "cancelled":
        return hold_cancelled(work, first, last)
    if work.kind == "assignment":
        if work.completed_on is not None and first <= work.completed_on <= last:
            held = Held(work, work.answered_for_by(work.completed_on), {"carried_out"})
        elif is_overdue(work, last):
            done_later = work.completed_on is not None and work.completed_on <= end
            answered_on = work.completed_on if done_later else end
            return Held(work, work.answered_for_by(answered_on), {"overdue_open"})
        else:
            return None
    else:
        if work.started_on is not None and work.started_on > last:
            return None
        if work.ended_on is not None and work.ended_on < first:
            return None
        last_active = end if work.ended_on is None else min(work.ended_on, end)
        held = Held(work, work.answered_for_by(last_active), {"carried_out"})
        if is_approved(work.not_performed, year):
            held.measures = {"not_performed"}
            return held
    in_time = [involvement for involvement in work.involvements if took_place(work, involvement, first, last)]
    counting = [involvement for involvement in in_time if counts(involvement, version)]
    held.measures |= measures_of_involvement(work, counting)
    held.measures |= measures_of_asking(each for each in in_time if counts_unless_rejected(each, version))
    if is_approved(work.exemptions, year) and not counting:
        held.measures.add("exempt")
    return held


def hold_cancelled(work: Work, first: datetime.date, last: datetime.date) -> Held | None:
    """Cancelled work stands in the year of its cancelling, else of its deadline, its end or its start."""
    day = work.cancelled_on or work.due_on or work.ended_on or work.started_on
    if day is None or not first <= day <= last:
        return None
    return Held(work, work.answered_for_by(day), {"cancelled"})


def is_overdue(work: Work, last: datetime.date) -> bool:
    """The deadline was passed before that day ends, without completion; on the deadline itself nothing is late."""
    return work.due_on is not None and work.due_on < last and (work.completed_on is None or work.completed_on > last)


def held_in(register: Register, year: int, version: Version, to_date: datetime.date = datetime.date.max) -> list[Held]:
    """What holds for each work item in the year. Work outside the tree has no share."""
    outside = {department.code for department in register.departments if department.outside_tree}
    found = [hold(register, work, year, version, to_date) for work in register.work]
    return [held for held in found if held is not None and held.department not in outside]


def records(
    register: Register, held: Iterable[Held], department: str, measure: str, kind: str, scope: str
) -> set[int]:
    """The work items behind a figure."""
    found = set()
    for each in held:
        if measure not in each.measures or kind not in {each.work.kind, "all"}:
            continue
        if scope == "own" and each.department != department:
            continue
        if scope == "total" and department not in register.lineage(each.department):
            continue
        found.add(each.work.key)
    return found


def per_cent(part: int, whole: int) -> Decimal | None:
    """One decimal, halves away from zero, divided last; no value where there is nothing to divide by."""
    if whole == 0:
        return None
    tenths = (2 * 1000 * part + whole) // (2 * whole)
    return Decimal(tenths) / 10


def figures(
    register: Register, held: list[Held], department: str, kind: str, scope: str
) -> dict[str, int | Decimal | None]:
    """A row: every count, the share and the share less exemptions."""
    row: dict[str, int | Decimal | None] = {}
    number: dict[str, int] = {}
    for measure in MEASURES:
        number[measure] = len(records(register, held, department, measure, kind, scope))
        row[measure] = None if kind == "standing_task" and measure in OF_ASSIGNMENTS else number[measure]
    row["share"] = per_cent(number["with_any"], number["carried_out"])
    row["share_less_exemptions"] = per_cent(number["with_any"], number["carried_out"] - number["exempt"])
    return row


def all_figures(register: Register) -> Iterator[tuple[int, Version, str, str, str, dict[str, int | Decimal | None]]]:
    """Every year, version shown in it, department in the tree, kind and scope."""
    for year in register.years:
        for version in register.versions_shown(year):
            held = held_in(register, year, version)
            for department in register.departments:
                if department.outside_tree:
                    continue
                for kind in KINDS:
                    for scope in SCOPES:
                        yield (
                            year,
                            version,
                            department.code,
                            kind,
                            scope,
                            figures(register, held, department.code, kind, scope),
                        )
