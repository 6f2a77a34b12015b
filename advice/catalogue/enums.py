from django.db import models
from django.utils.translation import gettext_lazy as _


class AdviceLevel(models.TextChoices):
    """Where the advice works, in the words of its source."""

    SYSTEM = "system", _("systemnivå")
    SERVICE = "service", _("tjenestenivå")
    INDIVIDUAL = "individual", _("individnivå")


class Strength(models.TextChoices):
    """«Skal» follows from law or regulation; «bør» is a professional recommendation. Always shown."""

    SHALL = "shall", _("skal")
    SHOULD = "should", _("bør")


class TextLanguage(models.TextChoices):
    """The written Norwegian (or English) of a quoted text: screens mark it with `lang`."""

    NB = "nb", "Bokmål"
    NN = "nn", "Nynorsk"
    EN = "en", "English"
