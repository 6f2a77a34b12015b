"""The open calendar: RFC 5545, whole days, the same for everyone.

An entry says what, when, where, who holds it and which pieces it is about. It names nobody, and neither a person's
theme nor perspective. Whoever subscribes follows changes by UID, SEQUENCE and LAST-MODIFIED; what is cancelled stays
with STATUS CANCELLED, so that it is struck in their calendar too.
"""

import datetime
from collections.abc import Callable, Iterable

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from advice.implementation.enums import ActivityState
from advice.implementation.models import ImplementationActivity
from advice.implementation.presenters import piece_words

PRODUCT = "-//Medvirkning//Implementering av faglige råd//NO"
CONTENT_TYPE = "text/calendar; charset=utf-8"
# How often calendars are asked to come again.
REFRESH = datetime.timedelta(hours=12)
A_DAY = datetime.timedelta(days=1)


def write(activities: Iterable[ImplementationActivity], *, title: str, absolute: Callable[[str], str]) -> bytes:
    """The file. `absolute` makes a whole address of a path; the same activities give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    for activity in activities:
        calendar.add_component(_event(activity, absolute))
    return calendar.to_ical()


def _event(activity: ImplementationActivity, absolute: Callable[[str], str]) -> Event:
    address = absolute(activity.get_absolute_url())
    event = Event()
    event.add("uid", str(activity.calendar_uid))
    # Of a published calendar both say when the entry was last written.
    event.add("dtstamp", activity.updated_at.astimezone(datetime.UTC))
    event.add("last-modified", activity.updated_at.astimezone(datetime.UTC))
    event.add("sequence", activity.version - 1)
    event.add("dtstart", activity.starts_on)
    # The end of a whole day is the day after the last one.
    event.add("dtend", activity.last_day + A_DAY)
    event.add("summary", activity.title)
    event.add("description", _description(activity, address))
    if activity.place:
        event.add("location", activity.place)
    event.add("url", address)
    event.add("categories", [str(activity.get_arena_display())])
    event.add("status", "CANCELLED" if activity.state == ActivityState.CANCELLED else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _description(activity: ImplementationActivity, address: str) -> str:
    pieces = piece_words(activity)
    lines = [
        _("Arrangør: %(name)s") % {"name": activity.body} if activity.body else "",
        _("Råd: %(numbers)s") % {"numbers": pieces} if pieces else "",
        _("Mer: %(address)s") % {"address": activity.url} if activity.url else "",
        address,
    ]
    return "\n".join(line for line in lines if line)
