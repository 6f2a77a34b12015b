"""Reading the implementation: the plan is public, the network's names are for staff."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, F, Prefetch, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from advice.catalogue.models import Advice
from advice.implementation.enums import ActivityState
from medvirkning.accounts.enums import Role
from medvirkning.web.visible import visible_rows

if TYPE_CHECKING:
    from advice.catalogue.models import Edition
    from advice.implementation.models import (  # noqa: F401 - named in the types of the querysets
        ImplementationActivity,
        NetworkMember,
        PlanGoal,
    )

# What a group of activities comes to. Nobody knows whom the unknown ones reached: they are counted beside the sum.
_HELD = Q(state=ActivityState.HELD)
FIGURES: dict[str, Any] = {
    "held": Count("pk", filter=_HELD),
    "planned": Count("pk", filter=Q(state=ActivityState.PLANNED)),
    "cancelled": Count("pk", filter=Q(state=ActivityState.CANCELLED)),
    "reached_sum": Sum("reached", filter=_HELD),
    "unknown": Count("pk", filter=_HELD & Q(reached=None)),
}


class PlanGoalQuerySet(models.QuerySet["PlanGoal"]):
    def visible_to(self, user: Any) -> Self:
        """The plan is public."""
        return self

    def of_edition(self, edition: "Edition") -> Self:
        return self.filter(edition=edition)


class ImplementationActivityQuerySet(models.QuerySet["ImplementationActivity"]):
    def visible_to(self, user: Any) -> Self:
        """Staff and the Centre see all activities, others those in the open calendar."""
        if user.is_authenticated and user.has_role(Role.STAFF, Role.CENTRE):
            return self
        return self.in_the_open()

    def in_the_open(self) -> Self:
        """Those that anyone may see."""
        return self.filter(is_public=True)

    def of_edition(self, edition: "Edition") -> Self:
        return self.filter(edition=edition)

    def with_organiser(self) -> Self:
        """Adds `organiser`: the name in the register, else the one that was written; empty is unknown."""
        return self.annotate(organiser=Coalesce("organisation__name", "organiser_name"))

    def with_list_data(self) -> Self:
        """What a list shows of each: the body and the numbers of the pieces."""
        pieces = Prefetch("pieces", queryset=Advice.objects.select_related("edition"))
        return self.with_organiser().select_related("edition", "organisation").prefetch_related(pieces)

    def held_by(self, organiser: str) -> Self:
        return self.filter(organiser=organiser)

    def in_year(self, year: int) -> Self:
        """Those with a day in the year."""
        first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        return self.filter(starts_on__lte=last).filter(Q(ends_on__gte=first) | Q(ends_on=None, starts_on__gte=first))

    def coming(self, today: datetime.date | None = None) -> Self:
        """Planned, and not over; the first one first."""
        day = today or timezone.localdate()
        return (
            self.filter(state=ActivityState.PLANNED)
            .filter(Q(ends_on__gte=day) | Q(ends_on=None, starts_on__gte=day))
            .order_by("starts_on", "pk")
        )

    def unreported(self, today: datetime.date | None = None) -> Self:
        """Over by their dates, and nobody has said whether they were held."""
        day = today or timezone.localdate()
        return (
            self.filter(state=ActivityState.PLANNED)
            .filter(Q(ends_on__lt=day) | Q(ends_on=None, starts_on__lt=day))
            .order_by("starts_on", "pk")
        )

    def matching(self, words: str) -> Self:
        """Needs `with_organiser()`: title, description, place or body hold the words."""
        return self.filter(
            Q(title__icontains=words)
            | Q(title__trigram_word_similar=words)
            | Q(description__icontains=words)
            | Q(place__icontains=words)
            | Q(organiser__icontains=words)
        )

    def figures(self) -> dict[str, Any]:
        """How many, and whom they reached as far as is known."""
        return self.aggregate(**FIGURES)

    def figures_by_arena(self) -> "models.QuerySet[Any, dict[str, Any]]":
        return self.order_by().values("arena").annotate(**FIGURES).order_by("arena")

    def figures_by_organiser(self) -> "models.QuerySet[Any, dict[str, Any]]":
        """The bodies in the order of their names; unknown ones last."""
        rows = self.with_organiser().order_by().values("organiser").annotate(**FIGURES)
        return rows.order_by(models.Case(models.When(organiser="", then=1), default=0), "organiser")

    def figures_by_piece(self) -> dict[int, dict[str, Any]]:
        """By the piece's key. An activity about three pieces stands at each of them."""
        rows = self.filter(pieces__isnull=False).order_by().values("pieces").annotate(**FIGURES).order_by("pieces")
        return {row["pieces"]: row for row in rows}


class NetworkMemberQuerySet(models.QuerySet["NetworkMember"]):
    def visible_to(self, user: Any) -> Self:
        """Names are for staff and the Centre."""
        return self if user.is_authenticated and user.has_role(Role.STAFF, Role.CENTRE) else self.none()

    def of_edition(self, edition: "Edition") -> Self:
        return self.filter(edition=edition)

    def in_force(self, on: datetime.date | None = None) -> Self:
        """Members on a day (today), both ends included."""
        day = on or timezone.localdate()
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def has_left(self, on: datetime.date | None = None) -> Self:
        """Members whose last day has passed."""
        return self.filter(valid_to__lt=on or timezone.localdate())

    def left_before(self, day: datetime.date) -> Self:
        """Those who left before a day and are still named."""
        return self.filter(valid_to__lt=day).exclude(name="", email="")

    def with_body(self) -> Self:
        """Adds `member_of`: the name in the register, else the one that was written."""
        return self.annotate(member_of=Coalesce("organisation__name", "organisation_name"))

    def bodies(self) -> "models.QuerySet[Any, dict[str, Any]]":
        """What anyone may see of the members: for whom they sit, and as what. Never a name."""
        rows = self.with_body().order_by().values(body=F("member_of"), as_what=F("role")).distinct()
        return rows.order_by("body", "as_what")


def activities_for(user: Any) -> ImplementationActivityQuerySet:
    """The activities that the account, or a visitor, sees."""
    return visible_rows(ImplementationActivityQuerySet, "advice.ImplementationActivity", user)


def open_activities() -> ImplementationActivityQuerySet:
    """What anyone may see, in the order of time: a calendar's address tells nobody who subscribes to it."""
    rows: ImplementationActivityQuerySet = apps.get_model("advice", "ImplementationActivity").objects.in_the_open()
    return rows.with_list_data().order_by("starts_on", "pk")


def members_of(edition: "Edition") -> NetworkMemberQuerySet:
    """The network of an edition: names only through `visible_to`, the bodies are for anyone."""
    rows: NetworkMemberQuerySet = apps.get_model("advice", "NetworkMember").objects.of_edition(edition)
    return rows
