"""Value lists: rows that users choose from. A value is disabled from a date, never deleted."""

import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class ValueListQuerySet(models.QuerySet):
    def in_use(self, on: datetime.date) -> Self:
        """Values that may be chosen on that day."""
        return self.filter(models.Q(disabled_on=None) | models.Q(disabled_on__gt=on))


class ValueListItem(models.Model):
    """A value with a code for files and the API, and a name in each language of the portal."""

    code = models.CharField(_("kode"), max_length=60, primary_key=True)
    name_nb = models.CharField(_("navn på bokmål"), max_length=120)
    name_nn = models.CharField(_("navn på nynorsk"), max_length=120, blank=True)
    name_en = models.CharField(_("navn på engelsk"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("plass i lista"), default=1000)
    disabled_on = models.DateField(_("tatt ut av bruk fra"), null=True, blank=True)

    objects = ValueListQuerySet.as_manager()
    # What a list has beside these, for the page where administrators change a value.
    more_fields: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True
        ordering = ["position", "name_nb"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language, in bokmål where it has none."""
        return getattr(self, f"name_{get_language() or 'nb'}"[:7], "") or self.name_nb
