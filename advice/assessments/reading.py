"""An assessment as it is read: each piece with its answer, and what stands beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from advice.assessments.changes import Change, change_between
from advice.assessments.enums import IN_USE, OPEN_ACTIONS, Score
from advice.assessments.models import (
    Assessment,
    AssessmentAction,
    AssessmentAnswer,
    AssessmentTemplate,
    Evidence,
    RepresentativeScore,
    ScoreInvitation,
    TemplateItem,
)
from advice.assessments.words import DOES_NOT_KNOW, difference_in_words, for_departments, is_gap, score_in_words
from advice.catalogue.enums import Strength
from advice.catalogue.models import AdviceVersion
from advice.units.models import ServiceUnit
from projects.departments.models import Department


@dataclass(frozen=True)
class Voice:
    """What one representative said of a piece."""

    label: str
    score: str
    comment: str
    # How it lies to the leader's score, in words.
    beside: str
    # The piece was worded anew after the representative answered.
    earlier_wording: bool

    @property
    def in_words(self) -> str:
        return score_in_words(self.score) if self.score else str(DOES_NOT_KNOW)


@dataclass(frozen=True)
class LastTime:
    """The answer of the latest year before."""

    year: int
    answer: AssessmentAnswer
    wording_changed: bool
    # Other parts than the words, such as practical steps.
    text_changed: bool = False

    @property
    def in_words(self) -> str:
        return score_in_words(self.answer.score)


@dataclass(frozen=True)
class Line:
    """A piece in an assessment."""

    item: TemplateItem
    answer: AssessmentAnswer
    voices: list[Voice] = field(default_factory=list)
    actions: list[AssessmentAction] = field(default_factory=list)
    last: LastTime | None = None
    meant_as: str = ""

    @property
    def version(self) -> AdviceVersion:
        return self.item.advice_version

    @property
    def number(self) -> int:
        return self.version.of.number

    @property
    def in_words(self) -> str:
        return score_in_words(self.answer.score)

    @property
    def is_gap(self) -> bool:
        return is_gap(self.answer.score)

    @property
    def is_answered(self) -> bool:
        return bool(self.answer.score)

    @property
    def is_shall(self) -> bool:
        return self.version.strength == Strength.SHALL

    @property
    def open_actions(self) -> list[AssessmentAction]:
        return [one for one in self.actions if one.state in OPEN_ACTIONS]

    @property
    def steps(self) -> list[tuple[str, bool]]:
        """The practical steps, and whether each is in place."""
        return [(step, step in self.answer.steps_done) for step in self.version.steps]

    @property
    def steps_gone(self) -> list[str]:
        """Steps that were ticked and are not asked about any more. Saving the answer lets them go."""
        known = self.version.steps
        return [step for step in self.answer.steps_done if step not in known]

    @property
    def must_look_again(self) -> bool:
        """Answered, and since then worded anew, or without a step that was ticked."""
        return self.is_answered and (self.answer.look_again or bool(self.steps_gone))


@dataclass(frozen=True)
class Sheet:
    """The whole assessment, in the order of the template."""

    assessment: Assessment
    lines: list[Line]
    last: Assessment | None

    @property
    def asked(self) -> list[ScoreInvitation]:
        """The representatives who answered; nobody was asked of one that is not stored."""
        if self.assessment.pk is None:
            return []
        return list(self.assessment.score_invitations.filter(answered_at__isnull=False, withdrawn_at=None))

    @property
    def answered(self) -> list[Line]:
        return [line for line in self.lines if line.is_answered]

    @property
    def missing(self) -> list[Line]:
        return [line for line in self.lines if not line.is_answered]

    @property
    def shall_gaps(self) -> list[Line]:
        return [line for line in self.lines if line.is_gap and line.is_shall]

    @property
    def should_gaps(self) -> list[Line]:
        return [line for line in self.lines if line.is_gap and not line.is_shall]

    @property
    def in_use(self) -> list[Line]:
        return [line for line in self.lines if line.answer.score in IN_USE]

    @property
    def not_relevant(self) -> list[Line]:
        return [line for line in self.lines if line.answer.score == Score.NOT_RELEVANT]

    @property
    def to_look_at(self) -> list[Line]:
        """Answered before the piece was changed in what the answer says."""
        return [line for line in self.lines if line.must_look_again]

    @property
    def lacking(self) -> list[Line]:
        """What stands in the way of sending it in, in the order of the template."""
        return [line for line in self.lines if not line.is_answered or line.must_look_again]

    def at(self, position: int) -> Line | None:
        return next((line for line in self.lines if line.item.position == position), None)

    def beside(self, line: Line) -> tuple[Line | None, Line | None]:
        """The pieces before and after."""
        place = self.lines.index(line)
        before = self.lines[place - 1] if place else None
        after = self.lines[place + 1] if place + 1 < len(self.lines) else None
        return before, after


def items_of(template: Any) -> list[TemplateItem]:
    """What a template asks, with the wording of each piece."""
    return list(
        TemplateItem.objects.filter(template=template)
        .select_related("advice_version__of__edition", "advice_version__chapter")
        .order_by("position")
    )


def answers_of(assessment: Assessment) -> dict[int, AssessmentAnswer]:
    """The answers by the piece they are on."""
    evidence = Prefetch(
        "evidence", Evidence.objects.select_related("involvement__work_item", "involvement__event__form")
    )
    rows = (
        AssessmentAnswer.objects.filter(assessment=assessment)
        .select_related("item__advice_version__of__edition")
        .prefetch_related(evidence)
        .order_by("item__position")
    )
    return {row.item.advice_version.of_id: row for row in rows}


def begun_of(subject: ServiceUnit | Department) -> list[Assessment]:
    """The assessments that the unit or department has begun on, the latest first."""
    place = {"unit": subject} if isinstance(subject, ServiceUnit) else {"department": subject}
    return list(Assessment.objects.filter(**place).with_subject().order_by("-year"))


def later_steps(line: Line, newest: AssessmentTemplate | None) -> str:
    """Where there are practical steps for a piece that lacks them here: «newest» template, «current» text, or none."""
    piece = line.version.of
    asked = TemplateItem.objects.filter(template=newest, advice_version__of=piece).select_related("advice_version")
    if any(item.advice_version.steps for item in asked):
        return "newest"
    return "current" if piece.current and piece.current.steps else ""


def previous_of(assessment: Assessment) -> Assessment | None:
    """The same unit's or department's latest assessment of an earlier year."""
    rows = Assessment.objects.of_same_subject(assessment).before(assessment.year)
    return rows.with_subject().first()


def sheet_of(assessment: Assessment) -> Sheet:
    """The assessment with everything that stands on its pages, in a fixed number of queries."""
    answers = answers_of(assessment)
    before = previous_of(assessment)
    before_answers = answers_of(before) if before is not None else {}
    voices = _voices(assessment)
    actions = _actions(assessment)
    lines = []
    for item in items_of(assessment.template_id):
        version = item.advice_version
        answer = answers.get(version.of_id) or AssessmentAnswer(assessment=assessment, item=item)
        lines.append(
            Line(
                item=item,
                answer=answer,
                voices=[_voice(one, answer, version) for one in voices[version.of_id]],
                actions=actions[version.of_id],
                last=_last(before, before_answers.get(version.of_id), version),
                meant_as=for_departments(version.of.number) if assessment.department_id else "",
            )
        )
    return Sheet(assessment=assessment, lines=lines, last=before)


def _voices(assessment: Assessment) -> dict[int, list[RepresentativeScore]]:
    found: dict[int, list[RepresentativeScore]] = defaultdict(list)
    rows = (
        RepresentativeScore.objects.filter(
            invitation__assessment=assessment, invitation__answered_at__isnull=False, invitation__withdrawn_at=None
        )
        .select_related("invitation", "item__advice_version")
        .order_by("invitation__invited_at", "invitation")
    )
    for row in rows:
        found[row.item.advice_version.of_id].append(row)
    return found


def _voice(row: RepresentativeScore, answer: AssessmentAnswer, version: AdviceVersion) -> Voice:
    return Voice(
        label=row.invitation.label,
        score=row.score,
        comment=row.comment,
        beside=difference_in_words(answer.score, row.score),
        earlier_wording=change_between(row.item.advice_version, version) == Change.WORDING,
    )


def _actions(assessment: Assessment) -> dict[int, list[AssessmentAction]]:
    found: dict[int, list[AssessmentAction]] = defaultdict(list)
    rows: Iterable[AssessmentAction] = AssessmentAction.objects.of_same_subject(assessment).overdue_first()
    for row in rows:
        found[row.advice_id].append(row)
    return found


def _last(before: Assessment | None, answer: AssessmentAnswer | None, version: AdviceVersion) -> LastTime | None:
    if before is None or answer is None or not answer.score:
        return None
    change = change_between(answer.item.advice_version, version)
    return LastTime(
        year=before.year,
        answer=answer,
        wording_changed=change == Change.WORDING,
        text_changed=change == Change.TEXT,
    )
