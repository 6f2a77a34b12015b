"""The table of people found."""

from typing import Any

import django_tables2
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from medvirkning.web.tables import DateColumn, Table
from representatives.finding.presenters import FoundRow

# For the Centre alone. A last day would find a row again among those of another search.
IN_FULL = ("organisation", "available_until", "url")
# Rows of a search by something special or by dates are not to be told apart: the same row without would say whose.
APART = ("ways", "languages", "training")


class FoundTable(Table):
    """Rows are `FoundRow`. Their order is the spread of the result, so no column sorts them."""

    caption = _("Personer som kan medvirke, uten navn")
    county = django_tables2.Column(verbose_name=_("Fylke"), default=_("Ikke oppgitt"))
    organisation = django_tables2.Column(verbose_name=_("Organisasjon eller arbeidsgiver"))
    kind = django_tables2.Column(verbose_name=_("Hvem"))
    ways = django_tables2.Column(verbose_name=_("Kan delta i"))
    languages = django_tables2.Column(verbose_name=_("Språk"))
    training = django_tables2.Column(verbose_name=_("Opplæring"))
    available_until = DateColumn(verbose_name=_("Kan delta til og med"), default=_("Ikke oppgitt"))
    url = django_tables2.Column(verbose_name=_("Person"), attrs={"td": {"class": "nowrap"}})

    class Meta(Table.Meta):
        orderable = False

    def render_organisation(self, value: str, record: FoundRow) -> Any:
        """With what somebody is there as, which needs no column of its own then; a file has one."""
        return format_html('{}<br><span class="quiet small">{}</span>', value, record.kind)

    def value_organisation(self, value: str) -> str:
        return value

    def render_url(self, value: str, record: FoundRow) -> Any:
        return format_html('<a href="{}">{}</a>', value, _("Se person %(number)s") % {"number": record.number})

    def value_url(self, value: str) -> str:
        return value
