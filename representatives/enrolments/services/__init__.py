"""Entering people, their answer, and what becomes of their posts."""

from medvirkning.accounts.invitations.services import AnotherAddressError, InvitationGoneError
from representatives.enrolments.services.answering import (
    Opened,
    accept,
    accept_as_new,
    decline,
    forget_invitation,
    forget_invitations,
    open_invitation,
    prove_address,
)
from representatives.enrolments.services.checks import EnrolmentRefusedError, why_not
from representatives.enrolments.services.entering import (
    Entered,
    cancel,
    enter,
    renew,
)
from representatives.enrolments.services.posts import end, end_all, end_what_is_over, leave, let_all_go, over, prolong
from representatives.enrolments.services.terms import let_go, set_employment, set_mandate
from representatives.enrolments.services.training import note_training, remove_training

__all__ = [
    "AnotherAddressError", "EnrolmentRefusedError", "Entered", "InvitationGoneError", "Opened", "accept",
    "accept_as_new", "cancel", "decline", "end", "end_all", "end_what_is_over", "enter", "forget_invitation",
    "forget_invitations", "leave", "let_all_go", "let_go", "note_training", "open_invitation", "over", "prolong",
    "prove_address", "remove_training", "renew", "set_employment", "set_mandate", "why_not",
]  # fmt: skip
