"""The filters of the list of work."""

import datetime
from typing import Any

import django_filters
from django import forms
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from medvirkning.web.filters import FilterSet
from projects.departments.reach import reach_of
from projects.work.choices import ListChoices
from projects.work.enums import WorkKind, WorkStatus
from projects.work.models import WorkItem

# Work is near its deadline from this many days before it, and stays so when it has passed.
NEAR_DEADLINE = datetime.timedelta(days=60)
OWN = "mine"
OPEN = "open"
FIRST_YEAR = 2010


def _capitalised(choices: type[models.TextChoices]) -> list[tuple[str, Any]]:
    """Values as they begin a line, in the reader's language."""
    capitalise = lazy(capfirst, str)
    return [(one.value, capitalise(one.label)) for one in choices]


class WorkFilter(FilterSet):
    """Every filter is a word in the address, so that a filtered list can be shared."""

    on_top = ("q", "enhet", "slag", "status")
    folded = ("omfang", "produkt", "fagomrade", "aar", "uten", "frist", "mine", "bidrar")

    q = django_filters.CharFilter(
        label=_("Ord eller referanse"),
        method="matching",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    enhet = django_filters.ChoiceFilter(label=_("Enhet"), method="of_department", empty_label=_("Alle"))
    slag = django_filters.ChoiceFilter(
        label=_("Slag"), field_name="kind", choices=_capitalised(WorkKind), empty_label=_("Alle")
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        method="in_state",
        choices=[(OPEN, _("Planlagt eller pågår")), *_capitalised(WorkStatus)],
        empty_label=_("Alle"),
    )
    omfang = django_filters.ChoiceFilter(
        label=_("Omfang"),
        method="leave",
        choices=[("alt", _("Enheten og alle under")), ("egen", _("Bare enheten selv"))],
        empty_label=None,
        null_label=None,
    )
    produkt = django_filters.ChoiceFilter(label=_("Produkttype"), field_name="product_type", empty_label=_("Alle"))
    fagomrade = django_filters.ChoiceFilter(label=_("Fagområde"), method="about", empty_label=_("Alle"))
    aar = django_filters.ChoiceFilter(label=_("Pågikk i"), method="in_year", empty_label=_("Alle år"))
    uten = django_filters.BooleanFilter(
        label=_("Uten medvirkning"), method="without_involvement", widget=forms.CheckboxInput
    )
    frist = django_filters.BooleanFilter(
        label=_("Frist nær eller passert"), method="near_deadline", widget=forms.CheckboxInput
    )
    mine = django_filters.BooleanFilter(label=_("Mine"), method="mine_only", widget=forms.CheckboxInput)
    bidrar = django_filters.BooleanFilter(
        label=_("Enheten min bidrar"), method="contributing", widget=forms.CheckboxInput
    )

    class Meta:
        model = WorkItem
        fields: list[str] = []

    def __init__(self, *args: Any, choices: ListChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this_year = timezone.localdate().year
        self.filters["enhet"].extra["choices"] = [(OWN, _("Mine enheter")), *choices.departments]
        self.filters["produkt"].extra["choices"] = choices.product_types
        self.filters["fagomrade"].extra["choices"] = choices.subjects
        self.filters["aar"].extra["choices"] = [
            (str(year), str(year)) for year in range(this_year + 1, FIRST_YEAR - 1, -1)
        ]

    def matching(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Words are looked for only in work that the reader may open: a hit must tell nothing about the rest."""
        return rows.matching(value).filter(is_open_to_reader=True)

    def in_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.open() if value == OPEN else rows.filter(status=value)

    def of_department(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == OWN:
            reach = reach_of(self.request.user)
            codes = sorted(reach.member_of | reach.leads)
        else:
            codes = [value]
        if self.data.get("omfang") == "egen":
            return rows.filter(department_code__in=codes)
        return rows.filter(department_lineage__overlap=codes)

    def about(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        through = WorkItem.subject_areas.through.objects.filter(subjectarea=value)
        return rows.filter(pk__in=through.values("workitem"))

    def in_year(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.active_on_some_day_of(int(value))

    def without_involvement(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        return rows.without_involvement() if value else rows

    def near_deadline(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        return rows.open().filter(due_on__lte=timezone.localdate() + NEAR_DEADLINE) if value else rows

    def mine_only(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        return rows.concerning(self.request.user) if value else rows

    def contributing(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        if not value:
            return rows
        return rows.contributed_to_by(reach_of(self.request.user).member_of, timezone.localdate())

    def leave(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Says how `enhet` is meant, and filters nothing by itself."""
        return rows
