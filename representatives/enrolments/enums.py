from django.db import models
from django.utils.translation import gettext_lazy as _


class EnrolmentState(models.TextChoices):
    """An organisation invites, the person answers; what was accepted ends when either says so or its time is out."""

    INVITED = "invited", _("Venter på svar")
    ACCEPTED = "accepted", _("I registeret")
    DECLINED = "declined", _("Takket nei")
    CANCELLED = "cancelled", _("Invitasjonen er trukket")
    LAPSED = "lapsed", _("Svarte ikke")
    ENDED = "ended", _("Avsluttet")


# Which state follows which.
ENROLMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    EnrolmentState.INVITED: frozenset(
        {EnrolmentState.ACCEPTED, EnrolmentState.DECLINED, EnrolmentState.CANCELLED, EnrolmentState.LAPSED}
    ),
    EnrolmentState.ACCEPTED: frozenset({EnrolmentState.ENDED}),
    EnrolmentState.DECLINED: frozenset(),
    EnrolmentState.CANCELLED: frozenset(),
    EnrolmentState.LAPSED: frozenset(),
    EnrolmentState.ENDED: frozenset(),
}
