"""Changing service units, their place, and who leads them."""

from advice.units.services.applications import (
    Applicant,
    DuplicateUnitError,
    Facts,
    approve,
    refuse,
    register_unit,
)
from advice.units.services.leadership import (
    InvitationGoneError,
    accept,
    accept_as_new,
    end_leadership,
    invite,
    open_invitation,
    renew,
    withdraw,
)
from advice.units.services.tree import UnitRefusedError, change_facts, close, move

__all__ = [
    "Applicant", "DuplicateUnitError", "Facts", "InvitationGoneError", "UnitRefusedError", "accept", "accept_as_new",
    "approve", "change_facts", "close", "end_leadership", "invite", "move", "open_invitation", "refuse",
    "register_unit", "renew", "withdraw",
]  # fmt: skip
