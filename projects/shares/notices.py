"""Who hears that the control of the count found something."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_administrator, is_centre
from medvirkning.notifications.kinds import NotificationKind, register
from medvirkning.notifications.mails import Mail
from medvirkning.notifications.services import notify

CONTROL = register(
    NotificationKind(
        name="count_control",
        label=gettext_lazy("Avvik i kontrolltellingen"),
        reaches=is_centre | is_administrator,
    )
)


def tell_of_differences(day: datetime.date, differences: int) -> None:
    """The Centre and the administrators hear once of a day's differences; the figures are mended already."""

    def compose() -> Mail:
        return Mail(
            subject=_("Kontrolltellingen fant avvik"),
            paragraphs=(
                ngettext(
                    "Nattens kontroll fant %(n)s lagret tall som ikke stemte med en full telling. Det er rettet.",
                    "Nattens kontroll fant %(n)s lagrede tall som ikke stemte med en full telling. De er rettet.",
                    differences,
                )
                % {"n": differences},
                _("Det skal ikke skje. Noen må finne ut hvorfor."),
            ),
            why=_("Du får denne fordi du har ansvar for at tallene stemmer."),
            link_text=_("Se avvikene"),
            link_path=reverse("insight:control"),
        )

    for account in User.objects.with_role(Role.CENTRE, Role.ADMINISTRATOR).order_by("pk"):
        notify(kind=CONTROL.name, event=f"count_control:{day}", user=account, compose=compose)
