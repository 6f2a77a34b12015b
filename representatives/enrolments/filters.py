"""The filters of an organisation's people."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from medvirkning.web.filters import FilterSet
from representatives.enrolments.enums import OVER_UNANSWERED, EnrolmentState
from representatives.enrolments.models import ExperienceConsultant, Representative
from representatives.enrolments.training import IN_WORDS

SHOWN = [(state.value, state.label) for state in EnrolmentState if state not in OVER_UNANSWERED]


class PostFilter(FilterSet):
    """By name, state, end and training."""

    q = django_filters.CharFilter(
        label=_("Navn"), method="named", widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
    )
    tilstand = django_filters.ChoiceFilter(
        label=_("Tilstand"), field_name="state", choices=SHOWN, empty_label=_("Alle")
    )
    slutter = django_filters.ChoiceFilter(
        label=_("Slutter"), method="ending", choices=[("60", _("Innen 60 dager"))], empty_label=_("Når som helst")
    )
    mangler = django_filters.ChoiceFilter(
        label=_("Har ikke tatt"), method="lacking", choices=list(IN_WORDS.items()), empty_label=_("Vis alle")
    )

    class Meta:
        fields: list[str] = []

    def named(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(Q(person__name__icontains=value) | Q(name__icontains=value))

    def ending(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.ending_within()

    def lacking(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.lacking([value])


class RepresentativeFilter(PostFilter):
    class Meta(PostFilter.Meta):
        model = Representative


class ConsultantFilter(PostFilter):
    class Meta(PostFilter.Meta):
        model = ExperienceConsultant
