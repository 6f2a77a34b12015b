"""The list of who has looked."""

from typing import Any

import django_tables2
from django.utils.translation import gettext_lazy as _

from medvirkning.audit.models import AccessLog
from medvirkning.web.tables import MomentColumn, Table
from representatives.my_page.reading import name_of, roles_then
from representatives.people.looks import page_in_words


class LooksTable(Table):
    caption = _("Hvem som har sett opplysninger om deg")
    at = MomentColumn(verbose_name=_("Når"))
    who = django_tables2.Column(verbose_name=_("Hvem"), accessor="actor", orderable=False, empty_values=())
    role = django_tables2.Column(verbose_name=_("Rolle"), accessor="pk", orderable=False)
    access_class = django_tables2.Column(verbose_name=_("Hva"))
    view = django_tables2.Column(verbose_name=_("Hvor"), orderable=False)

    class Meta(Table.Meta):
        model = AccessLog
        fields = ("at", "who", "role", "access_class", "view")
        sequence = fields

    def render_who(self, record: AccessLog) -> str:
        return name_of(record.actor)

    def value_who(self, record: AccessLog) -> str:
        return name_of(record.actor)

    def render_role(self, record: AccessLog) -> str:
        return roles_then(record)

    def value_role(self, record: AccessLog) -> str:
        return roles_then(record)

    def render_view(self, value: Any) -> str:
        return page_in_words(str(value))

    def value_view(self, value: Any) -> str:
        return page_in_words(str(value))
