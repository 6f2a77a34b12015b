"""Pages of organisations: for visitors, for contacts, for staff, for the Centre."""

from representatives.organisations.views.applications import (
    ApplicationList,
    ApplicationPage,
    LookUpApplication,
    RenewLink,
)
from representatives.organisations.views.change import (
    ChangeOrganisation,
    CloseOrganisation,
    ConfirmOrganisation,
    LookUpOrganisation,
)
from representatives.organisations.views.contacts import (
    EndContact,
    InviteContact,
    RenewInvitation,
    WithdrawInvitation,
)
from representatives.organisations.views.public import (
    InvitationPage,
    MendApplication,
    Registered,
    RegisterFacts,
    RegisterNumber,
)
from representatives.organisations.views.read import OrganisationHistory, OrganisationList, OrganisationPage

__all__ = [
    "ApplicationList", "ApplicationPage", "ChangeOrganisation", "CloseOrganisation", "ConfirmOrganisation",
    "EndContact", "InvitationPage", "InviteContact", "LookUpApplication", "LookUpOrganisation", "MendApplication",
    "OrganisationHistory", "OrganisationList", "OrganisationPage", "RegisterFacts", "RegisterNumber", "Registered",
    "RenewInvitation", "RenewLink", "WithdrawInvitation",
]  # fmt: skip
