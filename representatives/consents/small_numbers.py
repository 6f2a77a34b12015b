"""Counts of persons under 5 are told to nobody, nor what they could be worked out from (domain, «About persons»)."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

SMALLEST_SHOWN = 5


def hidden(texts: Iterable[Any]) -> frozenset[int]:
    """Keys of the texts whose `agreed` isn't shown: 1 to 4, and of each purpose one more where only one would be.

    Everybody agrees to one text of a purpose, so how many stand in the register would tell the only hidden one. Zero
    is shown: it is nobody.
    """
    of_purpose: dict[str, list[Any]] = defaultdict(list)
    for text in texts:
        if text.agreed:
            of_purpose[text.purpose].append(text)
    found: set[int] = set()
    for rows in of_purpose.values():
        few = [text for text in rows if text.agreed < SMALLEST_SHOWN]
        if len(few) == 1:
            few += sorted((text for text in rows if text not in few), key=lambda text: (text.agreed, text.pk))[:1]
        found |= {text.pk for text in few}
    return frozenset(found)
