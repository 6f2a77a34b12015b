"""The rest of the fictitious register, once organisations and people are there: what waits, panels, grants, lookers.

Called by the room that loads the demonstration set, inside its transaction.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from representatives.demonstration import grants, own_story, panels
from representatives.demonstration.organisations import Registered, applications
from representatives.demonstration.words import OWN_PEOPLE, SAID_YES
from representatives.organisations.models import Organisation
from representatives.people.models import Person

# People that are written here or for the demonstration accounts, beside those who are drawn by the thousand.
PEOPLE = panels.MEMBERS + len(OWN_PEOPLE) + len(SAID_YES)


@dataclass(frozen=True)
class Ground:
    """What the rest builds on. `make_account` makes somebody outside the directorate who can't sign in."""

    today: datetime.date
    random: Random
    address: str
    numbers: list[str]
    registered: list[Registered]
    own: Organisation
    staff: User
    centre: User
    contact: User
    representative: Person
    make_name: Callable[[Random], str]
    make_account: Callable[[str, Role], User]


def build(ground: Ground) -> None:
    """Write applications, panels, grants, and who has looked at the representative's data."""
    applications(today=ground.today, numbers=ground.numbers, address=ground.address, centre=ground.centre)
    panels.Panels(
        today=ground.today,
        random=ground.random,
        address=ground.address,
        make_name=ground.make_name,
        make_account=ground.make_account,
        staff=ground.staff,
        contact=ground.contact,
    ).build(own=ground.own, bodies=ground.registered)
    grants.build(today=ground.today, random=ground.random, own=ground.own.pk, bodies=ground.registered)
    own_story.looked(
        ground.representative, contact=ground.contact, centre=ground.centre, staff=ground.staff, today=ground.today
    )
