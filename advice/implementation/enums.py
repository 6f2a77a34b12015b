from django.db import models
from django.utils.translation import gettext_lazy as _


class ArenaKind(models.TextChoices):
    """Where the advice is made known. The plan names seminars and conferences; the rest is what else is held."""

    CONFERENCE = "conference", _("Konferanse")
    SEMINAR = "seminar", _("Seminar")
    COURSE = "course", _("Kurs")
    NETWORK_MEETING = "network_meeting", _("Nettverksmøte")
    WEBINAR = "webinar", _("Nettmøte")
    ARTICLE = "article", _("Artikkel eller nyhet")
    OTHER = "other", _("Annet")


class ActivityState(models.TextChoices):
    """Where an activity stands."""

    PLANNED = "planned", _("Planlagt")
    HELD = "held", _("Gjennomført")
    CANCELLED = "cancelled", _("Avlyst")


class GoalState(models.TextChoices):
    """Where a part of the plan stands. What the source does not say is «ikke oppgitt»."""

    NOT_STATED = "not_stated", _("Ikke oppgitt")
    PLANNED = "planned", _("Planlagt")
    ONGOING = "ongoing", _("I gang")
    DONE = "done", _("Gjort")
    DROPPED = "dropped", _("Droppet")
