"""What a reader asks figures for: year, kind and scope, kept in the address."""

import datetime
from dataclasses import dataclass

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from medvirkning.web.filters import FilterHelper
from projects.shares.enums import Scope
from projects.shares.figures import ALL_KINDS
from projects.shares.rule import FIRST_YEAR
from projects.work.enums import WorkKind

KIND_CHOICES = [
    (ALL_KINDS, _("oppdrag og faste oppgaver")),
    (WorkKind.ASSIGNMENT.value, _("bare oppdrag")),
    (WorkKind.STANDING_TASK.value, _("bare faste oppgaver")),
]
SCOPE_CHOICES = [(Scope.TOTAL.value, _("med alle enheter under")), (Scope.OWN.value, _("bare egne"))]
TREND_YEARS = 4


@dataclass(frozen=True)
class Selection:
    """The year, kind and scope of a page, and the day it is read on."""

    year: int
    kind: str
    scope: str
    today: datetime.date

    @property
    def is_running(self) -> bool:
        """The running year ends today: its figures are preliminary."""
        return self.year == self.today.year

    @property
    def day_last_year(self) -> datetime.date:
        """The same day last year; 28 February for 29 February."""
        try:
            return self.today.replace(year=self.today.year - 1)
        except ValueError:
            return datetime.date(self.today.year - 1, 2, 28)

    @property
    def trend_years(self) -> range:
        """The year and those before it, oldest first."""
        return range(max(FIRST_YEAR, self.year - TREND_YEARS + 1), self.year + 1)

    @property
    def query(self) -> dict[str, str]:
        """As it stands in addresses."""
        return {"aar": str(self.year), "slag": self.kind, "omfang": self.scope}


class SelectionForm(forms.Form):
    """The filters on top of a page of figures. What can't be read falls back, and its field says why."""

    aar = forms.TypedChoiceField(label=_("År"), coerce=int, required=False)
    slag = forms.ChoiceField(label=_("Slag"), choices=KIND_CHOICES, required=False)
    omfang = forms.ChoiceField(label=_("Omfang"), choices=SCOPE_CHOICES, required=False)

    def __init__(self, data: QueryDict, *, today: datetime.date) -> None:
        years = [(str(year), str(year)) for year in range(today.year, FIRST_YEAR - 1, -1)]
        # Everything that isn't asked for shows what the page then shows.
        given = {"aar": str(today.year), "slag": ALL_KINDS, "omfang": Scope.TOTAL.value}
        super().__init__(data={name: data.get(name) or default for name, default in given.items()})
        self.today = today
        self.fields["aar"].choices = years  # type: ignore[attr-defined]
        self.use_required_attribute = False

    def leave_out_scope(self) -> None:
        """For a department with nothing below it, own figures and totals are the same."""
        self.fields["omfang"].widget = forms.HiddenInput()

    @cached_property
    def helper(self) -> FormHelper:
        return FilterHelper(self)

    @cached_property
    def selection(self) -> Selection:
        self.is_valid()
        found = self.cleaned_data
        return Selection(
            year=found.get("aar") or self.today.year,
            kind=found.get("slag") or ALL_KINDS,
            scope=found.get("omfang") or Scope.TOTAL.value,
            today=self.today,
        )


@dataclass(frozen=True)
class SelectionFilters:
    """The form as the filter template takes it. The choices show what is chosen, so there are no chips."""

    form: SelectionForm
    active: tuple[()] = ()
    active_count: int = 0
