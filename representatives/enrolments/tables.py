"""The tables of an organisation's people."""

from collections.abc import Sequence
from typing import Any

import django_tables2
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from medvirkning.web.numbers import NO_VALUE
from medvirkning.web.tables import DateColumn, NumberColumn, Table
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.kinds import Post
from representatives.enrolments.training import gaps_of
from representatives.profiles.phones import spaced

ONE_LINE = {"td": {"class": "nowrap"}}


class PostTable(Table):
    """Needs `with_list_data()`. `expected` is the training that the organisation's people should have."""

    caption = _("Personer")
    name = django_tables2.Column(verbose_name=_("Navn"), accessor="pk", order_by=("person__sort_key", "name"))
    valid_from = DateColumn(verbose_name=_("Fra"), attrs=ONE_LINE)
    valid_to = DateColumn(verbose_name=_("Til og med"), empty_values=(), attrs=ONE_LINE)
    gaps = django_tables2.Column(verbose_name=_("Har ikke tatt"), accessor="pk", orderable=False)
    state = django_tables2.Column(verbose_name=_("Tilstand"), attrs=ONE_LINE)

    def __init__(self, *args: Any, expected: Sequence[str] = (), **kwargs: Any) -> None:
        self.expected = list(expected)
        super().__init__(*args, **kwargs)

    def render_name(self, record: Post) -> Any:
        link = format_html('<a href="{}">{}</a>', record.get_absolute_url(), record)
        asked_by = self._asked_by(record)
        return format_html('{} <span class="quiet small">{}</span>', link, asked_by) if asked_by else link

    def _asked_by(self, record: Post) -> str:
        """By what somebody who waits was invited, for who entered it: two of one name look alike till they answer."""
        request = getattr(self, "request", None)
        if record.state != EnrolmentState.INVITED or request is None or request.user.pk != record.invited_by_id:
            return ""
        return record.email or spaced(record.phone)

    def value_name(self, record: Post) -> str:
        return str(record)

    def render_valid_to(self, value: Any, record: Post, column: DateColumn) -> Any:
        if record.valid_to is None:
            return NO_VALUE if record.valid_from is None else _("Ingen sluttdato")
        day = column.render(value)
        if not record.runs_out_soon:
            return day
        return format_html('{} <span class="ds-tag" data-color="warning">{}</span>', day, _("Går snart ut"))

    def value_valid_to(self, record: Post) -> Any:
        return record.valid_to

    def render_gaps(self, record: Post) -> Any:
        gaps = gaps_of(record, self.expected)
        return format_html_join(", ", "{}", ((gap,) for gap in gaps)) if gaps else NO_VALUE

    def value_gaps(self, record: Post) -> str:
        return ", ".join(gaps_of(record, self.expected))


class RepresentativeTable(PostTable):
    caption = _("Representanter")

    class Meta(PostTable.Meta):
        sequence = ("name", "state", "valid_from", "valid_to", "gaps")


class ConsultantTable(PostTable):
    caption = _("Erfaringskonsulenter")
    position = django_tables2.Column(verbose_name=_("Stilling"))
    percentage = NumberColumn(verbose_name=_("Stillingsprosent"))

    class Meta(PostTable.Meta):
        sequence = ("name", "position", "percentage", "state", "valid_from", "valid_to", "gaps")
