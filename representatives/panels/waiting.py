"""What waits among panels: for who runs one, and for the member. For the first page after signing in."""

import datetime

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medvirkning.accounts.models import User
from medvirkning.web.todo import Task, in_order
from representatives.panels.enums import MeetingState, MemberState
from representatives.panels.models import Panel, PanelMeeting, PanelMember
from representatives.panels.querysets import panels_run_by


def waits_for_manager(user: User, today: datetime.date | None = None) -> list[Task]:
    """Applications without an answer, and planned meetings whose day has passed: in panels the account is named to
    run. Two queries, none for those who run nothing.
    """
    day = today or timezone.localdate()
    keys = panels_run_by(user)
    if not keys:
        return []
    return in_order([*_applications(keys), *_past_meetings(keys, day)], day)


def waits_for_member(user: User, today: datetime.date | None = None) -> list[Task]:
    """Somebody who has come of age answers. One query."""
    day = today or timezone.localdate()
    seats = PanelMember.objects.seated().of_account(user).filter(answer_by__isnull=False).select_related("panel")
    tasks = [
        Task(
            seat.panel.name,
            _("Nå er du gammel nok til å bestemme selv. Vil du være med videre?"),
            _("Svar"),
            reverse("panels:answer", args=[seat.pk]),
            seat.answer_by,
        )
        for seat in seats.order_by("pk")
    ]
    return in_order(tasks, day)


def _applications(keys: list[int]) -> list[Task]:
    waits = Q(members__state=MemberState.APPLIED)
    rows = Panel.objects.in_use().filter(pk__in=keys)
    rows = rows.annotate(waiting=Count("members", filter=waits), since=Min("members__invited_at", filter=waits))
    return [
        Task(
            panel.name,
            ngettext("%(number)s søknad venter på svar.", "%(number)s søknader venter på svar.", panel.waiting)
            % {"number": panel.waiting},
            _("Les og svar"),
            panel.get_absolute_url(),
        )
        for panel in rows.filter(waiting__gt=0).order_by("sort_key", "pk")
    ]


def _past_meetings(keys: list[int], day: datetime.date) -> list[Task]:
    past = PanelMeeting.objects.filter(panel__in=keys, state=MeetingState.PLANNED, held_on__lt=day)
    return [
        Task(
            meeting.title,
            _("Møtet er over. Før hvor mange som kom, eller avlys det."),
            _("Åpne møtet"),
            meeting.get_absolute_url(),
        )
        for meeting in past.order_by("held_on", "pk")
    ]
