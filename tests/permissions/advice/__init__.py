"""The rows of the rooms of advice, and the things they are about: a module for each room."""

from tests.permissions.advice import (
    assessments,
    background,
    catalogue,
    content,
    glossary,
    implementation,
    overview,
    ties,
    units,
)
from tests.permissions.rows import Row

AREAS: dict[str, list[Row]] = {
    "Advice: the catalogue": catalogue.ROWS,
    "Advice: glossary": glossary.ROWS,
    "Advice: background": background.ROWS,
    "Advice: editing": content.ROWS,
    "Advice: service units": units.ROWS,
    "Advice: self-assessment": assessments.ROWS,
    "Advice: national overview": overview.ROWS,
    "Advice: implementation": implementation.ROWS,
    "Advice: work tied to advice": ties.ROWS,
}


class Things(
    catalogue.Things,
    glossary.Things,
    background.Things,
    content.Things,
    units.Things,
    assessments.Things,
    overview.Things,
    implementation.Things,
    ties.Things,
):
    """What addresses of advice are about: `unit`, led by the service leader's account, and what each room adds."""
