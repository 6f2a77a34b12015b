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


# Judged by the Centre, with a reason.
JUDGED = (RequirementState.PARTLY, RequirementState.NOT_MET)
