from django.db import models
from django.utils.translation import gettext_lazy as _


class RecipientKind(models.TextChoices):
    ORGANISATION = "organisation", _("Organisasjon")
    MUNICIPALITY = "municipality", _("Kommune")


class RequirementState(models.TextChoices):
    """Whether the recipient met the scheme's requirement of involvement."""

    UNKNOWN = "unknown", _("Ikke vurdert")
    MET = "met", _("Oppfylt")
    PARTLY = "partly", _("Delvis oppfylt")
    NOT_MET = "not_met", _("Ikke oppfylt")


# Judged by the Centre. A share has these as its denominator.
JUDGED = (RequirementState.MET, RequirementState.PARTLY, RequirementState.NOT_MET)
# Judged so, the recipient reads why.
NEEDS_REASON = (RequirementState.PARTLY, RequirementState.NOT_MET)


class ReportState(models.TextChoices):
    """Where a report on the year stands. It follows from two dates and is stored nowhere."""

    NOT_ASKED = "not_asked", _("Ingen frist oppgitt")
    WAITED_FOR = "waited_for", _("Fristen er ikke ute")
    MISSING = "missing", _("Mangler, fristen er ute")
    LATE = "late", _("Kom etter fristen")
    RECEIVED = "received", _("Mottatt")
