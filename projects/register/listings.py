"""The tables on an import's page."""

from typing import Any

import django_tables2
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.web.tables import NumberColumn, Table


class FilesTable(Table):
    """What becomes of the rows, file by file."""

    caption = gettext_lazy("Rader etter fil")
    file = django_tables2.Column(verbose_name=gettext_lazy("Fil"))
    rows_read = NumberColumn(accessor="rows", verbose_name=gettext_lazy("Rader"))
    created = NumberColumn(verbose_name=gettext_lazy("Nye"))
    updated = NumberColumn(verbose_name=gettext_lazy("Endret"))
    unchanged = NumberColumn(verbose_name=gettext_lazy("Uendret"))
    kept = NumberColumn(verbose_name=gettext_lazy("Beholdt som i portalen"))

    class Meta(Table.Meta):
        orderable = False


class ProblemTable(Table):
    """Faults and warnings, row by row."""

    caption = gettext_lazy("Feil og advarsler rad for rad")
    file = django_tables2.Column(verbose_name=gettext_lazy("Fil"), default="–")
    line = django_tables2.Column(
        verbose_name=gettext_lazy("Linje"), default="–", attrs={"td": {"class": "r"}, "th": {"class": "r"}}
    )
    column = django_tables2.Column(verbose_name=gettext_lazy("Kolonne"), default="–")
    value = django_tables2.Column(verbose_name=gettext_lazy("Verdi"), default="–")
    is_error = django_tables2.Column(verbose_name=gettext_lazy("Slag"))
    why = django_tables2.Column(verbose_name=gettext_lazy("Hva det gjelder"))

    class Meta(Table.Meta):
        orderable = False

    def render_is_error(self, value: Any) -> str:
        color, word = ("danger", _("feil")) if value else ("warning", _("advarsel"))
        return format_html('<span class="ds-tag" data-color="{}">{}</span>', color, word)
