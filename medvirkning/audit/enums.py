"""What the audit tables distinguish."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccessClass(models.TextChoices):
    """The classes of personal data whose reading is recorded."""

    PERSONAL = "personal", _("Personopplysninger")
    SPECIAL = "special", _("Særlige personopplysninger")
