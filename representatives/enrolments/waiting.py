"""What waits for those who act for an organisation among its people, and who is there no more."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef
from django.urls import reverse

from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.kinds import KINDS, REPRESENTATIVE, Kind
from representatives.enrolments.querysets import READINGS, representatives_for
from representatives.organisations.models import Organisation
from representatives.organisations.querysets import organisations_of


@dataclass(frozen=True)
class RunningOut:
    """An organisation's mandates that run out within 60 days: how many, the first last day, and the list of them."""

    organisation: str
    number: int
    first_last_day: datetime.date
    url: str


def mandates_running_out(user: Any) -> list[RunningOut]:
    """Those of the organisations that the account acts for, the most pressing first. One query."""
    own = organisations_of(user)
    if not own:
        return []
    rows = (
        representatives_for(user)
        .not_left()
        .filter(organisation__in=own)
        .ending_within()
        .values("organisation_id", "organisation__name")
        .annotate(number=Count("pk"), first=Min("valid_to"))
        .order_by("first", "organisation_id")
    )
    return [
        RunningOut(
            organisation=row["organisation__name"],
            number=row["number"],
            first_last_day=row["first"],
            url=f"{reverse('enrolments:list', args=[row['organisation_id'], REPRESENTATIVE.slug])}?slutter=60",
        )
        for row in rows
    ]


@dataclass(frozen=True)
class SaidYes:
    """People of one kind who have said yes to an organisation, and for whom it hasn't entered what the post is."""

    organisation: str
    kind: Kind
    number: int
    url: str


def said_yes(user: Any) -> list[SaidYes]:
    """Those of the organisations that the account acts for. One query for each kind."""
    own = organisations_of(user)
    if not own:
        return []
    found = []
    for kind in KINDS.values():
        rows = READINGS[kind.slug](user).not_left().without_terms().filter(organisation__in=own)
        grouped = rows.values("organisation_id", "organisation__name").annotate(number=Count("pk"))
        found += [
            SaidYes(
                organisation=row["organisation__name"],
                kind=kind,
                number=row["number"],
                url=f"{reverse('enrolments:list', args=[row['organisation_id'], kind.slug])}"
                f"?tilstand={EnrolmentState.AGREED}",
            )
            for row in grouped.order_by("organisation_id")
        ]
    return found


def without_people(user: Any) -> list[Organisation]:
    """The organisations that the account acts for and may enter people in, and that have entered nobody."""
    own = Organisation.objects.registered().filter(pk__in=organisations_of(user)).order_by("sort_key", "pk")
    for kind in KINDS.values():
        entered = kind.model._default_manager.with_somebody().filter(organisation=OuterRef("pk"))
        own = own.exclude(Exists(entered))
    return [one for one in own if user.has_perm("enrolments.enter", one)]


def not_here(organisation: Organisation, kind: Kind) -> dict[str, int]:
    """How many of those whom it entered are not on its list, and why. Who they are, nobody sees any more."""
    counts: dict[str, int] = kind.model._default_manager.filter(organisation=organisation).not_here()
    return counts
