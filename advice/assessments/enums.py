from django.db import models
from django.utils.translation import gettext_lazy as _


class Score(models.TextChoices):
    """How far a piece of advice is taken into use."""

    NOT_STARTED = "not_started", _("Ikke begynt")
    PLANNED = "planned", _("Planlagt")
    PARTLY = "partly", _("Delvis i bruk")
    MOSTLY = "mostly", _("For det meste i bruk")
    FULLY = "fully", _("Helt i bruk")
    NOT_RELEVANT = "not_relevant", _("Ikke relevant")


# From the least to the most; «ikke relevant» is outside the scale and demands a reason.
SCALE: tuple[str, ...] = (Score.NOT_STARTED, Score.PLANNED, Score.PARTLY, Score.MOSTLY, Score.FULLY)
# A piece is taken into use when it is mostly or fully so; else it is a gap.
IN_USE: frozenset[str] = frozenset({Score.MOSTLY, Score.FULLY})


class AssessmentState(models.TextChoices):
    """An assessment is filled in, sent, and approved; an approved one is frozen."""

    DRAFT = "draft", _("Under arbeid")
    SUBMITTED = "submitted", _("Sendt til godkjenning")
    APPROVED = "approved", _("Godkjent og låst")


# Which state follows which: whoever approves may send it back.
ASSESSMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    AssessmentState.DRAFT: frozenset({AssessmentState.SUBMITTED}),
    AssessmentState.SUBMITTED: frozenset({AssessmentState.DRAFT, AssessmentState.APPROVED}),
    AssessmentState.APPROVED: frozenset(),
}


class ActionState(models.TextChoices):
    """Where an action stands."""

    PLANNED = "planned", _("Planlagt")
    ONGOING = "ongoing", _("I gang")
    DONE = "done", _("Gjort")
    DROPPED = "dropped", _("Droppet")


OPEN_ACTIONS: frozenset[str] = frozenset({ActionState.PLANNED, ActionState.ONGOING})
# Which state follows which: one that was done or dropped by mistake is taken up again.
ACTION_TRANSITIONS: dict[str, frozenset[str]] = {
    ActionState.PLANNED: frozenset({ActionState.ONGOING, ActionState.DONE, ActionState.DROPPED}),
    ActionState.ONGOING: frozenset({ActionState.PLANNED, ActionState.DONE, ActionState.DROPPED}),
    ActionState.DONE: frozenset({ActionState.ONGOING}),
    ActionState.DROPPED: frozenset({ActionState.PLANNED, ActionState.ONGOING}),
}


class EvidenceKind(models.TextChoices):
    """What shows that a piece is in use."""

    INVOLVEMENT = "involvement", _("Registrert medvirkning")
    FILE = "file", _("Fil")
    ADDRESS = "address", _("Nettadresse")
