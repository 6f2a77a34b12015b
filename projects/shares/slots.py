"""What the count tells lower rooms."""

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from medvirkning.web import slots
from medvirkning.web.slots import Fragment
from projects.shares import sql
from projects.shares.effects import effect_of
from projects.work import performed
from projects.work.enums import DECISION_TRANSITIONS, DecisionStatus
from projects.work.models import Decision, WorkItem


@performed.register
def involvement_counts(work_item: WorkItem, year: int) -> bool:
    """Involvement that counts by the rule shows that the task was performed; asked of the log, not of stored rows."""
    statement, parameters = sql.counted_of(work_item.pk, year, today=timezone.localdate())
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchone()[0]


def effect_on_the_share(request: HttpRequest, decision: Decision) -> Fragment:
    """Beside a decision to be taken: what each answer does to the department's second rate."""
    answers = {True: DecisionStatus.APPROVED, False: DecisionStatus.REFUSED}
    effects = {
        approve: effect_of(decision, approve=approve)
        for approve, status in answers.items()
        if status in DECISION_TRANSITIONS[decision.status]
    }
    outcomes = [{"approve": approve, "effect": effect} for approve, effect in effects.items() if effect]
    current = next(iter(effects.values()), None)
    return Fragment("projects/shares/_effect.html", {"year": decision.year, "current": current, "outcomes": outcomes})


slots.register("work.decide", effect_on_the_share, order=10)
