"""Pages of an organisation's people, and the page behind an invitation."""

from representatives.enrolments.views.public import InvitationPage
from representatives.enrolments.views.read import PostList, PostPage
from representatives.enrolments.views.write import (
    Cancel,
    End,
    Enter,
    Leave,
    NoteTraining,
    Prolong,
    RemoveTraining,
    Renew,
)

__all__ = [
    "Cancel", "End", "Enter", "InvitationPage", "Leave", "NoteTraining", "PostList", "PostPage", "Prolong",
    "RemoveTraining", "Renew",
]  # fmt: skip
