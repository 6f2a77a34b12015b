"""Pages of panels: for everybody who works here, for who runs one, for members, and for those with a link."""

from representatives.panels.views.links import GuardianPage, InvitationPage
from representatives.panels.views.meetings import (
    CancelMeeting,
    ChangeMeeting,
    HoldMeeting,
    MeetingCalendar,
    MeetingPage,
    PlanMeeting,
)
from representatives.panels.views.members import (
    AnswerForOneself,
    CancelInvitation,
    ChangeTerm,
    EndSeat,
    InviteMember,
    LeavePanel,
    MemberPage,
    RefuseApplication,
    RenewInvitation,
    TakeIn,
)
from representatives.panels.views.open import ApplicationPage, Applied, Apply, OpenPanels
from representatives.panels.views.read import PanelList, PanelPage
from representatives.panels.views.write import AddManager, AddPanel, ChangePanel, ClosePanel, EndManager

__all__ = [
    "AddManager", "AddPanel", "AnswerForOneself", "ApplicationPage", "Applied", "Apply", "CancelInvitation",
    "CancelMeeting",
    "ChangeMeeting", "ChangePanel", "ChangeTerm", "ClosePanel", "EndManager", "EndSeat", "GuardianPage",
    "HoldMeeting", "InvitationPage", "InviteMember", "LeavePanel", "MeetingCalendar", "MeetingPage", "MemberPage",
    "OpenPanels", "PanelList", "PanelPage", "PlanMeeting", "RefuseApplication", "RenewInvitation", "TakeIn",
]  # fmt: skip
