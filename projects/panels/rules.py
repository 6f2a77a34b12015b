"""Who may log a panel's meeting, in the words of the policy: staff and the Centre, on work that they may log on."""

import rules

from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_centre, is_staff
from representatives.panels.enums import MeetingState
from representatives.panels.models import PanelMeeting


@rules.predicate
def was_held(user: User, meeting: PanelMeeting) -> bool:
    return meeting.state == MeetingState.HELD


rules.add_perm("panel_meetings.log", was_held & (is_staff | is_centre))
