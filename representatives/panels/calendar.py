"""A meeting as an entry of a calendar: RFC 5545. It names neither panel nor theme (domain, «Personal data»)."""

import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from representatives.panels.enums import MeetingState
from representatives.panels.models import PanelMeeting

PRODUCT = "-//Medvirkning//Møter//NO"
CONTENT_TYPE = "text/calendar; charset=utf-8"
# How long a meeting with a known start is shown to last: no end is asked for.
SHOWN_AS = datetime.timedelta(hours=2)
A_DAY = datetime.timedelta(days=1)


def write(meeting: PanelMeeting, *, address: str) -> bytes:
    """The file. The same meeting keeps its UID, so that a new file moves the entry and makes no second one."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"panelmote-{meeting.pk}@medvirkning")
    event.add("dtstamp", timezone.now().astimezone(datetime.UTC))
    event.add("sequence", meeting.version - 1)
    if meeting.starts_at is None:
        event.add("dtstart", meeting.held_on)
        event.add("dtend", meeting.held_on + A_DAY)
    else:
        starts = datetime.datetime.combine(meeting.held_on, meeting.starts_at, tzinfo=ZoneInfo(settings.TIME_ZONE))
        event.add("dtstart", starts.astimezone(datetime.UTC))
        event.add("dtend", (starts + SHOWN_AS).astimezone(datetime.UTC))
    event.add("summary", _("Møte"))
    if meeting.place:
        event.add("location", meeting.place)
    event.add("url", address)
    event.add("description", address)
    event.add("status", "CANCELLED" if meeting.state == MeetingState.CANCELLED else "CONFIRMED")
    calendar.add_component(event)
    return calendar.to_ical()
