"""For how long what rests on a consent is kept once it is over: what people are told is what is done."""

from medvirkning.audit import retention
from representatives.people.erasing import EXPIRED

# The portal's default (domain, «Personal data»); an installation may have set another.
DEFAULT_DAYS = 30


def erased_after_days() -> int:
    """The days of the rule that erases."""
    return next((rule.days_kept for rule in retention.rules() if rule.name == EXPIRED), DEFAULT_DAYS)
