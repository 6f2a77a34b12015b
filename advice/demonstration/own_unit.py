"""This year of the demonstration account's own services and department, made by the portal's own services."""

import datetime
from dataclasses import dataclass
from typing import Any

from advice.assessments.enums import ActionState, Score
from advice.assessments.models import Assessment, AssessmentAction, TemplateItem
from advice.assessments.querysets import involvements_of
from advice.assessments.reading import items_of
from advice.assessments.services.actions import add_action, change_action
from advice.assessments.services.deciding import send_back, submit
from advice.assessments.services.evidence import add_evidence
from advice.assessments.services.filling import answer, start
from advice.assessments.services.scores import Given, give_scores, invite
from advice.demonstration import words
from advice.units.models import ServiceUnit, UnitLeader
from medvirkning.accounts.models import User
from projects.demonstration.tree import OWN_DEPARTMENT
from projects.departments.models import Department

HALF = {1: Score.PARTLY, 2: Score.PLANNED, 3: Score.MOSTLY, 6: Score.FULLY, 9: Score.NOT_STARTED}
REPRESENTATIVES = {
    1: Score.PLANNED,
    2: Score.NOT_STARTED,
    3: Score.PARTLY,
    6: Score.PARTLY,
    7: Score.PARTLY,
    9: Score.NOT_STARTED,
}
WHOLE = {1: Score.MOSTLY, 2: Score.PARTLY, 3: Score.MOSTLY, 6: Score.FULLY, 8: Score.PLANNED}
OF_DEPARTMENT = {1: Score.MOSTLY, 2: Score.MOSTLY, 3: Score.PARTLY, 4: Score.PARTLY}


@dataclass(frozen=True)
class OwnUnits:
    """The unit that the account leads, and the two below it with leaders of their own."""

    leader: User
    top: ServiceUnit
    below: tuple[ServiceUnit, ...]
    today: datetime.date

    def build(self) -> None:
        """A half-answered draft, one below that waits for an answer, and one that was sent back."""
        own = self._start(self.leader, self.top, HALF)
        self._representative(own)
        self._actions(own)
        waiting, returned = self.below
        self._sent(waiting)
        sent = self._sent(returned)
        send_back(actor=self.leader, assessment=sent, reason=words.RETURNED)

    def _start(self, actor: User, subject: Any, scores: dict[int, Score]) -> Assessment:
        made = start(actor=actor, subject=subject, year=self.today.year)
        fill(actor, made, scores)
        return made

    def _sent(self, unit: ServiceUnit) -> Assessment:
        leader = UnitLeader.objects.in_force().get(unit=unit).user
        rest = dict.fromkeys(range(1, 12), Score.PARTLY)
        return submit(actor=leader, assessment=self._start(leader, unit, rest | WHOLE))

    def _representative(self, own: Assessment) -> None:
        """One has answered by the link, another has not."""
        invitation, token = invite(actor=self.leader, assessment=own, label=words.REPRESENTATIVE)
        given = {
            item.pk: Given(score=str(REPRESENTATIVES[number]), comment=words.REPRESENTATIVE_COMMENTS.get(number, ""))
            for number, item in numbered(own).items()
            if number in REPRESENTATIVES
        }
        give_scores(invitation=invitation, token=token, given=given)
        invite(actor=self.leader, assessment=own, label="Pårørendelaget Nærlys")

    def _actions(self, own: Assessment) -> None:
        """One due soon, one in hand, one past its deadline, one done: beside those of earlier years."""
        pieces = {number: item.advice_version.of for number, item in numbered(own).items()}
        days = datetime.timedelta
        plan = {
            2: (self.today + days(12), ActionState.PLANNED),
            9: (self.today + days(120), ActionState.ONGOING),
            1: (self.today, ActionState.ONGOING),
            4: (self.today, ActionState.DONE),
        }
        for number, (due, state) in plan.items():
            text, owner = words.ACTIONS[number]
            made = add_action(
                actor=self.leader, assessment=own, advice=pieces[number], text=text, owner_name=owner, due_on=due
            )
            if state == ActionState.PLANNED:
                continue
            done = state == ActionState.DONE
            change_action(
                actor=self.leader,
                action=made,
                expected_version=made.version,
                text=text,
                owner_name=owner,
                due_on=due,
                state=str(state),
                done_on=self.today if done else None,
                outcome=words.OUTCOME if done else "",
            )
        # The services take no deadline that is past: this one was agreed on three months ago.
        AssessmentAction.objects.filter(assessment=own, advice=pieces[1]).update(due_on=self.today - days(16))


def own_department(*, leader: User, today: datetime.date) -> None:
    """The leader's own department: begun, with logged involvement as evidence where there is any."""
    department = Department.objects.get(code=OWN_DEPARTMENT)
    made = start(actor=leader, subject=department, year=today.year)
    fill(leader, made, OF_DEPARTMENT)
    logged = involvements_of(made, leader).order_by("pk").last()
    if logged is not None:
        add_evidence(actor=leader, assessment=made, item=numbered(made)[1], involvement=logged)


def fill(actor: User, assessment: Assessment, scores: dict[int, Score]) -> None:
    """Answer pieces by their number."""
    items = numbered(assessment)
    versions = dict(assessment.answers.values_list("item", "version"))
    for number, score in scores.items():
        if number in items:
            item = items[number]
            answer(
                actor=actor,
                assessment=assessment,
                item=item,
                expected_version=versions[item.pk],
                score=str(score),
                comment=words.COMMENTS[number % len(words.COMMENTS)],
            )


def numbered(assessment: Assessment) -> dict[int, TemplateItem]:
    return {item.advice_version.of.number: item for item in items_of(assessment.template)}
