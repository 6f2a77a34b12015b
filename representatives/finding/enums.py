from django.db import models
from django.utils.translation import gettext_lazy as _


class FoundKind(models.TextChoices):
    """As what somebody is found. Members of panels never are: they represent nobody."""

    REPRESENTATIVE = "representative", _("Brukerrepresentant")
    CONSULTANT = "consultant", _("Erfaringskonsulent")
