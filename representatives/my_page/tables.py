"""The lists of who has looked: on the page by day, in a file each look."""

from typing import Any

import django_tables2
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from medvirkning.audit.models import AccessLog
from medvirkning.web.tables import DateColumn, MomentColumn, Table
from representatives.my_page.reading import Look, LooksOfDay, day_in_words, in_words

CAPTION = _("Hvem som har sett opplysninger om deg")


class LooksTable(Table):
    """Rows of `looks_by_day`: what the same reader saw on the same page in a day is one row."""

    caption = CAPTION
    at = DateColumn(verbose_name=_("Dag"))
    who = django_tables2.Column(verbose_name=_("Hvem"), orderable=False, empty_values=())
    kind = django_tables2.Column(verbose_name=_("Hvordan"), orderable=False, empty_values=())
    what = django_tables2.Column(verbose_name=_("Hva"), orderable=False, empty_values=())
    number = django_tables2.Column(verbose_name=_("Hvor ofte"), orderable=False, empty_values=())

    class Meta(Table.Meta):
        model = AccessLog
        fields = ("at", "who", "kind", "what", "number")
        sequence = fields

    def render_who(self, record: Any) -> SafeString:
        return self._part("who", record)

    def render_kind(self, record: Any) -> SafeString:
        return self._part("kind", record)

    def render_what(self, record: Any) -> str:
        return self._told(record).what

    def render_number(self, record: Any) -> SafeString:
        return self._part("number", record)

    def _part(self, part: str, record: Any) -> SafeString:
        return render_to_string(f"representatives/my_page/_look_{part}.html", {"told": self._told(record)})

    def _told(self, record: Any) -> LooksOfDay:
        """Put into words once for the row."""
        if not hasattr(record, "told"):
            record.told = day_in_words(record)
        told: LooksOfDay = record.told
        return told


class LooksFile(Table):
    """Rows of `looks_at`: each look, for the download."""

    caption = CAPTION
    at = MomentColumn(verbose_name=_("Når"))
    who = django_tables2.Column(verbose_name=_("Hvem"), empty_values=())
    role = django_tables2.Column(verbose_name=_("Rolle"), empty_values=())
    kind = django_tables2.Column(verbose_name=_("Hvordan"), empty_values=())
    where = django_tables2.Column(verbose_name=_("Hvor"), empty_values=())
    access_class = django_tables2.Column(verbose_name=_("Hva"))

    class Meta(Table.Meta):
        model = AccessLog
        fields = ("at", "who", "role", "kind", "where", "access_class")
        sequence = fields

    def value_who(self, record: AccessLog) -> str:
        return self._told(record).who

    def value_role(self, record: AccessLog) -> str:
        return self._told(record).roles

    def value_kind(self, record: AccessLog) -> str:
        return self._told(record).kind

    def value_where(self, record: AccessLog) -> str:
        return self._told(record).where

    def _told(self, record: AccessLog) -> Look:
        return in_words(record)
