"""The table of service units."""

from typing import Any

import django_tables2
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from advice.units.models import ServiceUnit
from medvirkning.web.tables import NumberColumn, Table


class UnitTable(Table):
    """Needs `with_list_data()`."""

    caption = _("Tjenesteenheter")
    name = django_tables2.Column(verbose_name=_("Navn"), order_by=("sort_key",))
    # In downloads only: on the page it stands under the name.
    owner_name = django_tables2.Column(verbose_name=_("Eier"), visible=False, orderable=False)
    kind = django_tables2.Column(verbose_name=_("Type tjeneste"))
    county = django_tables2.Column(verbose_name=_("Fylke"))
    size_class = django_tables2.Column(verbose_name=_("Størrelse"))
    leader_count = NumberColumn(verbose_name=_("Ledere"))
    state = django_tables2.Column(verbose_name=_("Tilstand"))

    def render_name(self, value: str, record: ServiceUnit) -> Any:
        return format_html(
            '<a href="{}">{}</a><small class="under">{}</small>', record.get_absolute_url(), value, record.owner_name
        )

    def value_name(self, value: str) -> str:
        return value
