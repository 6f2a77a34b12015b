"""The tables of organisations and of their applications."""

from typing import Any

import django_tables2
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from medvirkning.web.tables import DateColumn, LinkColumn, Table
from representatives.organisations.enums import ApplicationState
from representatives.organisations.models import Organisation, OrganisationApplication
from representatives.organisations.presenters import APPLICATION_COLORS, place_of, state_of


class OrganisationTable(Table):
    """Needs `with_list_data()`."""

    caption = _("Organisasjoner")
    name = django_tables2.Column(verbose_name=_("Navn"), order_by=("sort_key",))
    # In downloads only: on the page they stand under the name.
    organisation_number = django_tables2.Column(
        verbose_name=_("Organisasjonsnummer"), visible=False, orderable=False, empty_values=()
    )
    kind = django_tables2.Column(verbose_name=_("Slag"), visible=False, orderable=False)
    subjects = django_tables2.Column(verbose_name=_("Fagområder"), orderable=False, empty_values=())
    place = django_tables2.Column(verbose_name=_("Hvor"), orderable=False, empty_values=())
    has_contact = django_tables2.Column(verbose_name=_("Kontaktperson"), visible=False, orderable=False)
    confirmed_on = DateColumn(verbose_name=_("Sist bekreftet"))
    state = django_tables2.Column(verbose_name=_("Status"), orderable=False, empty_values=())

    def render_name(self, value: str, record: Organisation) -> Any:
        told = [self.render_kind(record), self.value_organisation_number(record)]
        if record.is_registered and not record.has_contact:
            told.append(_now("ingen kontaktperson"))
        return format_html(
            '<a href="{}">{}</a><small class="under">{}</small>',
            record.get_absolute_url(),
            value,
            ", ".join(one for one in told if one),
        )

    def value_name(self, value: str) -> str:
        return value

    def value_organisation_number(self, record: Organisation) -> str:
        return record.organisation_number or record.external_id or ""

    def render_kind(self, record: Organisation) -> str:
        return capfirst(record.get_kind_display())

    def render_subjects(self, record: Organisation) -> str:
        return ", ".join(str(one) for one in record.subject_areas.all())

    def render_place(self, record: Organisation) -> str:
        return place_of(record)

    def render_has_contact(self, value: bool) -> str:
        return _now("Ja") if value else _now("Nei")

    def render_state(self, record: Organisation) -> Any:
        state = state_of(record)
        return format_html('<span class="ds-tag" data-color="{}">{}</span>', state.color, state.label)

    def value_state(self, record: Organisation) -> str:
        return str(state_of(record).label)


class ApplicationTable(Table):
    """What has come in, and what became of it."""

    caption = _("Innmeldinger")
    name = LinkColumn(verbose_name=_("Navn"))
    kind = django_tables2.Column(verbose_name=_("Slag"))
    organisation_number = django_tables2.Column(verbose_name=_("Organisasjonsnummer"))
    submitted_at = DateColumn(verbose_name=_("Sendt inn"))
    state = django_tables2.Column(verbose_name=_("Tilstand"))

    def render_kind(self, record: OrganisationApplication) -> str:
        return capfirst(record.get_kind_display())

    def render_state(self, record: OrganisationApplication) -> Any:
        return format_html(
            '<span class="ds-tag" data-color="{}">{}</span>',
            APPLICATION_COLORS.get(ApplicationState(record.state), "neutral"),
            record.get_state_display(),
        )

    def value_state(self, record: OrganisationApplication) -> str:
        return str(record.get_state_display())
