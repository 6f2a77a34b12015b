"""Pages of service units: for visitors, for leaders, for the Centre."""

from advice.units.views.decide import ChangeUnit, CloseUnit, DecideUnit, MoveUnit
from advice.units.views.leaders import EndLeadership, InviteLeader, RenewInvitation, WithdrawInvitation
from advice.units.views.public import InvitationPage, Registered, RegisterUnit
from advice.units.views.read import UnitList, UnitPage
from advice.units.views.write import AddBelow

__all__ = [
    "AddBelow", "ChangeUnit", "CloseUnit", "DecideUnit", "EndLeadership", "InvitationPage", "InviteLeader",
    "MoveUnit", "RegisterUnit", "Registered", "RenewInvitation", "UnitList", "UnitPage", "WithdrawInvitation",
]  # fmt: skip
