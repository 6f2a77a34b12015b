"""Lists beside the records of figures: what could lift the share, and targets."""

from collections.abc import Callable, Mapping
from typing import Any

import django_tables2
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from medvirkning.web.tables import DateColumn, PercentColumn, Table
from projects.insight import addresses
from projects.shares.figures import ShareRow
from projects.shares.models import Target


class LiftTable(Table):
    """Work that could lift the share. Only what the reader may open stands here."""

    caption = gettext_lazy("Arbeid som kan løfte andelen")
    title = django_tables2.Column(verbose_name=gettext_lazy("Tittel"), order_by=("sort_key", "pk"))
    reference = django_tables2.Column(verbose_name=gettext_lazy("Referanse"))
    department_code = django_tables2.Column(verbose_name=gettext_lazy("Enhet"))
    lift_day = DateColumn(verbose_name=gettext_lazy("Frist"), default="–")
    act = django_tables2.Column(
        verbose_name=gettext_lazy("Dette kan du gjøre"), empty_values=(), orderable=False, exclude_from_export=True
    )

    class Meta(Table.Meta):
        sequence = ("title", "reference", "department_code", "lift_day", "act")

    def __init__(
        self,
        *args: Any,
        department_names: Mapping[str, str],
        day: str,
        act: Callable[[str], tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        """`day` heads the dates; `act` gives the words and the address of what can be done about a reference."""
        self.department_names, self.act_on = department_names, act
        super().__init__(*args, **kwargs)
        self.columns["lift_day"].column.verbose_name = day

    def render_title(self, value: str, record: Any) -> str:
        return format_html('<a href="{}">{}</a>', addresses.work_item(record.reference), value)

    def value_title(self, value: str) -> str:
        return value

    def render_department_code(self, value: str) -> str:
        return self.department_names.get(value, value)

    def render_act(self, record: Any) -> str:
        words, url = self.act_on(record.reference)
        return format_html('<a href="{}">{}<span class="ds-sr-only">: {}</span></a>', url, words, record.title)


class TargetTable(Table):
    """A department's targets, the latest first, with what the year came to."""

    caption = gettext_lazy("Måltallene år for år")
    year = django_tables2.Column(verbose_name=gettext_lazy("År"), orderable=False)
    per_cent = PercentColumn(verbose_name=gettext_lazy("Måltall"), orderable=False)
    share = PercentColumn(verbose_name=gettext_lazy("Andel"), empty_values=(), orderable=False)
    set_by = django_tables2.Column(verbose_name=gettext_lazy("Satt av"), orderable=False, default="–")

    class Meta(Table.Meta):
        sequence = ("year", "per_cent", "share", "set_by")

    def __init__(
        self, *args: Any, by_year: Mapping[int, ShareRow], to: Callable[[ShareRow], str], **kwargs: Any
    ) -> None:
        self.by_year, self.to = by_year, to
        super().__init__(*args, **kwargs)

    def render_year(self, record: Target) -> str:
        return str(record.year)

    def render_share(self, record: Target, column: PercentColumn) -> str:
        row = self.by_year[record.year]
        text = column.render(row.headline_share)
        return text if row.headline_share is None else format_html('<a href="{}">{}</a>', self.to(row), text)
