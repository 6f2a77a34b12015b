"""How an activity is told: where it stands, when it is, and which pieces it is about."""

import datetime

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from advice.catalogue.models import Advice
from advice.implementation.enums import ActivityState
from advice.implementation.models import ImplementationActivity
from medvirkning.web.dates import format_period
from medvirkning.web.pages import State


def state_of(activity: ImplementationActivity, today: datetime.date | None = None) -> State:
    """What is planned and over has not been told of yet, and says so."""
    if activity.state == ActivityState.HELD:
        return State(_("Gjennomført"), "success")
    if activity.state == ActivityState.CANCELLED:
        return State(_("Avlyst"), "danger")
    if activity.last_day < (today or timezone.localdate()):
        return State(_("Planlagt, ikke meldt gjennomført"), "warning")
    return State(_("Planlagt"), "info")


def when(activity: ImplementationActivity) -> str:
    return format_period(activity.starts_on, activity.ends_on)


def piece_numbers(activity: ImplementationActivity) -> SafeString:
    """«1, 3» as links."""
    return format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        (
            (piece.get_absolute_url(), format_html('<span class="ds-sr-only">{} </span>{}', _("Råd"), piece.number))
            for piece in _in_order(activity)
        ),
    )


def piece_words(activity: ImplementationActivity) -> str:
    """«1, 3», as downloads and calendars have it."""
    return ", ".join(str(piece.number) for piece in _in_order(activity))


def _in_order(activity: ImplementationActivity) -> list[Advice]:
    """The main edition's first; needs the pieces with their editions."""
    return sorted(activity.pieces.all(), key=lambda piece: (not piece.edition.is_main, piece.number))
