"""What members hear of meetings: that there is one, when and where. The theme stands on the page, behind sign-in."""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.notifications.kinds import NotificationKind, register
from medvirkning.notifications.mails import Mail
from medvirkning.notifications.services import notify
from medvirkning.web.dates import format_date
from representatives.panels.models import PanelMeeting
from representatives.panels.rules import is_representative

MEETINGS = register(
    NotificationKind(
        name="panel-meetings", label=gettext_lazy("Møter i paneler du er med i"), reaches=is_representative
    )
)


def call_to_meeting(meeting: PanelMeeting) -> None:
    _to_members_of(meeting, "planned", gettext_lazy("Nytt møte"), gettext_lazy("Et panel du er med i, skal møtes."))


def tell_meeting_changed(meeting: PanelMeeting) -> None:
    _to_members_of(
        meeting,
        f"changed:{meeting.version}",
        gettext_lazy("Møtet er endret"),
        gettext_lazy("Et møte du er invitert til, har fått ny tid eller nytt sted."),
    )


def tell_meeting_cancelled(meeting: PanelMeeting) -> None:
    _to_members_of(
        meeting, "cancelled", gettext_lazy("Møtet er avlyst"), gettext_lazy("Dette møtet blir ikke noe av.")
    )


def _to_members_of(meeting: PanelMeeting, event: str, subject: object, first: object) -> None:
    """One mail to each member who still agrees. The theme stands on the page, not in the mail."""

    def compose() -> Mail:
        when = _("Når: %(when)s") % {"when": in_words(meeting.held_on, meeting.starts_at)}
        where = _("Hvor: %(where)s") % {"where": meeting.place} if meeting.place else ""
        return Mail(
            subject=str(subject),
            paragraphs=tuple(text for text in (str(first), when, where) if text),
            why=_("Du får denne fordi du er med i et panel."),
            link_text=_("Se møtet, og legg det i kalenderen"),
            link_path=meeting.get_absolute_url(),
        )

    sitting = meeting.panel.members.sitting().select_related("person__user").order_by("pk")
    accounts = (member.person.user for member in sitting if member.person is not None)
    for account in accounts:
        if account is not None:
            notify(kind=MEETINGS.name, event=f"panel-meeting:{meeting.pk}:{event}", user=account, compose=compose)


def in_words(day: datetime.date, at: datetime.time | None) -> str:
    """When a meeting is, as people say it."""
    text = format_date(day)
    return _("%(day)s kl. %(time)s") % {"day": text, "time": f"{at:%H.%M}"} if at else text
