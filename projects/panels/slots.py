"""What the log adds to the page of a panel's meeting."""

from typing import Any

from django.http import HttpRequest

from medvirkning.web import slots
from medvirkning.web.slots import Fragment
from projects.involvement.enums import InvolvementState
from projects.involvement.querysets import involvements_for
from representatives.panels.enums import MeetingState
from representatives.panels.models import PanelMeeting


def in_the_log(request: HttpRequest, meeting: PanelMeeting) -> Fragment | None:
    """For those who work with the log: the items that the meeting treated, as far as they may open them."""
    user: Any = request.user
    may_log = user.has_perm("panel_meetings.log", meeting)
    if meeting.state != MeetingState.HELD or not may_log:
        return None
    rows = involvements_for(user).filter(event__panel_meeting__meeting=meeting.pk)
    living = rows.exclude(state=InvolvementState.ANNULLED).select_related("work_item")
    return Fragment(
        "projects/panels/_in_the_log.html",
        {"meeting": meeting, "involvements": list(living.order_by("work_item__sort_key", "pk"))},
    )


slots.register("panels.meeting", in_the_log)
