"""What has changed between two versions of a piece, by their texts: the number of a version says nothing of it."""

from enum import StrEnum

from advice.catalogue.models import AdviceVersion
from advice.content.services import changed_fields

# What an answer was given on. The other parts explain the piece.
ANSWERED_ON = {"wording", "strength", "level"}


class Change(StrEnum):
    """How far a later version lies from an earlier one."""

    NONE = ""
    # Practical steps or other parts; an answer stands as it is.
    TEXT = "text"
    # The wording, the strength or the level.
    WORDING = "wording"


def change_between(before: AdviceVersion, now: AdviceVersion) -> Change:
    """A piece that is changed and put back is not changed."""
    changed = set(changed_fields(before, now))
    if changed & ANSWERED_ON:
        return Change.WORDING
    return Change.TEXT if changed else Change.NONE
