"""The filters of the list of activities; the calendar takes two of them."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advice.catalogue.filters import QuotedFilterSet
from advice.catalogue.models import Advice
from advice.catalogue.naming import name_of_piece
from advice.catalogue.querysets import published_for
from advice.implementation.addresses import KNOWN, NO_BODY, UNKNOWN, key_of_piece
from advice.implementation.enums import ActivityState, ArenaKind
from advice.implementation.models import ImplementationActivity
from advice.implementation.querysets import activities_for

LONGEST_LABEL = 60


@dataclass(frozen=True)
class PieceChoices:
    """The published pieces by number, with the beginning of their wording, and the language of each."""

    options: list[tuple[str, str]]
    languages: dict[str, str]


@dataclass(frozen=True)
class Choices:
    """What there is to choose from, read once per request."""

    pieces: PieceChoices
    bodies: list[tuple[str, Any]]
    years: list[tuple[str, str]]


def piece_choices(user: Any) -> PieceChoices:
    """What the reader may choose among, the main edition first."""
    pieces: list[Any] = list(published_for(user).order_by("-edition__is_main", "number"))
    return PieceChoices(
        options=[(key_of_piece(piece), label_of_piece(piece)) for piece in pieces],
        languages={key_of_piece(piece): piece.current.language for piece in pieces},
    )


def label_of_piece(piece: Any) -> str:
    """«Råd 3: Kommuner og helseforetak bør …»."""
    wording = piece.current.wording
    short = wording if len(wording) <= LONGEST_LABEL else f"{wording[:LONGEST_LABEL].rsplit(' ', 1)[0]} …"
    return f"{name_of_piece(piece)}: {short}"


def choices_for(user: Any) -> Choices:
    """Bodies and years of the activities that the account may see."""
    rows = activities_for(user).with_organiser().order_by()
    found = list(rows.values_list("organiser", "starts_on__year", "ends_on__year").distinct())
    bodies = sorted({body for body, _first, _last in found if body}, key=str.casefold)
    years = {year for _body, *both in found for year in both if year} | {timezone.localdate().year}
    unknown = [(NO_BODY, _("Ikke oppgitt"))] if any(not body for body, *_rest in found) else []
    return Choices(
        pieces=piece_choices(user),
        bodies=[*((body, body) for body in bodies), *unknown],
        years=[(str(year), str(year)) for year in sorted(years, reverse=True)],
    )


class ActivityFilter(QuotedFilterSet):
    """Every filter is a word in the address, so that a filtered list can be shared."""

    on_top = ("q", "rad", "arena", "tilstand")
    folded = ("aar", "arrangor", "nadd")

    q = django_filters.CharFilter(
        label=_("Ord"),
        method="matching",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    aar = django_filters.ChoiceFilter(label=_("År"), method="in_year", empty_label=_("Alle år"))
    arena = django_filters.ChoiceFilter(
        label=_("Arena"), field_name="arena", choices=ArenaKind.choices, empty_label=_("Alle")
    )
    arrangor = django_filters.ChoiceFilter(label=_("Arrangør"), method="held_by", empty_label=_("Alle"))
    rad = django_filters.ChoiceFilter(label=_("Råd"), method="about", empty_label=_("Alle"))
    tilstand = django_filters.ChoiceFilter(
        label=_("Tilstand"), field_name="state", choices=ActivityState.choices, empty_label=_("Alle")
    )
    nadd = django_filters.ChoiceFilter(
        label=_("Antall nådd"),
        method="by_reach",
        choices=[(KNOWN, _("Gjennomført, antallet er kjent")), (UNKNOWN, _("Gjennomført, antallet er ukjent"))],
        empty_label=_("Alle"),
    )

    class Meta:
        model = ImplementationActivity
        fields: list[str] = []

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["aar"].extra["choices"] = choices.years
        self.filters["arrangor"].extra["choices"] = choices.bodies
        self.quote("rad", choices.pieces.options, choices.pieces.languages)

    def matching(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.matching(value)

    def in_year(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.in_year(int(value))

    def held_by(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.held_by("" if value == NO_BODY else value)

    def about(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return about_piece(rows, value)

    def by_reach(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(state=ActivityState.HELD, reached__isnull=value == UNKNOWN)


def about_piece(rows: QuerySet[Any], key: str) -> QuerySet[Any]:
    """The activities about a piece, by its part of an address."""
    slug, _dash, number = key.rpartition("-")
    pieces = Advice.objects.filter(number=int(number))
    pieces = pieces.filter(edition__slug=slug) if slug else pieces.filter(edition__is_main=True)
    through = ImplementationActivity.pieces.through.objects.filter(advice__in=pieces)
    return rows.filter(pk__in=through.values("implementationactivity"))
