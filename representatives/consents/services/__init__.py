"""Giving a consent, giving it anew, taking it back, and the texts that people agree to."""

from representatives.consents.services.giving import (
    GOOD_FOR_YEARS,
    ConsentRefusedError,
    NoTextError,
    agree,
    answers_by_guardian,
    enter,
    give,
    last_day,
    renew,
    text_for,
    when_somebody_leaves,
    withdraw,
)
from representatives.consents.services.publishing import publish

__all__ = [
    "GOOD_FOR_YEARS", "ConsentRefusedError", "NoTextError", "agree", "answers_by_guardian", "enter", "give",
    "last_day", "publish", "renew", "text_for", "when_somebody_leaves", "withdraw",
]  # fmt: skip
