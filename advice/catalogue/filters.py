"""The filters of the catalogue: words in the address, so that a filtered list can be shared."""

from dataclasses import replace
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property, lazy
from django.utils.html import format_html, strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from advice.catalogue.enums import AdviceLevel, Strength
from advice.catalogue.models import Advice
from advice.catalogue.reading import ALL_LEADERS, NOT_STATED, of_leaders
from medvirkning.web.filters import ActiveFilter, FilterSet
from medvirkning.web.widgets import QuotedSelect

_capitalised = lazy(capfirst, str)


class QuotedFilterSet(FilterSet):
    """Where choices are words of the texts: they keep their language among the others, and as a filter in use."""

    def quote(self, name: str, choices: list[tuple[str, Any]], languages: dict[str, str]) -> None:
        """Let a filter offer such choices. `languages` is by their values; others are the portal's own words."""
        self.filters[name].extra |= {"choices": choices, "widget": QuotedSelect(languages)}

    @cached_property
    def active(self) -> list[ActiveFilter]:
        return [replace(one, value=self._marked(one)) for one in super().active]

    def _marked(self, one: ActiveFilter) -> str:
        widget = self.form.fields[one.name].widget
        if isinstance(widget, QuotedSelect) and (language := widget.languages.get(self.form.cleaned_data[one.name])):
            return format_html('<span lang="{}">{}</span>', language, one.value)
        return one.value


class AdviceFilter(QuotedFilterSet):
    """Choices of whom the advice is for come from the published texts themselves."""

    til = django_filters.ChoiceFilter(
        label=_("Hvem er rådet til?"), method="addressed_to", empty_label=_("Alle"), choices=()
    )
    styrke = django_filters.ChoiceFilter(
        label=_("Styrke"),
        field_name="current__strength",
        choices=[(Strength.SHALL.value, _("Skal")), (Strength.SHOULD.value, _("Bør"))],
        empty_label=_("Skal og bør"),
    )
    niva = django_filters.ChoiceFilter(
        label=_("Nivå"),
        field_name="current__level",
        choices=[(level.value, _capitalised(level.label)) for level in AdviceLevel],
        empty_label=_("Alle"),
    )
    gjelder = django_filters.ChoiceFilter(
        label=_("Hvem gjelder rådet?"), method="about", empty_label=_("Alle"), choices=()
    )
    q = django_filters.CharFilter(
        label=_("Ord eller nummer"),
        method="matching",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    class Meta:
        model = Advice
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, pieces: list[Advice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts: list[Any] = [piece.current for piece in pieces]
        self.leaders = of_leaders(text.addressee for text in texts)
        group = [(ALL_LEADERS, _("Alle ledere (alle som har «leder» i teksten)"))] if len(self.leaders) > 1 else []
        for name, field, groups in (("til", "addressee", group), ("gjelder", "population", [])):
            words = {getattr(text, field): text.language for text in texts}
            self.quote(name, [*groups, *_choices(list(words))], words)

    @property
    def in_words(self) -> str:
        """The filters in use, for paper."""
        return "; ".join(f"{one.label}: {strip_tags(one.value)}" for one in self.active)

    def addressed_to(self, rows: QuerySet[Advice], name: str, value: str) -> QuerySet[Advice]:
        if value == ALL_LEADERS:
            return rows.filter(current__addressee__in=self.leaders)
        return rows.filter(current__addressee="" if value == NOT_STATED else value)

    def about(self, rows: QuerySet[Advice], name: str, value: str) -> QuerySet[Advice]:
        return rows.filter(current__population="" if value == NOT_STATED else value)

    def matching(self, rows: Any, name: str, value: str) -> Any:
        return rows.matching(value)


def _choices(words: list[str]) -> list[tuple[str, Any]]:
    """The words as they stand in the texts, each once, and what the source does not say last."""
    known = [(word, capfirst(word)) for word in dict.fromkeys(words) if word]
    return [*known, (NOT_STATED, _("Ikke oppgitt i kilden"))] if "" in words else known
