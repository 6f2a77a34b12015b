"""What the tests of self-assessments stand on: units with leaders, and a whole year done in one line."""

import re
from typing import Any

from advice.assessments.models import Assessment
from advice.assessments.reading import items_of
from advice.assessments.services import deciding, filling
from medvirkning.accounts.models import User
from tests import advice_factories

MAIN = re.compile(rb"<main.*?</main>", re.DOTALL)


def main_of(response: Any) -> bytes:
    """The bytes of a page's main part."""
    assert response.status_code == 200, response.status_code
    found = MAIN.search(response.content)
    assert found
    return found.group()


def text_of(response: Any) -> str:
    """The words of a page's main part, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", main_of(response).decode()).split())


def answer_all(leader: User, assessment: Assessment, score: str = "partly", **values: Any) -> None:
    """Every piece answered alike."""
    for item in items_of(assessment.template_id):
        row = assessment.answers.filter(item=item).first()
        filling.answer(
            actor=leader,
            assessment=assessment,
            item=item,
            expected_version=row.version if row else 1,
            score=score,
            **values,
        )


def approved(leader: User, boss: User, *, unit: Any, year: int, score: str = "partly") -> Assessment:
    """An assessment from its beginning to its approval, by the services."""
    made = advice_factories.assessment(unit=unit, year=year)
    answer_all(leader, made, score)
    deciding.submit(actor=leader, assessment=made)
    return deciding.approve(actor=boss, assessment=made)
