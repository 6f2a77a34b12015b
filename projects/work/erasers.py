"""What becomes of work and decisions when an account is erased."""

from medvirkning.audit import erasers

DONE = "The work and the decision stand; the name behind the key is gone."

for relation in (
    "WorkItem.responsible",
    "Exemption.requested_by",
    "Exemption.decided_by",
    "NotPerformed.requested_by",
    "NotPerformed.decided_by",
):
    erasers.register(f"projects.{relation}", erasers.keep, why=DONE)
erasers.register("projects.WorkItem_team.user", erasers.delete, why="Nobody is left to see a restricted item.")
