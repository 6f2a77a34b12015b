"""A unit beside like units: same kind and size class, told by the middle and the spread, never one by one.

Units that the reader sees anyway are left out of the others: what is left after them is a group of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from advice.assessments.enums import SCALE, Score
from advice.assessments.models import Assessment, AssessmentAnswer
from advice.catalogue.models import AdviceVersion
from advice.overview.release import approved_in_time, is_released
from advice.overview.suppression import LEAST
from advice.units.enums import SizeClass, UnitKind
from advice.units.querysets import units_under

BELOW, SAME, ABOVE = "below", "same", "above"
POSITIONS: dict[str, str | Promise] = {
    BELOW: _("Dere er kortere enn midten."),
    SAME: _("Dere er der midten er."),
    ABOVE: _("Dere er lenger enn midten."),
}


@dataclass(frozen=True)
class Spread:
    """Where the others stand: the middle one, and the two between which half of them lie."""

    low: str
    median: str
    high: str

    @property
    def labels(self) -> tuple[str, str, str]:
        return str(Score(self.low).label), str(Score(self.median).label), str(Score(self.high).label)

    @property
    def is_narrow(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True)
class LikeRow:
    """One piece: the unit's own step, and the others'. `spread` is None where the piece concerns too few of them."""

    piece: AdviceVersion
    own: str
    spread: Spread | None

    @property
    def own_label(self) -> str | Promise:
        return Score(self.own).label if self.own else _("Ikke besvart")

    @property
    def position(self) -> str:
        """Below, at or above the middle; empty where it can't be said."""
        if self.spread is None or self.own not in SCALE:
            return ""
        own, middle = SCALE.index(self.own), SCALE.index(self.spread.median)
        return SAME if own == middle else ABOVE if own > middle else BELOW

    @property
    def position_text(self) -> str | Promise:
        return POSITIONS.get(self.position, "")


@dataclass(frozen=True)
class Likeness:
    """The comparison. `others` is None where fewer than five like units have answered: then there are no rows."""

    assessment: Assessment
    year: int
    others: int | None
    rows: tuple[LikeRow, ...]

    @property
    def traits(self) -> tuple[str | Promise, str | Promise]:
        """What makes the others alike."""
        kind, size = traits_of(self.assessment)
        return kind.label, size.label

    def count(self, position: str) -> int:
        return sum(row.position == position for row in self.rows)

    @property
    def above(self) -> int:
        return self.count(ABOVE)

    @property
    def same(self) -> int:
        return self.count(SAME)

    @property
    def below(self) -> int:
        return self.count(BELOW)


def traits_of(assessment: Assessment) -> tuple[UnitKind, SizeClass]:
    """Kind and size that the unit was of when the assessment was approved; while it is open, those it is of."""
    unit = assessment.unit
    assert unit is not None  # noqa: S101 - departments are not compared
    return UnitKind(assessment.kind or unit.kind), SizeClass(assessment.size_class or unit.size_class)


def compare(user: Any, assessment: Assessment) -> Likeness:
    """The unit's answers beside those of like units in the same year.

    Where that isn't given out yet, or too few answered, beside the year before.
    """
    for year in (assessment.year, assessment.year - 1):
        if not is_released(year):
            continue
        others = _others(user, assessment, year)
        number = others.count()
        if number >= LEAST:
            return Likeness(assessment, year, number, _rows(assessment, others))
    return Likeness(assessment, assessment.year, None, ())


def _others(user: Any, assessment: Assessment, year: int) -> Any:
    kind, size = traits_of(assessment)
    return (
        Assessment.objects.approved()
        .filter(approved_in_time([year]), kind=kind, size_class=size, template__edition=assessment.template.edition_id)
        .exclude(unit=assessment.unit)
        .exclude(unit__in=units_under(user).values("pk"))
    )


def _rows(assessment: Assessment, others: Any) -> tuple[LikeRow, ...]:
    counts: dict[int, dict[str, int]] = {}
    for piece, score, number in (
        AssessmentAnswer.objects.filter(assessment__in=others.values("pk"), score__in=SCALE)
        .order_by()
        .values_list("item__advice_version__of", "score")
        .annotate(number=Count("pk"))
    ):
        counts.setdefault(piece, {})[score] = number
    own = assessment.answers.select_related("item__advice_version__of").order_by("item__position")
    return tuple(
        LikeRow(answer.item.advice_version, answer.score, spread(counts.get(answer.item.advice_version.of_id, {})))
        for answer in own
    )


def spread(counts: Mapping[str, int]) -> Spread | None:
    """Quartiles of a scale without numbers: the step of the unit that stands there. None under five units."""
    ordered: Sequence[str] = [score for score in SCALE for _unit in range(counts.get(score, 0))]
    number = len(ordered)
    if number < LEAST:
        return None
    low, median, high = (ordered[(number - 1) * quarter // 4] for quarter in (1, 2, 3))
    return Spread(low, median, high)
