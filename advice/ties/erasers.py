"""What becomes of ties when an account is erased."""

from medvirkning.audit import erasers

erasers.register(
    "advice.AdviceTie.added_by",
    erasers.keep,
    why="The tie says that the work serves the piece; the name behind the key is gone.",
)
