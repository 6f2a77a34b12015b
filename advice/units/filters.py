"""The filters of the list of units."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from advice.units.enums import SizeClass, UnitKind, UnitState
from advice.units.models import ServiceUnit
from medvirkning.web.filters import FilterSet
from representatives.geography.enums import County, Region


class UnitFilter(FilterSet):
    """By name or owner, state, where the unit is, what it does and how large it is."""

    q = django_filters.CharFilter(
        label=_("Navn eller eier"),
        method="matching",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    tilstand = django_filters.ChoiceFilter(
        label=_("Tilstand"), field_name="state", choices=UnitState.choices, empty_label=_("Alle")
    )
    region = django_filters.ChoiceFilter(
        label=_("Helseregion"), method="in_region", choices=Region.choices, empty_label=_("Alle")
    )
    fylke = django_filters.ChoiceFilter(
        label=_("Fylke"), field_name="county", choices=County.choices, empty_label=_("Alle")
    )
    slag = django_filters.ChoiceFilter(
        label=_("Type tjeneste"), field_name="kind", choices=UnitKind.choices, empty_label=_("Alle")
    )
    storrelse = django_filters.ChoiceFilter(
        label=_("Størrelse"), field_name="size_class", choices=SizeClass.choices, empty_label=_("Alle")
    )

    class Meta:
        model = ServiceUnit
        fields: list[str] = []

    def matching(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.matching(value)

    def in_region(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.in_region(value)
