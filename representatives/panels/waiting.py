"""What waits among panels: for who runs one, and for the member. For the first page after signing in."""

import datetime
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.web.todo import Task, in_order
from representatives.organisations.querysets import organisations_of
from representatives.panels.enums import MeetingState, MemberState
from representatives.panels.models import Panel, PanelManager, PanelMeeting, PanelMember
from representatives.panels.querysets import next_meetings, own_seats, panels_run_by


def waits_for_manager(user: User, today: datetime.date | None = None) -> list[Task]:
    """What waits in the panels that the account is named to run, and in those of its own that nobody leads.

    Applications without an answer, planned meetings whose day has passed, and a leader to be named. One query for
    those whose panels are all led and quiet, two more at most for others.
    """
    day = today or timezone.localdate()
    if user.has_role(Role.CENTRE, Role.ORGANISATION_CONTACT):
        found = _led_or_led_by_nobody(user)
        without = [panel for panel in found if panel.is_led_by_nobody]
        keys = [panel.pk for panel in found if not panel.is_led_by_nobody or _stands_for_owner(user, panel)]
    else:
        without, keys = [], panels_run_by(user)
    tasks = [_leader_task(user, panel) for panel in without]
    if keys:
        tasks += [*_applications(keys), *_past_meetings(keys, day)]
    return in_order(tasks, day)


def waits_for_member(user: User, today: datetime.date | None = None) -> list[Task]:
    """The next meeting, the answer of who has come of age, and a guardian's that is waited for. Three queries."""
    day = today or timezone.localdate()
    tasks = [
        _of_seat(seat) for seat in own_seats(user) if seat.answer_by or seat.state == MemberState.AWAITING_GUARDIAN
    ]
    for meeting in next_meetings(user, most=1):
        text = _("er neste møte i %(panel)s.") % {"panel": meeting.panel.name}
        tasks.append(Task(meeting.title, text, _("Se møtet"), meeting.get_absolute_url(), meeting.held_on))
    return in_order(tasks, day)


def _of_seat(seat: PanelMember) -> Task:
    if seat.state == MemberState.AWAITING_GUARDIAN:
        request = seat.guardian_request
        return Task(
            seat.panel.name,
            _("Du har sagt ja. Vi venter på at den foresatte svarer."),
            _("Se eller trekk svaret ditt"),
            f"{reverse('my_page:home')}#own-seats",
            timezone.localdate(request.expires_at) if request is not None else None,
        )
    return Task(
        seat.panel.name,
        _("Nå er du gammel nok til å bestemme selv. Vil du være med videre?"),
        _("Svar"),
        reverse("panels:answer", args=[seat.pk]),
        seat.answer_by,
    )


def _led_or_led_by_nobody(user: User) -> list[Any]:
    """The panels that the account leads, and those that nobody does.

    Of the latter the owner's contacts see theirs, the Centre the directorate's own and those of an owner who has
    nobody here. Read at once: it is asked on every first page.
    """
    reached = Q(owner__in=organisations_of(user)) if user.has_role(Role.ORGANISATION_CONTACT) else Q(pk__in=[])
    if user.has_role(Role.CENTRE):
        reached |= Q(owner=None) | Q(pk__in=Panel.objects.without_contact().order_by().values("pk"))
    leads = Exists(PanelManager.objects.leading().filter(panel=OuterRef("pk"), user=user.pk))
    nobody = Exists(Panel.objects.led_by_nobody().filter(pk=OuterRef("pk")))
    rows = Panel.objects.in_use().annotate(is_led_by_nobody=nobody)
    return list(rows.filter(leads | (nobody & reached)).order_by("sort_key", "pk"))


def _stands_for_owner(user: User, panel: Panel) -> bool:
    if panel.owner_id is None:
        return user.has_role(Role.CENTRE)
    return panel.owner_id in organisations_of(user)


def _leader_task(user: User, panel: Panel) -> Task:
    if _stands_for_owner(user, panel):
        return Task(
            panel.name,
            _("har ingen leder. Sett opp en, så får søknader og spørsmål svar."),
            _("Sett opp en leder"),
            reverse("panels:add-manager", args=[panel.pk]),
            subject_url=panel.get_absolute_url(),
        )
    return Task(
        panel.name,
        _("har ingen leder, og eieren har ingen kontaktperson her. Inviter en, eller legg ned panelet."),
        _("Se panelet"),
        panel.get_absolute_url(),
    )


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
