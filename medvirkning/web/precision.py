"""How exactly a date is known. A coarse date is kept and shown as such, never filled in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DatePrecision(models.TextChoices):
    DAY = "day", _("dag")
    MONTH = "month", _("måned")
    YEAR = "year", _("år")


def precision_field() -> models.CharField:
    """The column beside a date that says how exactly it is known."""
    return models.CharField(max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY)
