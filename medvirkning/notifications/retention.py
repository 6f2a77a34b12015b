"""How long messages are kept."""

from django.utils.translation import gettext_lazy as _

from medvirkning.audit import erasers, retention
from medvirkning.notifications.models import Message

retention.register(
    retention.RetentionRule(
        name="messages", what=_("Sendte og avsluttede meldinger"), days=90, find=Message.objects.settled_before
    )
)
retention.register(
    retention.RetentionRule(
        name="messages_without_account",
        what=_("Meldinger til adresser uten konto, som invitasjoner"),
        days=30,
        find=Message.objects.to_strangers_before,
    )
)
OWN = "What was sent to a person, and what the person chose, goes with the person."
erasers.register("notifications.Message.user", erasers.delete, why=OWN)
erasers.register("notifications.NotificationChoice.user", erasers.delete, why=OWN)
