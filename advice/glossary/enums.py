from django.db import models
from django.utils.translation import gettext_lazy as _


class TermGroup(models.TextChoices):
    """Where in the glossary a term stands."""

    ROLES = "roles", _("Roller")
    LEVELS = "levels", _("Nivåer")
    DEGREES = "degrees", _("Grader av medvirkning")
    PHASES = "phases", _("Faser i arbeidet")
    LOG = "log", _("Loggen over medvirkning")
    FIGURES = "figures", _("Tall")
    ADVICE = "advice", _("Råd og egenvurdering")
