"""Changing organisations, their applications, and who acts for them."""

from medvirkning.accounts.invitations.services import InvitationGoneError
from representatives.organisations.services.applications import (
    CRITERIA,
    Applicant,
    Facts,
    mend,
    open_returned,
    submit,
)
from representatives.organisations.services.contacts import (
    accept,
    accept_as_new,
    end_contact,
    invite,
    open_invitation,
    renew,
    withdraw,
)
from representatives.organisations.services.decisions import (
    approve,
    look_up_application,
    refuse,
    renew_link,
    send_back,
)
from representatives.organisations.services.forgetting import decline, end_everywhere, forget_address
from representatives.organisations.services.known import add_organisation
from representatives.organisations.services.numbers import (
    CheckedNumber,
    OrganisationRefusedError,
    check_number,
    valid_number,
)
from representatives.organisations.services.reminding import remind_of_confirmation
from representatives.organisations.services.upkeep import change_facts, close, confirm, look_up_organisation
from representatives.organisations.services.watching import ask_about_registered

__all__ = [
    "CRITERIA", "Applicant", "CheckedNumber", "Facts", "InvitationGoneError", "OrganisationRefusedError", "accept",
    "accept_as_new", "add_organisation", "approve", "ask_about_registered", "change_facts", "check_number", "close",
    "confirm", "decline", "end_contact", "end_everywhere", "forget_address", "invite", "look_up_application",
    "look_up_organisation", "mend", "open_invitation", "open_returned", "refuse", "remind_of_confirmation", "renew",
    "renew_link", "send_back", "submit", "valid_number", "withdraw",
]  # fmt: skip
