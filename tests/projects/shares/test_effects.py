"""What a leader is told that a decision will do to the second rate is what it does."""

import datetime
from itertools import product

import pytest

from projects.shares import figures, pipeline
from projects.shares.effects import effect_of
from projects.work.enums import DecisionStatus
from projects.work.services import touch
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_context")]
YEAR = 2024
REQUESTED, APPROVED, REFUSED = DecisionStatus.REQUESTED, DecisionStatus.APPROVED, DecisionStatus.REFUSED


def second_rate(department):
    (row,) = figures.shares(YEAR, department=department.code, kinds=["all"], scopes=["own"])
    return row.with_any, row.carried_out, row.exempt, row.share_less_exemptions


@pytest.mark.parametrize(
    ("about", "involved", "exempted", "stands", "approve"),
    [
        case
        for case in product(
            ["exemption", "not_performed"], [False, True], [False, True], [REQUESTED, APPROVED], [True, False]
        )
        # Not performed is refused where involvement counts, so it never stands approved there.
        if not (case[0] == "not_performed" and case[1] and (case[3] == APPROVED or case[4]))
    ],
)
def test_the_effect_told_is_the_effect(about, involved, exempted, stands, approve):
    department = factories.division()
    other = factories.standing_task(department=department, started_on=datetime.date(YEAR, 1, 1))
    factories.involvement(other, started_on=datetime.date(YEAR, 3, 1))
    task = factories.standing_task(department=department, started_on=datetime.date(YEAR, 1, 1))
    if involved:
        factories.involvement(task, started_on=datetime.date(YEAR, 3, 1))
    decision = getattr(factories, about)(task, year=YEAR, status=stands)
    if exempted and about == "not_performed":
        factories.exemption(task, year=YEAR)
    pipeline.drain()

    told = effect_of(decision, approve=approve)
    decision.status = APPROVED if approve else REFUSED
    decision.save(update_fields=["status"])
    touch([task.pk])
    pipeline.drain()

    after = told.after
    assert (after.with_any, after.carried_out, after.exempt, after.per_cent) == second_rate(department)
