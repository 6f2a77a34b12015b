"""What becomes of the log when an account or a person is erased: it keeps its counts, without the names."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Case, Value, When

from medvirkning.audit import erasers

LOGGED = "The log and its counts stand; the name behind the key is gone."
# A reason that is empty would say that the answer was never set aside, and change the count.
ERASED_REASON = "–"


def empty_answer(rows: models.QuerySet) -> Iterable[int]:
    """What was written with an answer goes, and why it was set aside; the answer is a count."""
    reason = Case(When(set_aside_reason="", then=Value("")), default=Value(ERASED_REASON))
    return erasers.blank(comment="", set_aside_reason=reason)(rows)


for relation in (
    "Event.logged_by",
    "Involvement.logged_by",
    "InvolvementConfirmation.set_aside_by",
    "Outcome.decided_by",
    "EventPerson.person",
):
    erasers.register(f"projects.{relation}", erasers.keep, why=LOGGED)
erasers.register(
    "projects.InvolvementConfirmation.person",
    empty_answer,
    why="The answer is a count; what was written with it is the person's own.",
)
erasers.register(
    "projects.Input.given_by",
    erasers.blank(text=""),
    why="The input and what became of it are a count; the words are the person's own.",
)
