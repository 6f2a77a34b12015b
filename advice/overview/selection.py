"""What a reader asks the overview for: year and group of units, kept in the address."""

import datetime
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from advice.catalogue.models import Edition
from advice.overview.figures import Selection
from advice.overview.release import is_released
from advice.overview.suppression import COUNTY, KIND, REGION, SIZE, TRAITS, Group
from advice.units.enums import SizeClass, UnitKind
from medvirkning.web.filters import FilterHelper
from representatives.geography.enums import REGION_OF, County, Region

# Names in the address of what chooses units.
FIELD_OF = {REGION: "region", COUNTY: "fylke", KIND: "slag", SIZE: "storrelse"}
YEAR, EDITION = "aar", "utgave"


class SelectionForm(forms.Form):
    """The filters on top of the overview. What can't be read falls back, and its field says why.

    `years` are those with approved assessments, the latest first.
    """

    aar = forms.TypedChoiceField(label=_("År"), coerce=int, required=False)
    region = forms.ChoiceField(label=_("Helseregion"), choices=[("", _("alle")), *Region.choices], required=False)
    fylke = forms.ChoiceField(label=_("Fylke"), choices=[("", _("alle")), *County.choices], required=False)
    slag = forms.ChoiceField(label=_("Type tjeneste"), choices=[("", _("alle")), *UnitKind.choices], required=False)
    storrelse = forms.ChoiceField(label=_("Størrelse"), choices=[("", _("alle")), *SizeClass.choices], required=False)
    utgave = forms.ModelChoiceField(label=_("Utgave"), queryset=Edition.objects.none(), required=False)

    def __init__(
        self,
        data: QueryDict,
        *,
        years: list[int],
        today: datetime.date,
        edition: Edition,
        editions: QuerySet[Edition],
        as_of_today: bool,
        own: frozenset[int],
    ) -> None:
        years = years or [today.year]
        # The latest that is given out says more than the running one, where there is one.
        self.edition, self.first_shown = edition, next((year for year in years if is_released(year, today)), years[0])
        self.as_of_today, self.own = as_of_today, own
        given: dict[str, Any] = {name: data.get(name, "") for name in self.base_fields}
        super().__init__(
            data={**given, YEAR: given[YEAR] or str(self.first_shown), EDITION: given[EDITION] or str(edition.pk)}
        )
        self.fields[YEAR].choices = [(str(year), str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields[EDITION].queryset = editions  # type: ignore[attr-defined]
        if len(editions) < 2:
            self.fields[EDITION].widget = forms.HiddenInput()
        self.use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        county, region = found.get("fylke"), found.get("region")
        if county and region and REGION_OF[county] != region:
            self.add_error("fylke", _("Fylket ligger ikke i helseregionen du har valgt."))
        return found

    @cached_property
    def helper(self) -> FormHelper:
        return FilterHelper(self)

    @cached_property
    def selection(self) -> Selection:
        self.is_valid()
        found = self.cleaned_data
        return Selection(
            edition_id=self.edition.pk,
            year=found.get(YEAR) or self.first_shown,
            group=Group(**{trait: found.get(name) or "" for trait, name in FIELD_OF.items()}),
            as_of_today=self.as_of_today,
            own=self.own,
        )


@dataclass(frozen=True)
class SelectionFilters:
    """The form as the filter template takes it. The choices show what is chosen, so there are no chips."""

    form: SelectionForm
    active: tuple[()] = ()
    active_count: int = 0


def query_of(selection: Selection, group: Group | None = None) -> dict[str, str]:
    """A selection as it stands in addresses."""
    chosen = group or selection.group
    traits = {FIELD_OF[trait]: getattr(chosen, trait) for trait in TRAITS if getattr(chosen, trait)}
    return {YEAR: str(selection.year), **traits, EDITION: str(selection.edition_id)}


def national(selection: Selection, group: Group | None = None) -> str:
    """The overview of a group."""
    return f"{reverse('overview:national')}?{urlencode(query_of(selection, group))}"


def behind(selection: Selection, group: Group | None = None, *, piece: int | None = None, step: str = "") -> str:
    """The assessments behind a figure: of a piece on a step, of a piece, or of a group."""
    query = query_of(selection, group)
    if piece is not None:
        query["rad"] = str(piece)
    if step:
        query["trinn"] = step
    return f"{reverse('overview:behind')}?{urlencode(query)}"
