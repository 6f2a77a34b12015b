"""The assessments behind a figure, and the editions that are assessed."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from advice.assessments.enums import IN_USE, SCALE, Score
from advice.assessments.models import Assessment, AssessmentAnswer
from advice.assessments.querysets import assessments_for
from advice.catalogue.models import Edition
from advice.overview.suppression import Group
from representatives.geography.enums import REGION_OF

# Steps that an address may ask for: one of the scale, those in use, and those for whom the piece is relevant.
USED, RELEVANT = "i-bruk", "relevant"
STEPS: dict[str, list[str]] = {
    **{str(score): [str(score)] for score in Score.values},
    USED: sorted(IN_USE),
    RELEVANT: list(SCALE),
}


def editions() -> QuerySet[Edition]:
    """Those with pieces that are published, the main one first."""
    return Edition.objects.filter(pieces__current__isnull=False).distinct().order_by("-is_main", "title", "pk")


def assessments_behind(
    user: Any, *, edition_id: int, year: int, group: Group, piece: int | None = None, step: str = ""
) -> QuerySet[Assessment]:
    """Exactly the approved assessments that a figure counts."""
    rows = (
        assessments_for(user)
        .approved()
        .filter(unit__isnull=False, template__edition=edition_id, year=year)
        .select_related("unit")
    )
    chosen = {"county": group.county, "kind": group.kind, "size_class": group.size}
    rows = rows.filter(**{name: value for name, value in chosen.items() if value})
    if group.region:
        rows = rows.filter(county__in=[county for county, region in REGION_OF.items() if region == group.region])
    if piece is not None:
        answers = AssessmentAnswer.objects.filter(assessment=OuterRef("pk"), item__advice_version__of__number=piece)
        rows = rows.filter(Exists(answers.filter(score__in=STEPS[step]) if step else answers.exclude(score="")))
    return rows
