from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    """In the order of the work; an involvement keeps its phases in this order."""

    MANDATE = "mandate", _("oppdragsforståelse og mandat")
    PLANNING = "planning", _("planlegging")
    INVESTIGATION = "investigation", _("utredning")
    DRAFTING = "drafting", _("utarbeiding")
    RECOMMENDATION = "recommendation", _("anbefaling")
    CONSULTATION = "consultation", _("høring")
    IMPLEMENTATION = "implementation", _("implementering")
    EVALUATION = "evaluation", _("evaluering")
    NOT_STATED = "not_stated", _("ikke oppgitt")


# Involvement that begins in one of these is early (the counting rule).
EARLY_PHASES = (Phase.MANDATE, Phase.PLANNING, Phase.INVESTIGATION)


# The form of involvement that counts only when a user or carer organisation or a person answered.
PUBLIC_CONSULTATION = "consultation"


class Degree(models.IntegerChoices):
    INFORMATION = 0, _("informasjon")
    CONSULTATION = 1, _("konsultasjon")
    COLLABORATION = 2, _("samarbeid")
    EQUAL_MEMBER = 3, _("likeverdig medlem")
    USER_LED = 4, _("brukerstyrt")


DEGREE_EXPLAINED = {
    Degree.INFORMATION: _("De fikk vite. Teller ikke som medvirkning."),
    Degree.CONSULTATION: _("De ble spurt om hva de mener."),
    Degree.COLLABORATION: _("De arbeidet det fram sammen med oss."),
    Degree.EQUAL_MEMBER: _("Samme papirer, samme stemme, samme avgjørelse."),
    Degree.USER_LED: _("De ledet arbeidet."),
}


class Perspective(models.TextChoices):
    USER = "user", _("bruker")
    CARER = "carer", _("pårørende")
    BOTH = "both", _("begge")


class Level(models.TextChoices):
    """Where they took part, never how much."""

    INDIVIDUAL = "individual", _("individ")
    SERVICE = "service", _("tjeneste")
    SYSTEM = "system", _("system")


class Capacity(models.TextChoices):
    REPRESENTATION = "representation", _("representasjon")
    EXPERIENCE = "experience", _("erfaring")
    INSIGHT = "insight", _("brukerinnsikt")
    UNKNOWN = "unknown", _("ikke oppgitt")


class InvolvementState(models.TextChoices):
    DRAFT = "draft", _("kladd")
    REGISTERED = "registered", _("registrert")
    CLOSED = "closed", _("avsluttet")
    ANNULLED = "annulled", _("annullert")


# Never back to draft; a draft may be discarded, nothing else is deleted; annulled is the end.
INVOLVEMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    InvolvementState.DRAFT: frozenset({InvolvementState.REGISTERED}),
    InvolvementState.REGISTERED: frozenset({InvolvementState.CLOSED, InvolvementState.ANNULLED}),
    InvolvementState.CLOSED: frozenset({InvolvementState.ANNULLED}),
    InvolvementState.ANNULLED: frozenset(),
}
COUNTING_STATES = (InvolvementState.REGISTERED, InvolvementState.CLOSED)


class Confirmation(models.TextChoices):
    """Derived from the people's answers, a field of its own beside the state."""

    NOT_ASKED = "not_asked", _("ikke spurt")
    ASKED = "asked", _("spurt")
    CONFIRMED = "confirmed", _("bekreftet")
    PARTLY = "partly_confirmed", _("delvis bekreftet")
    REJECTED = "rejected", _("avvist")


class Answer(models.TextChoices):
    YES = "yes", _("ja")
    PARTLY = "partly", _("delvis")
    NO = "no", _("nei")


class OutcomeKind(models.TextChoices):
    FOLLOWED = "followed", _("fulgt")
    PARTLY = "partly_followed", _("delvis fulgt")
    NOT_FOLLOWED = "not_followed", _("ikke fulgt")
    CONSIDERED = "under_consideration", _("til vurdering")
    OUTSIDE = "outside_assignment", _("utenfor oppdraget")


# An input is answered when it has one of these, with a reason.
ANSWERED = (OutcomeKind.FOLLOWED, OutcomeKind.PARTLY, OutcomeKind.NOT_FOLLOWED, OutcomeKind.OUTSIDE)
