"""A held meeting of a panel in the log: one event, and an involvement for each work item treated.

Members represent nobody and are named nowhere outside the panel: the event holds how many came (docs/adr/0177).
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.refusals import NotAllowedError
from projects.involvement.enums import Capacity, Perspective
from projects.involvement.models import Involvement, InvolvementForm
from projects.involvement.services import log
from projects.involvement.services.data import EventData, InvolvementData
from projects.involvement.services.log import LogRefusedError
from projects.panels.models import MeetingEvent
from projects.work.models import WorkItem
from representatives.panels.enums import PanelKind
from representatives.panels.models import PanelMeeting

# The form of involvement of each kind; the file format knows no form of its own for experience panels.
FORM_OF: dict[str, str] = {
    PanelKind.EXPERIENCE: "user_panel",
    PanelKind.USER: "user_panel",
    PanelKind.YOUTH: "youth_panel",
    PanelKind.USER_COUNCIL: "user_council",
}


@transaction.atomic
def log_meeting(
    *,
    actor: User,
    meeting: PanelMeeting,
    work_items: Sequence[WorkItem],
    phases: Sequence[str],
    degree: int | None,
    purpose: str = "",
    summary: str = "",
) -> list[Involvement]:
    """Log what a held meeting meant for work. Logged again, it adds items to the same event.

    Raises `NotAllowedError`, and `LogRefusedError` at the field to mend.
    """
    # Two at once take turns here, so that there is one event.
    stored = PanelMeeting.objects.select_for_update(of=("self",)).select_related("panel").get(pk=meeting.pk)
    if not actor.has_perm("panel_meetings.log", stored):
        raise NotAllowedError(_("Bare et gjennomført møte kan føres i loggen."))
    for item in work_items:
        if not actor.has_perm("involvement.log", item):
            raise LogRefusedError(_("Du kan ikke registrere på %(title)s.") % {"title": item.title}, field="work")
    meant = InvolvementData(
        phases=phases,
        degree=degree,
        perspective=perspective_of(stored),
        youth=stored.panel.kind == PanelKind.YOUTH,
        purpose=purpose.strip(),
        summary=summary.strip(),
    )
    known = MeetingEvent.objects.select_related("event__form").filter(meeting=stored).first()
    if known is not None:
        return log.add_work(actor=actor, event=known.event, work_items=work_items, involvement=meant)
    rows = log.register(actor=actor, work_items=work_items, event=_event(stored), involvement=meant)
    MeetingEvent.objects.create(meeting=stored, event=rows[0].event)
    return rows


def perspective_of(meeting: PanelMeeting) -> Perspective:
    """Whom those who came spoke for: by how many came of each."""
    if meeting.users_count and meeting.carers_count:
        return Perspective.BOTH
    return Perspective.CARER if meeting.carers_count else Perspective.USER


def _event(meeting: PanelMeeting) -> EventData:
    return EventData(
        form=InvolvementForm.objects.get(code=FORM_OF[meeting.panel.kind]),
        started_on=meeting.held_on,
        # Nobody came is not a count of the log.
        users_count=meeting.users_count or None,
        carers_count=meeting.carers_count or None,
        group_capacity=Capacity.INSIGHT,
    )
