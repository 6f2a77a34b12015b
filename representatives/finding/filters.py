"""The filters that people are found by."""

import datetime
from collections.abc import Sequence
from typing import Any, ClassVar

import django_filters
from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from medvirkning.web.fields import DateField
from medvirkning.web.filters import FilterSet
from representatives.finding.enums import FoundKind
from representatives.finding.querysets import FindingChoices, as_kind, available, trained
from representatives.geography.enums import County, Region, counties_of
from representatives.people.models import Person
from representatives.people.querysets import PersonQuerySet
from representatives.profiles.enums import Experience, TrainingKind, WayOfTakingPart

# Filters on data of the class special: a result of one tells something special of each row in it.
SPECIAL = ("tema", "perspektiv")
DATES = ("fra", "til")
# What tells nameless rows apart. Beside a theme, a perspective or dates it may tell who they are (docs/adr/0178).
TELLING_APART = ("maate", "opplaering", "sprak")
# Whoever brings both perspectives is found by either.
PERSPECTIVES: dict[str, tuple[str, ...]] = {
    Experience.USER: (Experience.USER, Experience.BOTH),
    Experience.CARER: (Experience.CARER, Experience.BOTH),
    Experience.BOTH: (Experience.BOTH,),
}


class DateFilter(django_filters.DateFilter):
    field_class = DateField


class FindingForm(forms.Form):
    """A period has its first day; alone that is one day."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("fra"), cleaned.get("til")
        if last and not first and "fra" not in self.errors:
            self.add_error("fra", _("Oppgi fra hvilken dag, eller bare én dag her."))
        elif first and first < timezone.localdate():
            self.add_error("fra", _("Dagen er passert. Velg i dag eller senere."))
        elif first and last and last < first:
            self.add_error("til", _("Sluttdatoen er før startdatoen."))
        return cleaned


class FindingFilter(FilterSet):
    """By theme and perspective, where, how, when, training, language, and as what."""

    on_top = ("tema", "fylke", "fra", "til")
    folded = ("perspektiv", "region", "slag", "maate", "opplaering", "sprak")

    tema = django_filters.ChoiceFilter(label=_("Tema"), method="about", empty_label=_("Alle"))
    fylke = django_filters.ChoiceFilter(
        label=_("Fylke"), field_name="profile__county", choices=County.choices, empty_label=_("Alle")
    )
    fra = DateFilter(label=_("Kan delta fra"), method="available")
    til = DateFilter(label=_("Kan delta til og med"), method="leave")
    perspektiv = django_filters.ChoiceFilter(
        label=_("Perspektiv"), method="bringing", choices=Experience.choices, empty_label=_("Alle")
    )
    region = django_filters.ChoiceFilter(
        label=_("Helseregion"), method="in_region", choices=Region.choices, empty_label=_("Alle")
    )
    slag = django_filters.ChoiceFilter(
        label=_("Hvem"), method="of_kind", choices=FoundKind.choices, empty_label=_("Alle")
    )
    maate = django_filters.ChoiceFilter(
        label=_("Kan delta i"), method="taking_part", choices=WayOfTakingPart.choices, empty_label=_("Alle")
    )
    opplaering = django_filters.ChoiceFilter(
        label=_("Opplæring"), method="trained", choices=TrainingKind.choices, empty_label=_("Alle")
    )
    sprak = django_filters.ChoiceFilter(label=_("Språk"), method="speaking", empty_label=_("Alle"))

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = []
        form = FindingForm

    def __init__(self, *args: Any, choices: FindingChoices, smallest_group: int, **kwargs: Any) -> None:
        """`smallest_group`: as few as may be told apart; 0 where the reader may open everybody's page anyway."""
        super().__init__(*args, **kwargs)
        self.smallest_group = smallest_group
        self.filters["tema"].extra["choices"] = choices.themes
        self.filters["sprak"].extra["choices"] = choices.languages

    # What the page asks of its filters

    @property
    def asks_for_special(self) -> bool:
        """Whether the result tells something special of the rows in it."""
        return self._asks_for(SPECIAL)

    @property
    def hides_what_tells_apart(self) -> bool:
        """Whether rows are alike, for who may not open everybody's page."""
        return self._asks_for((*SPECIAL, *DATES))

    @property
    def asks_for_dates(self) -> bool:
        return self._asks_for(DATES[:1])

    @cached_property
    def is_withheld(self) -> bool:
        """Whether the answer would single people out: so few fit, or so few do not, who are alike but for what tells
        them apart. Beside dates too: whose last day is known is found again among those with a theme, a day before
        and a day after (docs/adr/0178)."""
        if not self.smallest_group or not self.hides_what_tells_apart or not self._asks_for(TELLING_APART):
            return False
        alike, fitting = self.without(*TELLING_APART).count(), self.without().count()
        return alike > 0 and (fitting < self.smallest_group or 0 < alike - fitting < self.smallest_group)

    def filter_queryset(self, queryset: Any) -> Any:
        found = super().filter_queryset(queryset)
        return found.none() if self.is_withheld else found

    def _asks_for(self, names: Sequence[str]) -> bool:
        return self.is_valid() and any(self.form.cleaned_data.get(name) for name in names)

    def without(self, *names: str) -> PersonQuerySet:
        """The result as it would be without some filters."""
        rows: Any = self.queryset
        for name, value in self.form.cleaned_data.items():
            if name not in names:
                rows = self.filters[name].filter(rows, value)
        found: PersonQuerySet = rows
        return found

    # The filters

    def about(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(profile__themes__overlap=[value])

    def bringing(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(profile__experience__in=PERSPECTIVES[value])

    def in_region(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(profile__county__in=counties_of(value))

    def of_kind(self, rows: Any, name: str, value: str) -> Any:
        return as_kind(rows, value)

    def taking_part(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(profile__ways__contains=[value])

    def trained(self, rows: Any, name: str, value: str) -> Any:
        return trained(rows, value)

    def speaking(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(profile__languages__contains=[value])

    def available(self, rows: Any, name: str, value: datetime.date) -> Any:
        return available(rows, value, self.form.cleaned_data.get("til") or value)

    def leave(self, rows: Any, name: str, value: Any) -> Any:
        """Says how far `fra` reaches, and filters nothing by itself."""
        return rows
