"""The filters of the list of grants."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from medvirkning.web.filters import FilterSet
from representatives.grants.enums import RecipientKind, ReportState, RequirementState
from representatives.grants.models import Grant
from representatives.grants.querysets import grants_for, schemes_for

JUDGED = "judged"


class GrantFilter(FilterSet):
    """By words, scheme, year, kind of recipient, and where the requirement and the report stand."""

    on_top = ("q", "ordning", "aar", "krav")
    folded = ("mottaker", "rapport")
    q = django_filters.CharFilter(
        label=_("Mottaker, nummer eller ordning"),
        method="matching",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    ordning = django_filters.ModelChoiceFilter(
        label=_("Ordning"),
        field_name="scheme",
        to_field_name="code",
        queryset=lambda request: schemes_for(request.user),
        empty_label=_("Alle"),
    )
    aar = django_filters.ChoiceFilter(label=_("År"), field_name="year", choices=(), empty_label=_("Alle"))
    krav = django_filters.ChoiceFilter(
        label=_("Kravet om medvirkning"),
        method="by_requirement",
        choices=[*RequirementState.choices, (JUDGED, _("Vurdert, uansett hvordan"))],
        empty_label=_("Alle"),
    )
    mottaker = django_filters.ChoiceFilter(
        label=_("Mottaker"), field_name="recipient_kind", choices=RecipientKind.choices, empty_label=_("Alle")
    )
    rapport = django_filters.ChoiceFilter(
        label=_("Rapport"), method="by_report", choices=ReportState.choices, empty_label=_("Alle")
    )

    class Meta:
        model = Grant
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["aar"].extra["choices"] = [(year, str(year)) for year in grants_for(self.request.user).years()]

    def matching(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.matching(value)

    def by_requirement(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.judged() if value == JUDGED else rows.filter(requirement_state=value)

    def by_report(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.reporting(value)
