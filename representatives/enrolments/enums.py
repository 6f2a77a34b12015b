from django.db import models
from django.utils.translation import gettext_lazy as _


class EnrolmentState(models.TextChoices):
    """An organisation invites and the person answers; what the post is, is entered after a yes. It ends when either
    says so or its time is out.
    """

    INVITED = "invited", _("Venter på svar")
    AGREED = "agreed", _("Har sagt ja")
    ACCEPTED = "accepted", _("I registeret")
    DECLINED = "declined", _("Takket nei")
    CANCELLED = "cancelled", _("Invitasjonen er trukket")
    LAPSED = "lapsed", _("Svarte ikke")
    ENDED = "ended", _("Avsluttet")


# Which state follows which.
ENROLMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    EnrolmentState.INVITED: frozenset(
        {EnrolmentState.AGREED, EnrolmentState.DECLINED, EnrolmentState.CANCELLED, EnrolmentState.LAPSED}
    ),
    EnrolmentState.AGREED: frozenset({EnrolmentState.ACCEPTED, EnrolmentState.ENDED}),
    EnrolmentState.ACCEPTED: frozenset({EnrolmentState.ENDED}),
    EnrolmentState.DECLINED: frozenset(),
    EnrolmentState.CANCELLED: frozenset(),
    EnrolmentState.LAPSED: frozenset(),
    EnrolmentState.ENDED: frozenset(),
}

# The person has said yes and the post is not ended.
HELD = (EnrolmentState.AGREED, EnrolmentState.ACCEPTED)
HAS_PERSON = (*HELD, EnrolmentState.ENDED)
OVER_UNANSWERED = (EnrolmentState.DECLINED, EnrolmentState.CANCELLED, EnrolmentState.LAPSED)
