"""Tables of the log."""

from collections.abc import Sequence
from typing import Any

import django_tables2
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from medvirkning.web.tables import Table
from projects.involvement import presenters
from projects.involvement.enums import InvolvementState
from projects.involvement.models import Involvement
from projects.work.presenters import capitalised


def address_of(involvement: Involvement) -> str:
    """The involvement's own page."""
    return reverse("involvement:detail", args=[involvement.work_item.reference, involvement.pk])


class InvolvementTable(Table):
    """The events of a work item, latest first."""

    caption = _("Medvirkning i arbeidet")
    when = django_tables2.Column(verbose_name=_("Når"), empty_values=(), orderable=False)
    form = django_tables2.Column(verbose_name=_("Form"), accessor="event__form", orderable=False)
    phases = django_tables2.Column(verbose_name=_("Fase"), orderable=False)
    who = django_tables2.Column(verbose_name=_("Hvem"), empty_values=(), orderable=False)
    degree = django_tables2.Column(verbose_name=_("Grad"), empty_values=(), orderable=False)
    confirmation = django_tables2.Column(verbose_name=_("Bekreftet"), orderable=False)

    def render_when(self, record: Involvement) -> str:
        return presenters.when(record.event)

    def render_form(self, value: Any, record: Involvement) -> Any:
        link = format_html('<a href="{}">{}</a>', address_of(record), capitalised(value))
        if record.state in (InvolvementState.DRAFT, InvolvementState.ANNULLED):
            state = presenters.state_of(record)
            return format_html('{} <span class="ds-tag" data-color="{}">{}</span>', link, state.color, state.label)
        return link

    def render_phases(self, record: Involvement) -> str:
        return presenters.phases_in_words(record)

    def render_who(self, record: Involvement) -> str:
        return presenters.who(record.event)

    def render_degree(self, record: Involvement) -> str:
        return presenters.degree_in_words(record)

    def render_confirmation(self, record: Involvement) -> str:
        return presenters.confirmed(record)


def involvement_table(rows: Sequence[Involvement], request: HttpRequest) -> InvolvementTable:
    """All the rows, whatever page the address asks for: given at once, the request would choose one."""
    table = InvolvementTable(list(rows))
    table.request = request
    return table
