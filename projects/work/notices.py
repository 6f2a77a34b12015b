"""Who is told what about work."""

from projects.work.models import Decision


def tell_leaders_to_decide(decision: Decision) -> None:
    """The leaders who may decide hear that a request waits."""


def tell_about_decision(decision: Decision) -> None:
    """Who asked hears what was decided."""


def tell_to_decide_anew(decision: Decision) -> None:
    """Completion moved to another year: who asked and who decided hear that the exemption must be decided anew."""
