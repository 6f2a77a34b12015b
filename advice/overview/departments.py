"""The directorate's own departments, apart from the services: for them the pieces hold by analogy or as checks."""

from dataclasses import dataclass

from advice.assessments.enums import Score
from advice.catalogue.models import AdviceVersion
from advice.overview import readings
from advice.overview.figures import Figure, Overview
from advice.overview.suppression import LEAST


@dataclass(frozen=True)
class DepartmentLine:
    """One piece among the departments; None where it concerns fewer than five of them."""

    piece: AdviceVersion
    figure: Figure | None


@dataclass(frozen=True)
class DepartmentFigures:
    """`answered` is None where one to four departments have answered: then there are no lines."""

    answered: int | None
    lines: tuple[DepartmentLine, ...]


def build(overview: Overview) -> DepartmentFigures:
    """All departments of the year; the choices of region, kind and size are of services only."""
    chosen = overview.selection
    in_time = not chosen.as_of_today
    answered = readings.departments_answered(chosen.edition_id, chosen.year, in_time=in_time)
    if answered < LEAST:
        return DepartmentFigures(None if answered else 0, ())
    counts = readings.departments(chosen.edition_id, chosen.year, in_time=in_time)
    pieces = [row.piece for row in overview.rows] or readings.pieces_asked(chosen.edition_id, chosen.year)
    return DepartmentFigures(
        answered, tuple(DepartmentLine(piece, _figure(counts.get(piece.of_id, {}))) for piece in pieces)
    )


def _figure(steps: dict[str, int]) -> Figure | None:
    figure = Figure(dict.fromkeys(Score.values, 0) | steps)
    return None if 0 < figure.share.relevant < LEAST else figure
