"""What becomes of the log when an account or a person is erased: it keeps its counts, without the names."""

from medvirkning.audit import erasers

LOGGED = "The log and its counts stand; the name behind the key is gone."

for relation in (
    "Event.logged_by",
    "Involvement.logged_by",
    "InvolvementConfirmation.set_aside_by",
    "Outcome.decided_by",
    "EventPerson.person",
    "Input.given_by",
):
    erasers.register(f"projects.{relation}", erasers.keep, why=LOGGED)
erasers.register(
    "projects.InvolvementConfirmation.person",
    erasers.blank(comment=""),
    why="The answer is a count; what was written with it is the person's own.",
)
