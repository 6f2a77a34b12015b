"""The filters of the list of organisations."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from medvirkning.web.filters import FilterSet
from representatives.geography.enums import County
from representatives.organisations.enums import ApplicationState, OrganisationKind
from representatives.organisations.models import Organisation, OrganisationApplication
from representatives.subjects.models import SubjectArea


class Standing(TextChoices):
    """How an organisation stands."""

    REGISTERED = "i-registeret", _("I registeret")
    OVERDUE = "ikke-bekreftet", _("Ikke bekreftet det siste året")
    ENDING = "avvikles", _("Konkurs, under avvikling eller slettet")
    KNOWN = "bare-kjent", _("Bare kjent fra loggen")
    CLOSED = "lagt-ned", _("Lagt ned")


class OrganisationFilter(FilterSet):
    """By name or number, how it stands, what it is, what it works with and where."""

    q = django_filters.CharFilter(
        label=_("Navn eller nummer"),
        method="matching",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), method="standing", choices=Standing.choices, empty_label=_("Alle")
    )
    slag = django_filters.ChoiceFilter(
        label=_("Slag"), field_name="kind", choices=OrganisationKind.choices, empty_label=_("Alle")
    )
    fagomrade = django_filters.ModelChoiceFilter(
        label=_("Fagområde"),
        field_name="subject_areas",
        queryset=lambda request: SubjectArea.objects.all(),
        empty_label=_("Alle"),
    )
    fylke = django_filters.ChoiceFilter(
        label=_("Fylke"), method="in_county", choices=County.choices, empty_label=_("Alle")
    )

    class Meta:
        model = Organisation
        fields: list[str] = []

    def matching(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.matching(value)

    def in_county(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.in_county(value)

    def standing(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        readings = {
            Standing.REGISTERED: rows.registered,
            Standing.OVERDUE: rows.overdue,
            Standing.ENDING: rows.ending,
            Standing.KNOWN: rows.merely_known,
            Standing.CLOSED: rows.closed,
        }
        chosen: QuerySet[Any] = readings[Standing(value)]()
        return chosen


class ApplicationFilter(FilterSet):
    """By what has become of it."""

    tilstand = django_filters.ChoiceFilter(
        label=_("Tilstand"), field_name="state", choices=ApplicationState.choices, empty_label=_("Alle")
    )

    class Meta:
        model = OrganisationApplication
        fields: list[str] = []
