"""The log of the fictitious set: events, who took part, what was said and what became of it."""

import datetime
from dataclasses import dataclass
from random import Random

from projects.demonstration import words
from projects.demonstration.calendar import DAY, Calendar, moment, month_of
from projects.demonstration.people import Register, Taker
from projects.demonstration.work import Work
from projects.involvement.enums import Answer, Capacity, InvolvementState, OutcomeKind, Perspective, Phase
from projects.involvement.models import (
    Event,
    EventOrganisation,
    EventPerson,
    Input,
    Involvement,
    InvolvementConfirmation,
    Outcome,
)
from projects.involvement.services.confirmations import derived
from projects.work.enums import WorkKind
from representatives.demonstration.tables import Table

GROUPS_OF_PEOPLE = (
    "project_group",
    "working_group",
    "external_working_group",
    "reference_group",
    "steering_group",
    "adviser",
)
MEETINGS = ("input_meeting", "dialogue_meeting", "workshop", "written_input", "consultation", "conference")
COUNTED = ("user_panel", "youth_panel", "user_council", "interview", "survey", "user_insight", "workshop")
# How far into the work each phase reaches.
PHASES = (
    (0.08, Phase.MANDATE),
    (0.18, Phase.PLANNING),
    (0.34, Phase.INVESTIGATION),
    (0.66, Phase.DRAFTING),
    (0.80, Phase.RECOMMENDATION),
    (0.93, Phase.CONSULTATION),
    (1.01, Phase.IMPLEMENTATION),
)
STANDING_PHASES = (Phase.PLANNING, Phase.DRAFTING, Phase.IMPLEMENTATION, Phase.IMPLEMENTATION, Phase.EVALUATION)
# Degrees 0 to 4 and, last, unknown.
DEGREES = (0, 1, 2, 3, 4, None)
DEGREE_WEIGHTS = (5, 33, 32, 21, 4, 5)


@dataclass(frozen=True)
class Meeting:
    """An event as involvement meets it."""

    event: int
    work_item: int
    day: datetime.date
    people: list[Taker]
    perspective: str
    logged_by: int


class InvolvementBuilder:
    """Builds what took place for one work item at a time."""

    def __init__(self, calendar: Calendar, register: Register, random: Random) -> None:
        self.calendar = calendar
        self.register = register
        self.random = random
        self.events = Table(
            Event,
            "started_on",
            "started_on_precision",
            "ended_on",
            "ended_on_precision",
            "form",
            "users_count",
            "carers_count",
            "organisations_count",
            "people_unknown",
            "group_capacity",
            "hours",
            "capacities",
            "logged_by",
        )
        self.event_people = Table(EventPerson, "event", "person", "organisation", "capacity")
        self.event_organisations = Table(EventOrganisation, "event", "organisation", "capacity")
        self.involvements = Table(
            Involvement,
            "event",
            "work_item",
            "phases",
            "perspective",
            "youth",
            "degree",
            "whole_process",
            "purpose",
            "summary",
            "state",
            "annul_reason",
            "confirmation",
            "logged_by",
            "logged_at",
        )
        self.confirmations = Table(
            InvolvementConfirmation, "involvement", "person", "asked_at", "answer", "answered_at", "comment"
        )
        self.inputs = Table(Input, "involvement", "text", "given_by", "given_for", "given_on", "outcome")
        self.outcomes = Table(Outcome, "input", "outcome", "reason", "decided_by", "decided_at")
        self.tables = (
            self.events,
            self.event_people,
            self.event_organisations,
            self.involvements,
            self.confirmations,
            self.inputs,
            self.outcomes,
        )
        # The last meeting of each department, which the next work item may have shared.
        self._shared: dict[str, Meeting] = {}
        # How much of an involved work item each department, year and kind has saved up.
        self._due: dict[tuple[str, int, str, bool], float] = {}

    def build(self, work: Work) -> None:
        """Involvement in each of the item's periods, as likely as its department makes it."""
        random = self.random
        takers = self._takers(work)
        for first, last, likelihood in work.periods:
            if not self._is_involved(work, last.year, likelihood):
                continue
            work.involved_years.add(last.year)
            begins = self._begins(work, first, last)
            for _ in range(1 + min(14, int(random.expovariate(1 / 5.6)))):
                self._event(work, takers, first, begins, last)

    def _is_involved(self, work: Work, year: int, likelihood: float) -> bool:
        """As often as the likelihood says, evenly spread, so that a department's share follows it in each year."""
        key = (work.place.unit.code, year, work.kind, work.end is None)
        due = self._due.get(key, self.random.random()) + likelihood
        self._due[key] = due % 1
        return due >= 1

    def _begins(self, work: Work, first: datetime.date, last: datetime.date) -> datetime.date:
        """When involvement sets in: early is rare, most begins when there is a draft."""
        random = self.random
        share = random.uniform(0.0, 0.3) if random.random() < 0.24 else random.uniform(0.34, 0.9)
        if work.kind == WorkKind.STANDING_TASK:
            share = random.uniform(0.0, 0.6)
        return first + int((last - first).days * share) * DAY

    def _takers(self, work: Work) -> list[Taker]:
        known = [taker for subject in work.subjects for taker in self.register.takers.get(subject, ())]
        return self.random.sample(known, min(4, len(known)))

    def _event(
        self, work: Work, takers: list[Taker], first: datetime.date, begins: datetime.date, last: datetime.date
    ) -> None:
        random = self.random
        shared = self._shared.get(work.unit.code)
        if shared and shared.work_item != work.id and random.random() < 0.04 and begins <= shared.day <= last:
            del self._shared[work.unit.code]
            self._involvement(work, shared, first, last)
            return
        day = begins + random.randrange((last - begins).days + 1) * DAY
        started, ended, precision = day, day, "day"
        chance = random.random()
        if chance < 0.03 and month_of(day)[1] <= last and month_of(day)[0] >= first:
            (started, ended), precision = month_of(day), "month"
        elif chance < 0.18:
            ended = day + random.randint(1, 3) * DAY if chance < 0.12 else day + random.randint(30, 150) * DAY
        meeting = self._meeting(work, takers, (started, ended, precision))
        self._involvement(work, meeting, first, last)
        if precision == "day":
            self._shared[work.unit.code] = meeting

    def _meeting(self, work: Work, takers: list[Taker], dates: tuple[datetime.date, datetime.date, str]) -> Meeting:
        """Named people, organisations without names, or a counted group; seldom nobody knows."""
        random = self.random
        started, ended, precision = dates
        people: list[tuple[Taker, str]] = []
        organisations: list[int] = []
        users = carers = None
        group, unknown = Capacity.UNKNOWN.value, False
        perspective = random.choices(list(Perspective), weights=(46, 17, 37))[0]
        chance = random.random()
        if chance < 0.46 and takers:
            form = random.choice(GROUPS_OF_PEOPLE)
            people = [
                (taker, self._capacity(taker)) for taker in random.sample(takers, random.randint(1, len(takers)))
            ]
        elif chance < 0.70:
            form = random.choice(MEETINGS)
            organisations = self._organisations(work.subjects[0])
        elif chance < 0.97:
            form = random.choice(COUNTED)
            users = random.randint(3, 40) if perspective != Perspective.CARER else None
            carers = random.randint(2, 15) if perspective != Perspective.USER else None
            group = (Capacity.INSIGHT if random.random() < 0.8 else Capacity.UNKNOWN).value
        else:
            form, unknown = "not_stated", True
        capacities = {capacity for _taker, capacity in people}
        if organisations:
            capacities.add(Capacity.REPRESENTATION.value)
        if users or carers:
            capacities.add(group)
        hours = random.choice((1.5, 2, 3, 6, 7.5)) if random.random() < 0.5 else None
        logged_by = random.choice(work.staff)
        event = self.events.add(
            started,
            precision,
            ended,
            precision,
            form,
            users,
            carers,
            None,
            unknown,
            group,
            hours,
            sorted(capacities),
            logged_by,
        )
        for taker, capacity in people:
            self.event_people.add(event, taker.person, taker.organisation, capacity)
        for organisation in organisations:
            self.event_organisations.add(event, organisation, Capacity.REPRESENTATION.value)
        return Meeting(event, work.id, started, [taker for taker, _capacity in people], perspective.value, logged_by)

    def _organisations(self, subject: str) -> list[int]:
        """Organisations of users and carers, and now and then another group beside them."""
        random = self.random
        known = self.register.involving(subject)
        chosen = random.sample(known, min(len(known), random.randint(1, 4)))
        if self.register.others and random.random() < 0.1:
            chosen.append(random.choice(self.register.others))
        return chosen

    def _capacity(self, taker: Taker) -> str:
        if taker.organisation:
            return Capacity.REPRESENTATION.value
        return (Capacity.EXPERIENCE if self.random.random() < 0.5 else Capacity.INSIGHT).value

    def _phases(self, work: Work, day: datetime.date, first: datetime.date, last: datetime.date) -> list[str]:
        if self.random.random() < 0.02:
            return [Phase.NOT_STATED.value]
        if work.kind == WorkKind.STANDING_TASK:
            return [self.random.choice(STANDING_PHASES).value]
        share = (day - first).days / max(1, (last - first).days) * (1 if work.end else 0.7)
        at = next(place for place, (until, _phase) in enumerate(PHASES) if share <= until)
        following = at + 1 if at + 1 < len(PHASES) and self.random.random() < 0.2 else at
        return [PHASES[place][1].value for place in range(at, following + 1)]

    def _involvement(self, work: Work, meeting: Meeting, first: datetime.date, last: datetime.date) -> None:
        random, today, day = self.random, self.calendar.today, meeting.day
        state, annulled = InvolvementState.REGISTERED, ""
        chance = random.random()
        if chance < 0.015:
            state, annulled = InvolvementState.ANNULLED, "Registrert på feil arbeid."
        elif chance < 0.2 and (today - day).days < 60:
            state = InvolvementState.DRAFT
        elif work.end:
            state = InvolvementState.CLOSED
        asked = bool(meeting.people) and state != InvolvementState.DRAFT and random.random() < 0.5
        answers = [self._answer() for _taker in meeting.people] if asked else []
        involvement = self.involvements.add(
            meeting.event,
            work.id,
            self._phases(work, day, first, last),
            meeting.perspective,
            random.random() < 0.08,
            random.choices(DEGREES, weights=DEGREE_WEIGHTS)[0],
            random.choice((None, None, False, True)),
            random.choice(words.PURPOSES),
            random.choice(words.SUMMARIES),
            state.value,
            annulled,
            derived(answers).value,
            meeting.logged_by,
            moment(min(today, day + random.randint(0, 20) * DAY), random.randrange(480)),
        )
        if asked:
            self._confirmations(involvement, meeting, answers)
        if state in {InvolvementState.REGISTERED, InvolvementState.CLOSED} and random.random() < 0.3:
            for _ in range(random.randint(1, 3)):
                giver = random.choice(meeting.people) if meeting.people else None
                self._input(involvement, day, giver, meeting.logged_by)

    def _confirmations(self, involvement: int, meeting: Meeting, answers: list[str | None]) -> None:
        random, today, day = self.random, self.calendar.today, meeting.day
        asked_at = moment(min(today, day + 2 * DAY), 60)
        for taker, answer in zip(meeting.people, answers, strict=True):
            answered_at = moment(min(today, day + random.randint(3, 9) * DAY), 200) if answer else None
            comment = random.choice(words.COMMENTS) if answer else ""
            self.confirmations.add(involvement, taker.person, asked_at, answer, answered_at, comment)

    def _answer(self) -> str | None:
        if self.random.random() < 0.3:
            return None
        return self.random.choices(list(Answer), weights=(80, 14, 6))[0].value

    def _input(self, involvement: int, day: datetime.date, giver: Taker | None, staff: int) -> None:
        """Most inputs have an answer; the newer one is, the more often it still waits."""
        random, today = self.random, self.calendar.today
        answer_by = day + random.randint(10, 80) * DAY
        outcome: OutcomeKind | None = None
        if answer_by <= today and random.random() < 0.9:
            outcome = random.choices(list(OutcomeKind), weights=(45, 24, 16, 8, 7))[0]
        given = self.inputs.add(
            involvement,
            random.choice(words.INPUTS),
            giver.person if giver else None,
            giver.organisation if giver else None,
            day,
            outcome.value if outcome else None,
        )
        if outcome:
            reason = "" if outcome == OutcomeKind.CONSIDERED else random.choice(words.REASONS_ANSWERED[outcome.value])
            self.outcomes.add(given, outcome.value, reason, staff, moment(answer_by, random.randrange(480)))
