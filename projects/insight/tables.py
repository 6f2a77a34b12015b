"""The list of records behind a figure."""

from collections.abc import Mapping
from typing import Any

import django_tables2
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.web.tables import DateColumn, Table
from projects.insight import addresses, control


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

    def render_reference(self, value: str, record: Any) -> str:
        return value if record.is_open_to_reader else "–"

    def value_reference(self, value: str, record: Any) -> str:
        return value if record.is_open_to_reader else ""

    def render_kind(self, record: Any) -> str:
        return str(record.get_kind_display())

    def render_answered_by(self, value: str) -> str:
        return self.department_names.get(value, value)


class DifferenceTable(Table):
    """What the nightly control found and mended."""

    caption = gettext_lazy("Avvik mellom lagrede tall og full telling")
    found_at = DateColumn(verbose_name=gettext_lazy("Funnet"))
    about = django_tables2.Column(verbose_name=gettext_lazy("Gjelder"), empty_values=(), orderable=False)
    year = django_tables2.Column(verbose_name=gettext_lazy("År"))
    what = django_tables2.Column(verbose_name=gettext_lazy("Lagret → talt"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        sequence = ("found_at", "about", "year", "what")

    def render_about(self, record: Any) -> str:
        if record.work_item:
            return record.work_item.reference
        return str(record.department or _("Slettet"))

    def render_year(self, value: int) -> str:
        return str(value)

    def render_what(self, record: Any) -> str:
        rows = ((name, _shown(before), _shown(after)) for name, before, after in _differing(record))
        return format_html_join("", "<div>{}: {} → {}</div>", rows)

    def value_what(self, record: Any) -> str:
        return "; ".join(f"{name}: {_shown(before)} → {_shown(after)}" for name, before, after in _differing(record))


def _differing(record: Any) -> list[tuple[str, Any, Any]]:
    return control.differing(record.stored, record.counted)


def _shown(value: Any) -> str:
    return "–" if value in (None, "", []) else str(value)
