"""Giving a consent, giving it anew, taking it back, and the texts that people agree to."""

from representatives.consents.alone import (
    ConsentRefusedError,
    answers_by_guardian,
    demand_alone,
    needs_guardian,
    waits_for_guardian,
)
from representatives.consents.services.giving import (
    GOOD_FOR_YEARS,
    NoTextError,
    agree,
    enter,
    give,
    last_day,
    renew,
    rest_on,
    take_back,
    text_for,
    void,
    when_somebody_leaves,
    withdraw,
)
from representatives.consents.services.publishing import publish

__all__ = [
    "GOOD_FOR_YEARS", "ConsentRefusedError", "NoTextError", "agree", "answers_by_guardian", "demand_alone",
    "enter", "give", "last_day", "needs_guardian", "publish", "renew", "rest_on", "take_back", "text_for",
    "void", "waits_for_guardian", "when_somebody_leaves", "withdraw",
]  # fmt: skip
