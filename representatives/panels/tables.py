"""The table of panels."""

from typing import Any

import django_tables2
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from medvirkning.web.dates import format_date
from medvirkning.web.tables import DateColumn, NumberColumn, Table
from representatives.panels.models import Panel


class PanelTable(Table):
    """Needs `with_list_data()`. A panel without members here has no number of them."""

    caption = _("Paneler")
    name = django_tables2.Column(verbose_name=_("Navn"), order_by=("sort_key",))
    # In downloads only: on the page it stands under the name.
    owner_name = django_tables2.Column(
        verbose_name=_("Eier"), accessor="owner__name", visible=False, orderable=False, default=""
    )
    kind = django_tables2.Column(verbose_name=_("Slag"))
    county = django_tables2.Column(verbose_name=_("Fylke"), default=_("Hele landet"))
    member_count = NumberColumn(verbose_name=_("Medlemmer"))
    recruits_to = django_tables2.Column(verbose_name=_("Tilstand"), empty_values=(), orderable=False)
    closed_on = DateColumn(verbose_name=_("Lagt ned"), visible=False, orderable=False, default="")

    def render_name(self, value: str, record: Panel) -> Any:
        owner = record.owner.name if record.owner is not None else gettext("Direktoratet")
        return format_html(
            '<a href="{}">{}</a><small class="under">{}</small>', record.get_absolute_url(), value, owner
        )

    def value_name(self, value: str) -> str:
        return value

    def render_member_count(self, value: int, record: Panel) -> str:
        return str(value) if record.has_members else gettext("Føres ikke her")

    def value_member_count(self, value: int, record: Panel) -> int | None:
        return value if record.has_members else None

    def render_recruits_to(self, record: Panel) -> str:
        """What a reader may do with it, as far as the list tells."""
        if record.closed_on is not None:
            return gettext("Lagt ned %(date)s") % {"date": format_date(record.closed_on)}
        if record.is_recruiting:
            return gettext("Søk innen %(date)s") % {"date": format_date(record.recruits_to)}
        return ""

    def value_recruits_to(self, record: Panel) -> str:
        """In the words of the page: a bare day says nothing of what it is."""
        return self.render_recruits_to(record)
