"""The filters of the list of panels."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from medvirkning.web.filters import FilterSet
from representatives.geography.enums import County
from representatives.panels.enums import PanelKind
from representatives.panels.models import Panel
from representatives.subjects.models import SubjectArea

OWN, OTHERS = "direktoratet", "andre"
IN_USE, CLOSED = "i-bruk", "lagt-ned"


class PanelFilter(FilterSet):
    """By name or owner, kind, subject, county, whose it is, and whether it takes applications now."""

    q = django_filters.CharFilter(
        label=_("Navn eller eier"),
        method="matching",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    slag = django_filters.ChoiceFilter(
        label=_("Slag"), field_name="kind", choices=PanelKind.choices, empty_label=_("Alle")
    )
    fagomrade = django_filters.ModelChoiceFilter(
        label=_("Fagområde"),
        field_name="subject_areas",
        queryset=SubjectArea.objects.all(),
        to_field_name="code",
        empty_label=_("Alle"),
    )
    fylke = django_filters.ChoiceFilter(
        label=_("Fylke"), field_name="county", choices=County.choices, empty_label=_("Alle")
    )
    eier = django_filters.ChoiceFilter(
        label=_("Eier"),
        method="owned_by",
        choices=[(OWN, _("Direktoratet selv")), (OTHERS, _("Andre"))],
        empty_label=_("Alle"),
    )
    tilstand = django_filters.ChoiceFilter(
        label=_("Tilstand"),
        method="in_state",
        choices=[(IN_USE, _("I bruk")), (CLOSED, _("Lagt ned"))],
        empty_label=_("Alle"),
    )
    soknad = django_filters.BooleanFilter(
        label=_("Tar imot søknader nå"), method="recruiting", widget=forms.CheckboxInput
    )

    class Meta:
        model = Panel
        fields: list[str] = []

    def matching(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.matching(value)

    def owned_by(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(owner__isnull=value == OWN)

    def in_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(closed_on__isnull=value == IN_USE)

    def recruiting(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        return rows.recruiting() if value else rows
