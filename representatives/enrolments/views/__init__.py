"""Pages of an organisation's people, and the page behind an invitation."""

from representatives.enrolments.views.public import InvitationPage
from representatives.enrolments.views.read import PostList, PostPage
from representatives.enrolments.views.write import (
    Cancel,
    End,
    Enter,
    Leave,
    LetGo,
    NoteTraining,
    Prolong,
    RemoveTraining,
    Renew,
    SetTerms,
)

__all__ = [
    "Cancel", "End", "Enter", "InvitationPage", "Leave", "LetGo", "NoteTraining", "PostList", "PostPage", "Prolong",
    "RemoveTraining", "Renew", "SetTerms",
]  # fmt: skip
