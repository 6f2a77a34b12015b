"""What becomes of what a person told, when the person or an account is erased."""

from medvirkning.audit import erasers

OWN = "What a person told of oneself goes with the person."

for relation in ("Profile", "AvailabilityPeriod", "TrainingRecord"):
    erasers.register(f"representatives.{relation}.person", erasers.delete, why=OWN)
erasers.register(
    "representatives.TrainingRecord.noted_by",
    erasers.keep,
    why="That the training was taken is the person's; the name behind the key of who wrote it down is gone.",
)
