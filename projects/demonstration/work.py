"""Assignments and standing tasks of the fictitious set, with what is decided about them."""

import datetime
from dataclasses import dataclass, field
from random import Random

from projects.demonstration import words
from projects.demonstration.calendar import DAY, Calendar, month_of
from projects.demonstration.people import Staff
from projects.demonstration.tree import PULL, SUBJECTS_OF, Unit
from projects.work.enums import DecisionStatus, WorkKind, WorkStatus
from projects.work.models import Contribution, Exemption, NotPerformed, Responsibility, WorkItem
from representatives.demonstration.tables import Table

SOURCE_NOTE = "Oppdiktet (demonstrasjonssett)"
ASSIGNMENTS = 1_700
STANDING_TASKS = 300
PRODUCTS = {
    "guideline": 9,
    "advice": 8,
    "guide": 12,
    "pathway": 6,
    "prioritisation_guide": 3,
    "investigation": 18,
    "grant_rules": 7,
    "competence_measure": 8,
    "digital_service": 7,
    "other": 6,
    None: 16,
}
SOURCES = {"allocation_letter": 46, "supplement": 14, "ministry": 17, "own_initiative": 20, "other": 3}
REASONS = {"not_relevant": 45, "purely_internal": 25, "confidential": 10, "urgent": 15, "other": 5}


@dataclass
class Place:
    """A department as work meets it: how large it is, how much it involves, and what it is about."""

    unit: Unit
    before: list[Unit]
    pull: float
    size: float
    subjects: tuple[str, ...]

    def answering(self, day: datetime.date, chosen: int) -> Unit:
        """The department that answered on the day: a predecessor before this one was opened."""
        return self.unit if day >= self.unit.valid_from or not self.before else self.before[chosen % len(self.before)]

    def likelihood(self, years_ago: int) -> float:
        """How likely work is done with involvement: less in the earlier years."""
        return max(0.1, self.pull - 0.055 * years_ago)


@dataclass
class Work:
    """A work item as involvement meets it. `periods` are the spans of time in which involvement may fall."""

    id: int
    place: Place
    unit: Unit
    kind: WorkKind
    start: datetime.date
    end: datetime.date | None
    subjects: list[str]
    staff: list[int]
    periods: list[tuple[datetime.date, datetime.date, float]] = field(default_factory=list)
    involved_years: set[int] = field(default_factory=set)


def places(units: list[Unit], random: Random) -> list[Place]:
    """The departments that are open today and lie under a division."""
    by_code = {unit.code: unit for unit in units}
    subjects = list(words.SUBJECTS)
    return [
        Place(
            unit=unit,
            before=[by_code[code] for code in unit.before],
            pull=PULL.get(unit.code, round(random.uniform(0.32, 0.74), 2)),
            size=random.uniform(0.6, 1.5),
            subjects=SUBJECTS_OF.get(unit.code) or tuple(random.sample(subjects, 3)),
        )
        for unit in units
        if len(unit.lineage) == 3 and unit.valid_to is None
    ]


class WorkBuilder:
    """Builds one work item at a time, with its responsibility and, after its involvement, its decisions."""

    def __init__(self, calendar: Calendar, staff: Staff, random: Random) -> None:
        self.calendar = calendar
        self.staff = staff
        self.random = random
        self.items = Table(
            WorkItem,
            "reference",
            "title",
            "kind",
            "product_type",
            "source",
            "commissioned_on",
            "started_on",
            "started_on_precision",
            "due_on",
            "completed_on",
            "completed_on_precision",
            "ended_on",
            "status",
            "cancelled_on",
            "cancel_reason",
            "responsible",
            "restricted",
            "data_source",
        )
        self.subjects = Table(WorkItem.subject_areas.through, "workitem", "subjectarea")
        self.team = Table(WorkItem.team.through, "workitem", "user")
        self.responsibilities = Table(Responsibility, "work_item", "department", "from_date")
        self.contributions = Table(Contribution, "work_item", "department")
        decision = (
            "work_item",
            "year",
            "reason",
            "reason_text",
            "status",
            "requested_by",
            "requested_on",
            "decided_by",
            "decided_on",
        )
        self.exemptions = Table(Exemption, *decision)
        self.not_performed = Table(NotPerformed, *decision)
        self.tables = (
            self.items,
            self.subjects,
            self.team,
            self.responsibilities,
            self.contributions,
            self.exemptions,
            self.not_performed,
        )
        self._numbers: dict[str, int] = {}

    def assignment(self, place: Place, others: list[Place]) -> Work:
        """An assignment whose planned completion lies anywhere from the first year to the horizon.

        Many are done about in time and some late; what is planned for later than today is in hand or not begun.
        """
        random, calendar = self.random, self.calendar
        due = calendar.first_day + random.randrange((calendar.horizon - calendar.first_day).days) * DAY
        start = due - random.randint(110, 640) * DAY
        done = max(
            calendar.first_day,
            start + 30 * DAY,
            due + random.choice((-25, -14, -7, -3, 0, 0, 2, 9, 30, 75, 140)) * DAY,
        )
        commissioned = min(start, calendar.today) - random.randrange(0, 50) * DAY
        completed = done if done <= calendar.today else None
        precision = "day"
        cancelled = None
        if random.random() < 0.035 and start < calendar.today:
            fell_away = start + random.randint(20, 200) * DAY
            cancelled, completed = max(calendar.first_day, min(calendar.today, fell_away)), None
        elif completed and random.random() < 0.02 and month_of(completed)[1] <= calendar.today:
            completed, precision = month_of(completed)[1], "month"
        status = self._status(start, completed, cancelled)
        product = random.choices(list(PRODUCTS), weights=list(PRODUCTS.values()))[0]
        subject = random.choice(place.subjects)
        responsible = random.choice(self.staff.members[place.unit.code]) if random.random() < 0.96 else None
        restricted = random.random() < 0.012
        item = self.items.add(
            self._reference("D", commissioned.year),
            self._title(random.choice(words.TITLES[product]), subject),
            WorkKind.ASSIGNMENT.value,
            product,
            random.choices(list(SOURCES), weights=list(SOURCES.values()))[0],
            commissioned,
            start,
            "day",
            due,
            completed,
            precision,
            None,
            status.value,
            cancelled,
            random.choice(words.CANCEL_REASONS) if cancelled else "",
            responsible,
            restricted,
            SOURCE_NOTE,
        )
        last = completed or cancelled or calendar.today
        work = self._placed(item, place, others, WorkKind.ASSIGNMENT, start, last, subject)
        work.end = completed or cancelled
        if restricted:
            self._restrict(work)
        if start <= calendar.today and not cancelled:
            likelihood = place.likelihood(max(0, calendar.year - last.year))
            work.periods.append((start, last, likelihood if completed else 0.7 * likelihood))
        return work

    def standing_task(self, place: Place, others: list[Place]) -> Work:
        """A standing task: most are as old as the set, some began later, some have ended."""
        random, calendar = self.random, self.calendar
        start, precision = calendar.first_day, "year"
        if random.random() < 0.3:
            span = (calendar.today - calendar.first_day).days
            start, precision = calendar.first_day + random.randrange(span) * DAY, "day"
        ended = None
        if random.random() < 0.1 and (calendar.today - start).days > 200:
            ended = start + random.randint(120, (calendar.today - start).days) * DAY
        subject = random.choice(place.subjects)
        responsible = random.choice(self.staff.members[place.unit.code]) if random.random() < 0.9 else None
        status = WorkStatus.COMPLETED if ended else WorkStatus.ONGOING
        item = self.items.add(
            self._reference("F", 0),
            self._title(random.choice(words.STANDING_TITLES), subject),
            WorkKind.STANDING_TASK.value,
            None,
            None,
            None,
            start,
            precision,
            None,
            None,
            "day",
            ended,
            status.value,
            None,
            "",
            responsible,
            False,
            SOURCE_NOTE,
        )
        last = ended or calendar.today
        work = self._placed(item, place, others, WorkKind.STANDING_TASK, start, last, subject)
        work.end = ended
        for year in range(start.year, last.year + 1):
            first, until = max(start, datetime.date(year, 1, 1)), min(last, datetime.date(year, 12, 31))
            work.periods.append((first, until, place.likelihood(calendar.year - year)))
        return work

    def _status(
        self, start: datetime.date, completed: datetime.date | None, cancelled: datetime.date | None
    ) -> WorkStatus:
        if cancelled:
            return WorkStatus.CANCELLED
        if completed:
            return WorkStatus.COMPLETED
        return WorkStatus.ONGOING if start <= self.calendar.today else WorkStatus.PLANNED

    def _reference(self, kind: str, year: int) -> str:
        stem = f"{kind}{year}" if year else kind
        number = self._numbers[stem] = self._numbers.get(stem, 0) + 1
        return f"DEMO-{stem}-{number:04}"

    def _title(self, form: str, subject: str) -> str:
        random = self.random
        topic = random.choice(words.SUBJECTS[subject])
        if random.random() < 0.35 and not words.SAYS_WHERE & set(topic.split()):
            topic = f"{topic} {random.choice(words.WHERE)}"
        return form.format(topic)

    def _placed(
        self,
        item: int,
        place: Place,
        others: list[Place],
        kind: WorkKind,
        start: datetime.date,
        last: datetime.date,
        subject: str,
    ) -> Work:
        """Who answers: mergers and splits are followed, and a few items move between departments in their life."""
        random = self.random
        chosen = random.randrange(2)
        first, unit = place.answering(start, chosen), place.answering(last, chosen)
        if first is not unit:
            self.responsibilities.add(item, first.id, None)
            self.responsibilities.add(item, unit.id, unit.valid_from)
        elif random.random() < 0.03 and (last - start).days > 60 and not place.before:
            mover = random.choice(others)
            if mover is place or mover.before:
                self.responsibilities.add(item, unit.id, None)
            else:
                self.responsibilities.add(item, mover.unit.id, None)
                self.responsibilities.add(item, unit.id, start + random.randint(30, (last - start).days) * DAY)
        else:
            self.responsibilities.add(item, unit.id, None)
        if random.random() < 0.1 and (other := random.choice(others)) is not place:
            self.contributions.add(item, other.unit.id)
        subjects = [subject]
        if random.random() < 0.25 and (second := random.choice(place.subjects)) != subject:
            subjects.append(second)
        for code in subjects:
            self.subjects.add(item, code)
        return Work(
            id=item,
            place=place,
            unit=unit,
            kind=kind,
            start=start,
            end=None,
            subjects=subjects,
            staff=self.staff.members[unit.code],
        )

    def _restrict(self, work: Work) -> None:
        for user in self.random.sample(work.staff, 2):
            self.team.add(work.id, user)

    def decide(self, work: Work) -> None:
        """Exemptions and «ikke gjennomført», mostly where nobody was involved."""
        if work.kind == WorkKind.ASSIGNMENT:
            if work.end and work.periods:
                self._exempt(work, work.end.year, 0.01 if work.involved_years else 0.16)
            return
        for first, until, _likelihood in work.periods:
            if first.year in work.involved_years:
                continue
            if self.random.random() < 0.05:
                self._decision(self.not_performed, work, first.year, until)
            else:
                self._exempt(work, first.year, 0.06)

    def _exempt(self, work: Work, year: int, likelihood: float) -> None:
        if self.random.random() < likelihood:
            self._decision(self.exemptions, work, year, self.calendar.last_day_of(year))

    def _decision(self, table: Table, work: Work, year: int, near: datetime.date) -> None:
        """Asked for by staff, decided by the leader; what is older than the running year has been decided."""
        random, today = self.random, self.calendar.today
        asked = max(datetime.date(year, 1, 1), near - random.randint(5, 90) * DAY)
        status = random.choices(list(DecisionStatus), weights=(20, 62, 18) if year == today.year else (2, 78, 20))[0]
        reason = random.choices(list(REASONS), weights=list(REASONS.values()))[0]
        decided = status != DecisionStatus.REQUESTED
        table.add(
            work.id,
            year,
            reason,
            words.EXEMPTION_TEXTS[reason],
            status.value,
            random.choice(work.staff),
            asked,
            self.staff.leader[work.unit.code] if decided else None,
            min(today, asked + random.randint(1, 21) * DAY) if decided else None,
        )
