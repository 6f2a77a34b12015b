"""The filters of the catalogue: words in the address, so that a filtered list can be shared."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from advice.catalogue.enums import AdviceLevel, Strength
from advice.catalogue.models import Advice
from advice.catalogue.reading import NOT_STATED
from medvirkning.web.filters import FilterSet

_capitalised = lazy(capfirst, str)


class AdviceFilter(FilterSet):
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
        self.filters["til"].extra["choices"] = _choices([text.addressee for text in texts])
        self.filters["gjelder"].extra["choices"] = _choices([text.population for text in texts])

    def addressed_to(self, rows: QuerySet[Advice], name: str, value: str) -> QuerySet[Advice]:
        return rows.filter(current__addressee="" if value == NOT_STATED else value)

    def about(self, rows: QuerySet[Advice], name: str, value: str) -> QuerySet[Advice]:
        return rows.filter(current__population="" if value == NOT_STATED else value)

    def matching(self, rows: Any, name: str, value: str) -> Any:
        return rows.matching(value)


def _choices(words: list[str]) -> list[tuple[str, Any]]:
    """The words as they stand in the texts, each once, and what the source does not say last."""
    known = [(word, capfirst(word)) for word in dict.fromkeys(words) if word]
    return [*known, (NOT_STATED, _("Ikke oppgitt i kilden"))] if "" in words else known
