"""The list of records behind a figure."""

from collections.abc import Mapping
from typing import Any

import django_tables2
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.web.tables import DateColumn, Table
from projects.insight import addresses


class RecordTable(Table):
    """Work as it counts. What the reader may not open says «Skjermet» and leads nowhere."""

    caption = gettext_lazy("Arbeidet bak tallet")
    shown_title = django_tables2.Column(
        verbose_name=gettext_lazy("Tittel"), order_by=("shown_sort_key", "pk"), empty_values=()
    )
    reference = django_tables2.Column(verbose_name=gettext_lazy("Referanse"))
    kind = django_tables2.Column(verbose_name=gettext_lazy("Slag"))
    answered_by = django_tables2.Column(verbose_name=gettext_lazy("Enhet"))
    counted_on = DateColumn(verbose_name=gettext_lazy("Står i tallet fra"), default="–")
    involved_on = DateColumn(verbose_name=gettext_lazy("Medvirkning teller fra"), default="–")

    class Meta(Table.Meta):
        sequence = ("shown_title", "reference", "kind", "answered_by", "counted_on", "involved_on")

    def __init__(self, *args: Any, department_names: Mapping[str, str], **kwargs: Any) -> None:
        self.department_names = department_names
        super().__init__(*args, **kwargs)

    def render_shown_title(self, value: str, record: Any) -> str:
        if not record.is_open_to_reader:
            return _("Skjermet")
        return format_html('<a href="{}">{}</a>', addresses.work_item(record.reference), value)

    def value_shown_title(self, value: str, record: Any) -> str:
        return value if record.is_open_to_reader else _("Skjermet")

    def render_kind(self, record: Any) -> str:
        return str(record.get_kind_display())

    def render_answered_by(self, value: str) -> str:
        return self.department_names.get(value, value)
