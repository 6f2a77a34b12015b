"""A unit's years beside each other, per piece: what went up, what went down, what is worded anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advice.assessments.changes import Change, change_between
from advice.assessments.enums import IN_USE, SCALE, Score
from advice.assessments.models import Assessment, AssessmentAnswer
from advice.assessments.reading import answers_of
from advice.assessments.words import DOWN, SAME, UP, movement, movement_in_words, score_in_words
from advice.catalogue.models import AdviceVersion
from medvirkning.web.charts import Segment, StackedBar, StackedChart

# As many years as stand beside each other on a page.
MOST_YEARS = 4


@dataclass(frozen=True)
class Cell:
    """A piece in a year, and how its text differs from the year shown before it."""

    score: str
    in_words: str
    change: Change = Change.NONE


@dataclass(frozen=True)
class Row:
    """A piece over the years, in the wording of the latest that asked about it."""

    version: AdviceVersion
    cells: list[Cell]
    kind: str
    moved: str

    @property
    def number(self) -> int:
        return self.version.of.number


@dataclass(frozen=True)
class Comparison:
    """The years from the earliest to the latest, and each piece over them."""

    assessments: list[Assessment]
    rows: list[Row]
    chart: StackedChart | None

    @property
    def up(self) -> list[Row]:
        return [row for row in self.rows if row.kind == UP]

    @property
    def down(self) -> list[Row]:
        return [row for row in self.rows if row.kind == DOWN]

    @property
    def same(self) -> list[Row]:
        return [row for row in self.rows if row.kind == SAME]

    @property
    def unanswered(self) -> list[Row]:
        """Not answered in the latest year yet: they are neither up nor down."""
        return [row for row in self.rows if not row.cells[-1].score]

    @property
    def reworded(self) -> bool:
        return any(cell.change == Change.WORDING for row in self.rows for cell in row.cells)


def compared(assessment: Assessment) -> Comparison:
    """The assessment and those of the years before it, each piece matched by what piece it is."""
    earlier = list(Assessment.objects.of_same_subject(assessment).before(assessment.year).with_subject())
    years = [*reversed(earlier[: MOST_YEARS - 1]), assessment]
    answers = [answers_of(one) for one in years]
    known = {key: answer.item.advice_version for of_year in answers for key, answer in of_year.items()}
    rows = [_row(key, version, answers) for key, version in known.items()]
    rows.sort(key=lambda row: (row.number, row.version.pk))
    chart = _chart(years, answers) if len(years) > 1 else None
    return Comparison(assessments=years, rows=rows, chart=chart)


def _row(key: int, version: AdviceVersion, answers: Sequence[dict[int, AssessmentAnswer]]) -> Row:
    cells: list[Cell] = []
    before: AdviceVersion | None = None
    for of_year in answers:
        answer = of_year.get(key)
        if answer is None:
            cells.append(Cell(score="", in_words=_("Ikke spurt om")))
            continue
        asked = answer.item.advice_version
        change = change_between(before, asked) if before else Change.NONE
        cells.append(Cell(score=answer.score, in_words=score_in_words(answer.score), change=change))
        before = asked
    then = cells[-2].score if len(cells) > 1 else ""
    now = cells[-1].score
    moved = movement_in_words(then, now) if then else ""
    return Row(version=version, cells=cells, kind=movement(then, now) if then else "", moved=moved)


def sentence(comparison: Comparison) -> str:
    """«4 råd har gått opp, 1 har gått ned, 6 står som før.»"""
    parts = [
        ngettext("%(n)s råd har gått opp", "%(n)s råd har gått opp", len(comparison.up)) % {"n": len(comparison.up)},
        ngettext("%(n)s har gått ned", "%(n)s har gått ned", len(comparison.down)) % {"n": len(comparison.down)},
        ngettext("%(n)s står som før", "%(n)s står som før", len(comparison.same)) % {"n": len(comparison.same)},
    ]
    if unanswered := len(comparison.unanswered):
        parts.append(
            ngettext("%(n)s er ikke besvart ennå", "%(n)s er ikke besvart ennå", unanswered) % {"n": unanswered}
        )
    return ", ".join(parts) + "."


def _chart(years: list[Assessment], answers: list[dict[int, AssessmentAnswer]]) -> StackedChart:
    """How many pieces stood on each step, year by year."""
    bars = [
        StackedBar(
            label=str(one.year),
            label_url=one.get_absolute_url(),
            segments=[Segment(value=sum(a.score == step for a in of_year.values())) for step in SCALE],
        )
        for one, of_year in zip(years, answers, strict=True)
    ]
    return StackedChart(
        id="years",
        title=_finding(years, answers),
        description=_("Antall råd på hvert trinn, for hvert år."),
        label_heading=_("År"),
        parts=[str(Score(step).label) for step in SCALE],
        steps=len(SCALE),
        bars=bars,
        share=False,
    )


def _finding(years: list[Assessment], answers: list[dict[int, AssessmentAnswer]]) -> str:
    """What has become of the pieces in use since the year before: of those that are answered in both."""
    before, now = ({key: one.score for key, one in of_year.items() if one.score} for of_year in answers[-2:])
    both = before.keys() & now.keys()
    used = [sum(scores[key] in IN_USE for key in both) for scores in (before, now)]
    known = {"before": used[0], "now": used[1], "n": len(both), "year": years[-2].year}
    if len(now) < len(answers[-1]):
        text = _("Av de %(n)s rådene som er besvart så langt, er %(now)s i bruk. I %(year)s var %(before)s av dem det")
        return text % known
    if used[1] > used[0]:
        return _("Flere råd er i bruk: fra %(before)s til %(now)s") % known
    if used[1] < used[0]:
        return _("Færre råd er i bruk: fra %(before)s til %(now)s") % known
    return _("Like mange råd er i bruk som året før: %(now)s") % known
