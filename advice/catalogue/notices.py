"""Who hears of what readers send."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.catalogue.models import AdviceFeedback
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_centre
from medvirkning.notifications.kinds import NotificationKind, register
from medvirkning.notifications.mails import Mail
from medvirkning.notifications.services import notify

FEEDBACK = register(
    NotificationKind(name="advice_feedback", label=gettext_lazy("Tilbakemeldinger på rådene"), reaches=is_centre)
)


def tell_centre_of_feedback(feedback: AdviceFeedback) -> None:
    """The Centre hears that it came. What it says stays in the portal: it may hold what no mail should."""
    piece = feedback.version.of

    def compose() -> Mail:
        return Mail(
            subject=_("Tilbakemelding på råd %(number)s") % {"number": piece.number},
            paragraphs=(
                _("En leser har sendt en tilbakemelding på råd %(number)s i «%(edition)s».")
                % {"number": piece.number, "edition": piece.edition},
            ),
            why=_("Du får denne fordi du arbeider i Senter for brukermedvirkning."),
            link_text=_("Les og behandle den"),
            link_path=reverse("catalogue:handle-feedback", args=[feedback.pk]),
        )

    for account in User.objects.active().with_role(Role.CENTRE).order_by("pk"):
        notify(kind=FEEDBACK.name, event=f"advice-feedback:{feedback.pk}", compose=compose, user=account)
