"""The fictitious services: small trees under municipalities and health trusts, each with a leader at its top."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from advice.demonstration import words
from advice.units.enums import OwnerKind, SizeClass, UnitKind, UnitState
from advice.units.models import ServiceUnit, UnitLeader
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import RoleGrant, User
from projects.demonstration import words as common
from projects.demonstration.calendar import Calendar, moment
from projects.demonstration.people import ADDRESS, person_name
from representatives.demonstration.tables import Table

# More services than this is more than a country has; contracts: «scale multiplies …».
MOST_UNITS = 3_000
OWN_PLACE, OWN_COUNTY = "Ospedal", "46"
OWN_NAMES = ("Psykisk helse og rus, Ospedal", "Oppsøkende team, Ospedal", "Botiltaket i Ospedal")
SIZES = (SizeClass.UNDER_10, SizeClass.FROM_10, SizeClass.FROM_10, SizeClass.FROM_10, SizeClass.FROM_50)


@dataclass(frozen=True)
class Drawn:
    """A unit as it was written."""

    id: int
    name: str
    owner: str
    county: str
    kind: str
    lineage: tuple[int, ...]
    leader: int | None

    @property
    def is_top(self) -> bool:
        return len(self.lineage) == 1


class Units:
    """Writes the units, and an account for the leader of each tree: nobody signs in as them."""

    def __init__(self, calendar: Calendar, random: Random) -> None:
        self.calendar, self.random = calendar, random
        self.opened = datetime.date(calendar.first_year, 1, 15)
        self.users = Table(User, "email", "name", "password", "created_at")
        self.addresses = Table(EmailAddress, "user", "email", "verified", "primary")
        self.grants = Table(RoleGrant, "user", "role", "valid_from")
        self.units = Table(
            ServiceUnit,
            "name",
            "owner_kind",
            "owner_name",
            "county",
            "kind",
            "size_class",
            "parent",
            "lineage",
            "state",
            "applied_at",
            "decided_at",
            "closed_on",
            "decided_by",
            "applicant_name",
            "applicant_email",
            "application_text",
        )
        self.leaders = Table(UnitLeader, "user", "unit", "valid_from")
        self.tables = (self.users, self.addresses, self.grants, self.units, self.leaders)
        self.drawn: list[Drawn] = []
        self._mailboxes = 0

    def build(self, *, scale: int, own_leader: int) -> list[Drawn]:
        """About sixty units at scale 1. The first three are those of the demonstration account."""
        self._own(own_leader)
        places = self._places()
        for _round in range(scale):
            if len(self.drawn) < MOST_UNITS:
                self._round(places)
        return self.drawn

    def _places(self) -> Iterator[str]:
        """Names of places: those of the set first, then put together of halves, then numbered."""
        yield from (place for place in common.PLACES if place != OWN_PLACE)
        halves = [f"{a}{b}" for a in common.NAME_BEGINNINGS for b in common.NAME_ENDINGS]
        self.random.shuffle(halves)
        yield from halves
        for number in count(2):
            yield from (f"{name} {number}" for name in halves)

    def _own(self, leader: int) -> None:
        owner = f"{OWN_PLACE} kommune"
        kind = UnitKind.MUNICIPAL_SERVICE
        top = self._unit(
            OWN_NAMES[0], OwnerKind.MUNICIPALITY, owner, OWN_COUNTY, kind, SizeClass.FROM_10, leader=leader
        )
        for name in OWN_NAMES[1:]:
            self._unit(
                name,
                OwnerKind.MUNICIPALITY,
                owner,
                OWN_COUNTY,
                kind,
                SizeClass.UNDER_10,
                parent=top,
                leader=self._leader(),
            )

    def _round(self, places: Iterator[str]) -> None:
        for county, number in words.MUNICIPALITIES.items():
            for _number in range(number):
                self._municipality(county, next(places))
        for county in words.TRUSTS:
            self._trust(county, next(places), next(places))

    def _municipality(self, county: str, place: str) -> None:
        """One service, or one with another below it."""
        owner = f"{place} kommune"
        kind, name = self.random.choice(words.MUNICIPAL_NAMES)
        size = self.random.choice(SIZES)
        top = self._unit(
            name.format(place=place), OwnerKind.MUNICIPALITY, owner, county, kind, size, leader=self._leader()
        )
        if self.random.random() < 0.2:
            below = f"Dagtilbudet i {place}"
            kind = UnitKind.MUNICIPAL_SERVICE
            self._unit(below, OwnerKind.MUNICIPALITY, owner, county, kind, SizeClass.UNDER_10, parent=top)

    def _trust(self, county: str, place: str, other: str) -> None:
        owner = f"Helse {place} HF"
        top = self._unit(
            f"Psykisk helse og rus, {owner}",
            OwnerKind.HEALTH_TRUST,
            owner,
            county,
            UnitKind.OVERARCHING,
            SizeClass.FROM_200,
            leader=self._leader(),
        )
        for kind, name, size in words.BELOW_A_TRUST:
            named = name.format(place=place, other=other)
            self._unit(named, OwnerKind.HEALTH_TRUST, owner, county, kind, size, parent=top)

    def _unit(
        self,
        name: str,
        owner_kind: str,
        owner: str,
        county: str,
        kind: str,
        size: str,
        *,
        parent: Drawn | None = None,
        leader: int | None = None,
    ) -> Drawn:
        number = self.units.next_id
        lineage = (*(parent.lineage if parent else ()), number)
        day = self.opened + datetime.timedelta(days=self.random.randrange(200))
        self.units.add(
            name,
            str(owner_kind),
            owner,
            str(county),
            str(kind),
            str(size),
            parent.id if parent else None,
            list(lineage),
            str(UnitState.APPROVED),
            moment(day, 0),
            moment(day, 240),
            None,
            None,
            "",
            "",
            "",
        )
        if leader is not None:
            self.leaders.add(leader, number, self.opened)
        made = Drawn(
            number, name, owner, str(county), str(kind), lineage, leader or (parent.leader if parent else None)
        )
        self.drawn.append(made)
        return made

    def waiting(self, *, name: str, county: str, kind: str, applicant: str) -> None:
        """A unit that has asked to be registered, and waits for the Centre."""
        number = self.units.next_id
        day = self.calendar.today - datetime.timedelta(days=self.random.randrange(2, 12))
        self.units.add(
            name,
            str(OwnerKind.MUNICIPALITY),
            f"{name.rsplit(maxsplit=1)[-1]} kommune",
            county,
            kind,
            str(SizeClass.FROM_10),
            None,
            [number],
            str(UnitState.APPLIED),
            moment(day, 0),
            None,
            None,
            None,
            applicant,
            f"soker-{number}@{ADDRESS}",
            "Vi vil bruke egenvurderingen i hele tjenesten.",
        )

    def _leader(self) -> int:
        """An account without a usable password."""
        self._mailboxes += 1
        email = f"tjenesteleder-{self._mailboxes}@{ADDRESS}"
        user = self.users.add(email, person_name(self.random), make_password(None), moment(self.opened, 0))
        self.addresses.add(user, email, True, True)
        self.grants.add(user, Role.SERVICE_LEADER.value, self.opened)
        return user
