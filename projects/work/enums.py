from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkKind(models.TextChoices):
    ASSIGNMENT = "assignment", _("oppdrag")
    STANDING_TASK = "standing_task", _("fast oppgave")


class WorkStatus(models.TextChoices):
    PLANNED = "planned", _("planlagt")
    ONGOING = "ongoing", _("pågår")
    COMPLETED = "completed", _("fullført")
    CANCELLED = "cancelled", _("bortfalt")
    NOT_STATED = "not_stated", _("ikke oppgitt")


# Which state may follow which. Completion is a fact and can be reached from every open state; a completed or
# cancelled item may be taken up again. «Ikke oppgitt» is where a source says nothing of the state; nobody chooses it,
# and it is left for any other state as soon as somebody knows.
WORK_TRANSITIONS: dict[str, frozenset[str]] = {
    WorkStatus.NOT_STATED: frozenset(
        {WorkStatus.PLANNED, WorkStatus.ONGOING, WorkStatus.COMPLETED, WorkStatus.CANCELLED}
    ),
    WorkStatus.PLANNED: frozenset({WorkStatus.ONGOING, WorkStatus.COMPLETED, WorkStatus.CANCELLED}),
    WorkStatus.ONGOING: frozenset({WorkStatus.PLANNED, WorkStatus.COMPLETED, WorkStatus.CANCELLED}),
    WorkStatus.COMPLETED: frozenset({WorkStatus.ONGOING}),
    WorkStatus.CANCELLED: frozenset({WorkStatus.PLANNED, WorkStatus.ONGOING}),
}
OPEN_STATUSES = (WorkStatus.PLANNED, WorkStatus.ONGOING)
# Nobody has said that it is over, whatever else is known.
UNFINISHED_STATUSES = (*OPEN_STATUSES, WorkStatus.NOT_STATED)


class DecisionStatus(models.TextChoices):
    """Of an exemption, and of a standing task that was not performed in a year."""

    REQUESTED = "requested", _("ønsket")
    APPROVED = "approved", _("godkjent")
    REFUSED = "refused", _("avslått")


# A decision may be asked for again, and taken anew when completion moves.
DECISION_TRANSITIONS: dict[str, frozenset[str]] = {
    DecisionStatus.REQUESTED: frozenset({DecisionStatus.APPROVED, DecisionStatus.REFUSED}),
    DecisionStatus.APPROVED: frozenset({DecisionStatus.REQUESTED, DecisionStatus.REFUSED}),
    DecisionStatus.REFUSED: frozenset({DecisionStatus.REQUESTED, DecisionStatus.APPROVED}),
}

# Product types that carry the checklist of normative products (indicator 2).
NORMATIVE_PRODUCTS = ("guideline", "advice", "guide", "pathway", "prioritisation_guide")
