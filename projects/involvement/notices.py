"""What owners of groups that go on are told."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from medvirkning.accounts.models import User
from medvirkning.notifications.kinds import NotificationKind, register
from medvirkning.notifications.mails import Mail
from medvirkning.notifications.models import Message
from medvirkning.notifications.services import notify

# Not optional: a group ends when nobody answers.
GROUPS = register(
    NotificationKind(name="groups", label=gettext_lazy("Grupper som fortsetter over nyttår"), optional=False)
)


def ask_about_groups(*, owner: User, year: int, number: int, again: bool = False) -> None:
    """In January: did they meet in the year passed? Once, and once more before they are ended."""

    def compose() -> Mail:
        asked = ngettext(
            "%(number)s gruppe du svarer for, fortsetter etter %(year)s.",
            "%(number)s grupper du svarer for, fortsetter etter %(year)s.",
            number,
        ) % {"number": number, "year": year}
        return Mail(
            subject=_("Siste påminnelse: Møttes gruppene?") if again else _("Møttes gruppene i året som gikk?"),
            paragraphs=(
                asked,
                _(
                    "Si om de møttes i %(year)s innen 31. januar. En gruppe som ingen svarer for, blir avsluttet i "
                    "februar. Du kan gi den en ny sluttdato senere."
                )
                % {"year": year},
            ),
            why=_("Du får denne fordi du svarer for arbeidet, eller registrerte gruppen."),
            link_text=_("Se gruppene og svar"),
            link_path=reverse("involvement:continuing"),
        )

    stage = "again" if again else "first"
    notify(kind=GROUPS.name, event=f"groups:{year}:{owner.pk}:{stage}", user=owner, compose=compose)


def asked_since(*, owner: User, year: int) -> datetime.datetime | None:
    """When the owner was first told, None where no mail could be written."""
    first = Message.objects.filter(event=f"groups:{year}:{owner.pk}:first").order_by("created_at").first()
    return None if first is None else first.created_at
