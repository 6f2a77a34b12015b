"""Self-assessments of the fictitious services and of some departments: three years that are done, and this one.

Approved ones are copied with the record that the portal itself would have written. Scores move upwards over the years,
more for some pieces than for others, and by chance for each unit.
"""

import datetime
from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

from psycopg.types.json import Jsonb

from advice.assessments.enums import SCALE, ActionState, AssessmentState, Score
from advice.assessments.models import Assessment, AssessmentAction, AssessmentAnswer, AssessmentTemplate, TemplateItem
from advice.assessments.reading import LastTime, Line, Sheet, items_of
from advice.assessments.record import from_sheet
from advice.assessments.words import for_departments
from advice.demonstration import words
from advice.demonstration.units import Drawn
from advice.units.models import ServiceUnit
from medvirkning.accounts.models import User
from projects.demonstration.calendar import Calendar, moment
from projects.departments.models import Department
from representatives.demonstration.tables import Table

# How far each piece tends to be on the scale of 0 to 4, before what the unit and the years add.
EASE = {1: 1.5, 2: 0.7, 3: 1.8, 4: 0.9, 5: 1.1, 6: 2.4, 7: 1.9, 8: 1.3, 9: 1.2, 10: 1.6, 11: 1.0}
DRIFT = 0.42
# How many units begin in the first, second and third year; who has begun goes on. What became of this year's.
BEGIN = (0.45, 0.65, 0.93)
THIS_YEAR = {AssessmentState.APPROVED: 0.6, AssessmentState.SUBMITTED: 0.1, AssessmentState.DRAFT: 0.15}
RARELY_RELEVANT = {10: 0.2}
Answers = dict[int, AssessmentAnswer]


class Assessments:
    """Draws assessments and writes them by COPY."""

    def __init__(
        self, calendar: Calendar, random: Random, template: AssessmentTemplate, users: Mapping[int, User], centre: User
    ) -> None:
        self.calendar, self.random, self.users, self.centre = calendar, random, users, centre
        self.template, self.items = template, items_of(template)
        self.assessments = Table(
            Assessment,
            "template",
            "year",
            "unit",
            "department",
            "state",
            "started_by",
            "started_at",
            "submitted_by",
            "submitted_at",
            "approved_by",
            "approved_at",
            "return_reason",
            "record",
            "county",
            "kind",
            "size_class",
        )
        self.answers = Table(
            AssessmentAnswer, "assessment", "item", "score", "not_relevant_reason", "comment", "steps_done"
        )
        self.actions = Table(
            AssessmentAction,
            "unit",
            "assessment",
            "advice",
            "text",
            "owner_name",
            "due_on",
            "state",
            "done_on",
            "outcome",
            "added_by",
            "added_at",
        )
        self.tables = (self.assessments, self.answers, self.actions)

    def of_units(self, drawn: Iterable[Drawn], units: Mapping[int, ServiceUnit], *, own: int) -> None:
        """All years of each unit. This year's of the demonstration account's tree is made by the services."""
        for one in drawn:
            is_own = one.lineage[0] == own
            leader = self.users.get(one.leader or 0)
            level, last, asked = self.random.gauss(0, 0.8), None, 0
            begun, apart = 0.0 if is_own else self.random.random(), self._not_relevant()
            for place, year in enumerate(self.calendar.years):
                state = self._state(place, begun, is_own)
                if state is None:
                    continue
                shares = 1.0 if state != AssessmentState.DRAFT else self.random.uniform(0.3, 0.8)
                answers = self._answers(level + DRIFT * place, apart, shares)
                last, asked = self._write(year, state, answers, leader, last, unit=units[one.id])
            if asked and (is_own or self.random.random() < 0.4):
                self._actions(one, asked, leader)

    def of_departments(self, departments: Iterable[Department], leaders: Mapping[int, User]) -> None:
        """Two years each; this year's of the leader's own department is made by the services."""
        for department in departments:
            level, last = self.random.gauss(0.2, 0.5), None
            apart = self._not_relevant()
            for place, year in enumerate((self.calendar.year - 2, self.calendar.year - 1)):
                leader = leaders.get(department.pk)
                answers = self._answers(level + DRIFT * (place + 1), apart, 1.0)
                last, _key = self._write(year, AssessmentState.APPROVED, answers, leader, last, department=department)

    def _state(self, place: int, begun: float, is_own: bool) -> AssessmentState | None:
        """What became of a year: none, where the unit had not begun or has not come to it yet."""
        if place < len(BEGIN):
            return AssessmentState.APPROVED if begun < BEGIN[place] else None
        drawn = self.random.random()
        if begun >= BEGIN[-1]:
            return AssessmentState.DRAFT if drawn < 0.5 else None
        for state, share in THIS_YEAR.items():
            drawn -= share
            if drawn < 0:
                return None if is_own else state
        return None

    def _not_relevant(self) -> dict[int, str]:
        """Pieces that do not concern the unit, by number, with the reason: the same in all years."""
        return {
            number: self.random.choice(words.NOT_RELEVANT)
            for number in EASE
            if self.random.random() < RARELY_RELEVANT.get(number, 0.03)
        }

    def _answers(self, level: float, apart: Mapping[int, str], share: float) -> Answers:
        """By piece. Less than all of them are answered where it is begun only."""
        found = {}
        for item in self.items:
            number = item.advice_version.of.number
            if self.random.random() > share:
                found[item.advice_version.of_id] = AssessmentAnswer(item=item)
                continue
            if number in apart:
                answer = AssessmentAnswer(item=item, score=Score.NOT_RELEVANT.value, not_relevant_reason=apart[number])
            else:
                step = round(EASE.get(number, 1.2) + level + self.random.gauss(0, 0.7))
                score = str(SCALE[max(0, min(len(SCALE) - 1, step))])
                answer = AssessmentAnswer(item=item, score=score, comment=self.random.choice(words.COMMENTS))
            answer.steps_done = [one for one in item.advice_version.steps if self.random.random() < 0.5]
            found[item.advice_version.of_id] = answer
        return found

    def _write(
        self,
        year: int,
        state: AssessmentState,
        answers: Answers,
        leader: User | None,
        last: tuple[Assessment, Answers] | None,
        **subject: Any,
    ) -> tuple[tuple[Assessment, Answers], int]:
        """Keep the rows of one assessment. What it was is what the next year's has beside it."""
        started = self._day(year)
        sent = self._after(started, 30) if state != AssessmentState.DRAFT else None
        done = self._after(sent, 20) if sent and state == AssessmentState.APPROVED else None
        made = Assessment(
            template=self.template,
            year=year,
            state=state,
            **subject,
            submitted_by=leader if sent else None,
            submitted_at=moment(sent, 200) if sent else None,
            approved_by=self.centre if done else None,
            approved_at=moment(done, 300) if done else None,
        )
        record = Jsonb(from_sheet(self._sheet(made, answers, last))) if done else None
        if done:
            made.keep_traits()
        key = self.assessments.add(
            self.template.pk,
            year,
            made.unit_id,
            made.department_id,
            str(state),
            leader.pk if leader else None,
            moment(started, 0),
            made.submitted_by_id,
            made.submitted_at,
            made.approved_by_id,
            made.approved_at,
            "",
            record,
            made.county,
            made.kind,
            made.size_class,
        )
        for answer in answers.values():
            self.answers.add(
                key, answer.item_id, answer.score, answer.not_relevant_reason, answer.comment, answer.steps_done
            )
        return (made, answers), key

    def _after(self, day: datetime.date, most: int) -> datetime.date:
        """Some days later, not after today."""
        return min(day + datetime.timedelta(days=self.random.randrange(2, most)), self.calendar.today)

    def _sheet(self, made: Assessment, answers: Answers, last: tuple[Assessment, Answers] | None) -> Sheet:
        """As the portal reads it before it writes the record; nothing is stored yet."""
        lines = [self._line(made, item, answers[item.advice_version.of_id], last) for item in self.items]
        return Sheet(assessment=made, lines=lines, last=last[0] if last else None)

    def _line(
        self, made: Assessment, item: TemplateItem, answer: AssessmentAnswer, last: tuple[Assessment, Answers] | None
    ) -> Line:
        before = last[1].get(item.advice_version.of_id) if last else None
        return Line(
            item=item,
            answer=answer,
            last=LastTime(last[0].year, before, wording_changed=False) if last and before and before.score else None,
            meant_as=for_departments(item.advice_version.of.number) if made.department_id else "",
        )

    def _day(self, year: int) -> datetime.date:
        """A day of spring or early autumn, not after today."""
        first = datetime.date(year, 2, 1)
        return min(first + datetime.timedelta(days=self.random.randrange(230)), self.calendar.today)

    def _actions(self, one: Drawn, assessment: int, leader: User | None) -> None:
        """Some that are done, some open, some whose deadline is past."""
        today = self.calendar.today
        pieces = {item.advice_version.of.number: item.advice_version.of_id for item in self.items}
        for number, (text, owner) in words.ACTIONS.items():
            if number not in pieces or self.random.random() < 0.5:
                continue
            due = today + datetime.timedelta(days=self.random.randrange(-90, 200))
            done = self.random.random() < 0.35
            state = ActionState.DONE if done else self.random.choice([ActionState.PLANNED, ActionState.ONGOING])
            day = min(due, today - datetime.timedelta(days=3)) if done else None
            added = moment(today - datetime.timedelta(days=250), 30)
            self.actions.add(
                one.id,
                assessment,
                pieces[number],
                text,
                owner,
                due,
                str(state),
                day,
                words.OUTCOME if done else "",
                leader.pk if leader else None,
                added,
            )
