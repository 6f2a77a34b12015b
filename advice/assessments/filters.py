"""The filters of the lists of assessments and actions."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advice.assessments.enums import OPEN_ACTIONS, ActionState, AssessmentState
from advice.assessments.models import Assessment, AssessmentAction
from advice.units.enums import UnitKind
from medvirkning.web.filters import FilterSet
from representatives.geography.enums import REGION_OF, Region

FIRST_YEAR = 2025
DEPARTMENT = "department"
OPEN, OVERDUE = "open", "overdue"


def _words() -> forms.TextInput:
    return forms.TextInput(attrs={"type": "search", "autocomplete": "off"})


class AssessmentFilter(FilterSet):
    """By words, year, state, region and kind."""

    q = django_filters.CharFilter(label=_("Ord"), method="matching", widget=_words())
    aar = django_filters.ChoiceFilter(label=_("År"), field_name="year", empty_label=_("Alle år"))
    tilstand = django_filters.ChoiceFilter(
        label=_("Tilstand"), field_name="state", choices=AssessmentState.choices, empty_label=_("Alle")
    )
    region = django_filters.ChoiceFilter(
        label=_("Region"), method="in_region", choices=Region.choices, empty_label=_("Alle")
    )
    slag = django_filters.ChoiceFilter(
        label=_("Slag"),
        method="of_kind",
        choices=[*UnitKind.choices, (DEPARTMENT, _("Enhet i direktoratet"))],
        empty_label=_("Alle"),
    )

    class Meta:
        model = Assessment
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this_year = timezone.localdate().year
        self.filters["aar"].extra["choices"] = [(str(y), str(y)) for y in range(this_year, FIRST_YEAR - 1, -1)]

    def matching(self, rows: QuerySet[Any, Any], name: str, value: str) -> Any:
        return rows.matching(value)

    def in_region(self, rows: QuerySet[Any, Any], name: str, value: str) -> QuerySet[Any, Any]:
        return rows.filter(unit__county__in=[county for county, region in REGION_OF.items() if region == value])

    def of_kind(self, rows: QuerySet[Any, Any], name: str, value: str) -> QuerySet[Any, Any]:
        return rows.filter(department__isnull=False) if value == DEPARTMENT else rows.filter(unit__kind=value)


class ActionFilter(FilterSet):
    """By words, state and piece."""

    q = django_filters.CharFilter(label=_("Ord"), method="matching", widget=_words())
    tilstand = django_filters.ChoiceFilter(
        label=_("Tilstand"),
        method="in_state",
        choices=[(OPEN, _("Ikke ferdig")), (OVERDUE, _("Fristen er passert")), *ActionState.choices],
        empty_label=_("Alle"),
    )
    raad = django_filters.NumberFilter(label=_("Råd nummer"), field_name="advice__number", min_value=1, max_value=999)

    class Meta:
        model = AssessmentAction
        fields: list[str] = []

    def matching(self, rows: QuerySet[Any, Any], name: str, value: str) -> Any:
        return rows.matching(value)

    def in_state(self, rows: QuerySet[Any, Any], name: str, value: str) -> QuerySet[Any, Any]:
        if value == OVERDUE:
            return rows.filter(Q(state__in=OPEN_ACTIONS), due_on__lt=timezone.localdate())
        return rows.filter(state__in=OPEN_ACTIONS) if value == OPEN else rows.filter(state=value)
