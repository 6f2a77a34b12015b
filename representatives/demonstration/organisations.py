"""What the register holds of the fictitious organisations, and who acts for them."""

import datetime
from dataclasses import dataclass
from random import Random
from typing import Any

from medvirkning.accounts.models import User
from representatives.demonstration import words
from representatives.demonstration.days import DAY, at
from representatives.demonstration.tables import Table
from representatives.organisations.enums import ApplicationState, OrganisationKind, RegistryState
from representatives.organisations.models import OrganisationApplication, OrganisationContact
from representatives.organisations.querysets import CONFIRMED_FOR
from representatives.organisations.services.applications import MENDED_WITHIN

# The columns that `Facts.values` fills, in its order.
FACTS = (
    "about",
    "website",
    "is_national",
    "counties",
    "registered_on",
    "confirmed_on",
    "closed_on",
    "registry_state",
    "registry_checked_at",
)
# Of each sixty, by their place in the set: what the Centre has to look at.
EACH, BANKRUPT, CLOSED = 60, 23, 41


@dataclass(frozen=True)
class Registered:
    """An organisation of the register, as those who build on it meet it."""

    id: int
    kind: str
    subject: str
    counties: tuple[str, ...]
    is_open: bool = True


@dataclass(frozen=True)
class Facts:
    """What was drawn for one organisation."""

    values: tuple[Any, ...]
    counties: tuple[str, ...]
    is_registered: bool
    is_open: bool


class OrganisationDrawer:
    """Draws the facts of organisations from chance of its own, so that nothing else of the set moves."""

    def __init__(self, today: datetime.date, random: Random) -> None:
        self.today, self.random = today, random

    def draw(self, place: int, kind: str) -> Facts:
        """Most are registered and confirmed within the year; some are overdue, a few have ended or never signed up."""
        random, today = self.random, self.today
        national = kind == OrganisationKind.UMBRELLA or random.random() < 0.35
        counties = () if national else self._counties()
        about = random.choice(words.ABOUT)
        registered = place % EACH in (BANKRUPT, CLOSED) or random.random() < 0.9
        if not registered:
            return Facts(("", "", False, [], None, None, None, str(RegistryState.UNKNOWN), None), (), False, False)
        registered_on = today - random.randrange(400, 1400) * DAY
        confirmed_on = today - random.randrange(5, 350) * DAY
        if random.random() < 0.08:
            confirmed_on = today - CONFIRMED_FOR - random.randrange(3, 40) * DAY
        closed_on = today - 40 * DAY if place % EACH == CLOSED else None
        state = RegistryState.BANKRUPT if place % EACH == BANKRUPT else RegistryState.ACTIVE
        has_number = kind != OrganisationKind.INFORMAL
        values = (
            about,
            "",
            national,
            list(counties),
            registered_on,
            max(registered_on, confirmed_on),
            closed_on,
            str(state if has_number else RegistryState.UNKNOWN),
            at(today - random.randrange(1, 28) * DAY) if has_number else None,
        )
        return Facts(values, counties, is_registered=True, is_open=closed_on is None)

    def _counties(self) -> tuple[str, ...]:
        drawn = self.random.choices(list(words.COUNTIES), weights=list(words.COUNTIES.values()), k=3)
        return tuple(sorted({str(county) for county in drawn[: self.random.randint(1, 3)]}))


def contacts_table() -> Table:
    return Table(OrganisationContact, "user", "organisation", "valid_from")


def applications(*, today: datetime.date, numbers: list[str], address: str, centre: User) -> None:
    """Two organisations wait for the Centre, one has been sent back."""
    facts = {
        "is_democratic": True,
        "is_member_based": True,
        "is_run_by_users": True,
        "involvement_is_core": True,
        "registry_state": RegistryState.ACTIVE,
    }
    waiting = [(*one, ApplicationState.SUBMITTED, "") for one in words.APPLICATIONS]
    name, kind, applicant, days, reason = words.RETURNED
    rows = [*waiting, (name, kind, applicant, days, ApplicationState.RETURNED, reason)]
    for place, (named, of_kind, who, ago, state, why) in enumerate(rows):
        returned = state == ApplicationState.RETURNED
        OrganisationApplication.objects.create(
            name=named,
            kind=of_kind,
            about=words.ABOUT[place],
            is_national=True,
            organisation_number=numbers[place],
            registry_name=named,
            applicant_name=who,
            applicant_email=f"innmelding-{place + 1}@{address}",
            applicant_language="nb",
            state=state,
            submitted_at=at(today - ago * DAY),
            decided_by=centre if returned else None,
            decided_at=at(today - (ago - 4) * DAY) if returned else None,
            decision_reason=why,
            token_expires_at=at(today - (ago - 4) * DAY) + MENDED_WITHIN if returned else None,
            **facts,
        )
