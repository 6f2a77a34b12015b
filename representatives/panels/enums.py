from django.db import models
from django.utils.translation import gettext_lazy as _


class PanelKind(models.TextChoices):
    """The kinds that the glossary and the report name. Members represent nobody but themselves."""

    EXPERIENCE = "experience", _("Erfaringspanel")
    USER = "user", _("Brukerpanel")
    YOUTH = "youth", _("Ungdomspanel")
    USER_COUNCIL = "user_council", _("Brukerråd")


class Pay(models.TextChoices):
    NOT_STATED = "not_stated", _("Ikke oppgitt")
    NONE = "none", _("Ulønnet")
    BY_RATES = "by_rates", _("Honorar etter satsene")
    OTHER = "other", _("Annen godtgjøring")


class MemberState(models.TextChoices):
    """Invited or applied; below the age limit a guardian answers too; a membership ends by either."""

    APPLIED = "applied", _("Har søkt")
    INVITED = "invited", _("Venter på svar")
    AWAITING_GUARDIAN = "awaiting_guardian", _("Venter på foresatt")
    MEMBER = "member", _("Medlem")
    DECLINED = "declined", _("Takket nei")
    REFUSED = "refused", _("Fikk ikke plass")
    CANCELLED = "cancelled", _("Invitasjonen er trukket")
    LAPSED = "lapsed", _("Svarte ikke")
    ENDED = "ended", _("Avsluttet")


# Which state follows which.
MEMBER_TRANSITIONS: dict[str, frozenset[str]] = {
    MemberState.APPLIED: frozenset(
        {MemberState.INVITED, MemberState.REFUSED, MemberState.DECLINED, MemberState.LAPSED}
    ),
    MemberState.INVITED: frozenset(
        {
            MemberState.MEMBER,
            MemberState.AWAITING_GUARDIAN,
            MemberState.DECLINED,
            MemberState.CANCELLED,
            MemberState.LAPSED,
        }
    ),
    MemberState.AWAITING_GUARDIAN: frozenset({MemberState.MEMBER, MemberState.ENDED}),
    MemberState.MEMBER: frozenset({MemberState.AWAITING_GUARDIAN, MemberState.ENDED}),
    MemberState.DECLINED: frozenset(),
    MemberState.REFUSED: frozenset(),
    MemberState.CANCELLED: frozenset(),
    MemberState.LAPSED: frozenset(),
    MemberState.ENDED: frozenset(),
}
WITHOUT_PERSON = frozenset(
    {
        MemberState.APPLIED,
        MemberState.INVITED,
        MemberState.DECLINED,
        MemberState.REFUSED,
        MemberState.CANCELLED,
        MemberState.LAPSED,
    }
)


# On the way to a seat.
BEFORE_THE_SEAT = frozenset({MemberState.APPLIED, MemberState.INVITED, MemberState.AWAITING_GUARDIAN})
# A seat is taken while somebody sits in it, or waits for a guardian.
SEATED = frozenset({MemberState.AWAITING_GUARDIAN, MemberState.MEMBER})


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("Planlagt")
    HELD = "held", _("Gjennomført")
    CANCELLED = "cancelled", _("Avlyst")


# Which state follows which.
MEETING_TRANSITIONS: dict[str, frozenset[str]] = {
    MeetingState.PLANNED: frozenset({MeetingState.HELD, MeetingState.CANCELLED}),
    MeetingState.HELD: frozenset(),
    MeetingState.CANCELLED: frozenset(),
}
