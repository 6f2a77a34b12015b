"""Counts of persons under 5 are told to nobody (domain, «Other figures»: about persons).

No sum stands beside these counts, and each person stands in one of them for a purpose, so none can be worked out.
"""

SMALLEST_SHOWN = 5


def is_hidden(number: int | None) -> bool:
    """Zero is shown: it is nobody."""
    return number is not None and 0 < number < SMALLEST_SHOWN
