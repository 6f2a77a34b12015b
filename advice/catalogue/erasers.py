"""What becomes of texts and feedback when an account of the Centre is erased."""

from medvirkning.audit import erasers

DONE = "The text stands; the name behind the key is gone."

erasers.register("advice.AdviceVersion.written_by", erasers.keep, why=DONE)
erasers.register("advice.AdviceVersion.published_by", erasers.keep, why=DONE)
erasers.register("advice.AdviceFeedback.handled_by", erasers.keep, why="What it led to stands; the name is gone.")
