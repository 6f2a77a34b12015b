"""The tables of grants, of schemes, and of what became of the requirement."""

from typing import Any
from urllib.parse import urlencode

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from medvirkning.web.numbers import NO_VALUE, format_number, format_percent
from medvirkning.web.tables import DateColumn, LinkColumn, NumberColumn, Table
from representatives.grants.enums import ReportState, RequirementState
from representatives.grants.filters import JUDGED
from representatives.grants.models import Grant, GrantScheme
from representatives.grants.querysets import RequirementShare, YearTotal

STATE_COLORS = {
    RequirementState.MET: "success",
    RequirementState.PARTLY: "warning",
    RequirementState.NOT_MET: "danger",
}


def list_url(**query: object) -> str:
    """The list of grants behind a figure."""
    return f"{reverse('grants:list')}?{urlencode(query)}"


class GrantTable(Table):
    """Needs `with_list_data()`."""

    caption = _("Tilskudd")
    recipient = django_tables2.Column(verbose_name=_("Mottaker"), order_by=("recipient_key",))
    # In downloads only: on the page it stands under the name.
    number = django_tables2.Column(
        verbose_name=_("Organisasjonsnummer eller kommunenummer"), empty_values=(), visible=False, orderable=False
    )
    scheme = django_tables2.Column(verbose_name=_("Ordning"), order_by=("scheme__sort_key",))
    year = django_tables2.Column(verbose_name=_("År"), attrs={"td": {"class": "r"}, "th": {"class": "r"}})
    amount = NumberColumn(verbose_name=_("Kroner"))
    requirement_state = django_tables2.Column(verbose_name=_("Kravet om medvirkning"))
    report_state = django_tables2.Column(
        verbose_name=_("Rapport"), accessor="report_state__label", order_by=("report_received_on", "report_due_on")
    )

    class Meta(Table.Meta):
        sequence = ("recipient", "number", "scheme", "year", "amount", "requirement_state", "report_state")

    def render_recipient(self, value: str, record: Grant) -> Any:
        return format_html(
            '<a href="{}">{}<span class="ds-sr-only">, {}, {}</span></a><small class="under">{}</small>',
            record.get_absolute_url(),
            value,
            record.scheme,
            record.year,
            self.value_number(record),
        )

    def value_recipient(self, value: str) -> str:
        return value

    def render_number(self, record: Grant) -> str:
        return self.value_number(record)

    def value_number(self, record: Grant) -> str:
        if record.organisation is None:
            return record.municipality_number
        return record.organisation.organisation_number or record.organisation.external_id or ""

    def render_requirement_state(self, record: Grant) -> Any:
        return state_tag(record)

    def value_requirement_state(self, record: Grant) -> str:
        return record.get_requirement_state_display()


def state_tag(grant: Grant) -> Any:
    """Whether the requirement was met; the colour only repeats the word."""
    color = STATE_COLORS.get(RequirementState(grant.requirement_state), "neutral")
    return format_html('<span class="ds-tag" data-color="{}">{}</span>', color, grant.get_requirement_state_display())


class YearTable(Table):
    """What was given, year by year. Each figure leads to its grants."""

    caption = _("Tilskudd etter år")
    caption_hidden = False
    year = django_tables2.Column(verbose_name=_("År"))
    grants = NumberColumn(verbose_name=_("Tilskudd"))
    amount = NumberColumn(verbose_name=_("Kroner"))

    class Meta(Table.Meta):
        orderable = False

    def __init__(self, rows: list[YearTotal], *, query: dict[str, str]) -> None:
        super().__init__(rows)
        self._query = {name: value for name, value in query.items() if value}

    def render_grants(self, value: int, record: YearTotal) -> Any:
        return self._leading(value, record)

    def render_amount(self, value: int, record: YearTotal) -> Any:
        return self._leading(value, record)

    def _leading(self, value: int, record: YearTotal) -> Any:
        address = list_url(**self._query | {"aar": str(record.year)})
        return format_html('<a href="{}">{}</a>', address, format_number(value))


# As beside every share of the portal.
FEW_WORDS = _("få saker")


class FigureColumn(NumberColumn):
    """A number that leads to its grants: those of the row's year and scheme, with what `query` adds."""

    def __init__(self, *args: Any, query: dict[str, str] | None = None, **kwargs: Any) -> None:
        self.query = query or {}
        super().__init__(*args, **kwargs)

    def render(self, value: Any, record: RequirementShare) -> Any:
        address = list_url(ordning=record.code, aar=record.year, **self.query)
        return format_html('<a href="{}">{}</a>', address, self.in_words(value))

    def in_words(self, value: Any) -> str:
        return format_number(value)


class ShareColumn(FigureColumn):
    """A share: it leads to those that count in it. Without a denominator there is none; of few it says so (domain)."""

    def render(self, value: Any, record: RequirementShare) -> Any:
        shown = super().render(value, record)
        if value is None or not record.is_few:
            return shown
        return format_html('{} <span class="quiet small">({})</span>', shown, FEW_WORDS)

    def in_words(self, value: Any) -> str:
        return format_percent(value)


class RequirementTable(Table):
    """How many met the requirement, by year and scheme. Each number leads to its grants."""

    caption = _("Kravet om medvirkning etter år og ordning")
    year = django_tables2.Column(verbose_name=_("År"))
    scheme = LinkColumn(verbose_name=_("Ordning"), to=lambda row: reverse("grants:scheme", args=[row.code]))
    grants = FigureColumn(verbose_name=_("Tilskudd"))
    amount = FigureColumn(verbose_name=_("Kroner"))
    judged = FigureColumn(verbose_name=_("Vurdert"), query={"krav": JUDGED})
    met = FigureColumn(verbose_name=_("Oppfylt"), query={"krav": RequirementState.MET.value})
    partly = FigureColumn(verbose_name=_("Delvis"), query={"krav": RequirementState.PARTLY.value})
    not_met = FigureColumn(verbose_name=_("Ikke oppfylt"), query={"krav": RequirementState.NOT_MET.value})
    share = ShareColumn(verbose_name=_("Andel oppfylt av vurderte"), query={"krav": RequirementState.MET.value})
    missing_reports = FigureColumn(verbose_name=_("Rapport mangler"), query={"rapport": ReportState.MISSING.value})

    class Meta(Table.Meta):
        orderable = False


class SchemeTable(Table):
    """Needs `with_list_data()`."""

    caption = _("Tilskuddsordninger")
    name = LinkColumn(verbose_name=_("Ordning"), order_by=("sort_key",))
    code = django_tables2.Column(verbose_name=_("Kode"))
    rules_from = django_tables2.Column(verbose_name=_("Regelverk fra"), default=_("ikke oppgitt"))
    rules_count = NumberColumn(verbose_name=_("Versjoner av regelverket"))
    closed_on = DateColumn(verbose_name=_("Avsluttet"), default=NO_VALUE)

    class Meta(Table.Meta):
        model = GrantScheme
        fields = ("name", "code", "rules_from", "rules_count", "closed_on")
