"""The people of the fictitious set: accounts of the directorate, organisations, and those who take part for them."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from stdnum.no import orgnr

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import RoleGrant, User
from projects.demonstration import words
from projects.demonstration.calendar import moment
from projects.demonstration.tree import OPENED, OWN_DEPARTMENT, Unit
from projects.departments.enums import MemberRole
from projects.departments.models import Membership
from representatives.demonstration import own_story
from representatives.demonstration import words as register_words
from representatives.demonstration.organisations import FACTS, OrganisationDrawer, Registered, contacts_table
from representatives.demonstration.people import PeopleBuilder
from representatives.demonstration.tables import Table
from representatives.geography.enums import County
from representatives.organisations.enums import INVOLVING, OrganisationKind
from representatives.organisations.models import Organisation
from representatives.people.models import Affiliation, Person
from representatives.subjects.models import SubjectArea
from representatives.subjects.names import names_of

# Of those who belong to an organisation, how many it has entered; of the others, how many are employed; of all these,
# how many the log has never named.
ENROLLED, CONSULTANTS, REGISTER_ALONE = 0.72, 0.55, 0.14
STAFF_IN_A_DEPARTMENT = 4
ORGANISATIONS = 60
PEOPLE = 400
MOST_PEOPLE = 100_000
# Numbers of real entities begin with 8 or 9. These begin with 1, a series that is not given out, with a valid check.
FIRST_NUMBER = 10_000_001
ADDRESS = "demo.example"
KINDS = {
    OrganisationKind.UMBRELLA: 5,
    OrganisationKind.USER: 46,
    OrganisationKind.CARER: 19,
    OrganisationKind.BOTH: 15,
    OrganisationKind.PUBLIC_BODY: 6,
    OrganisationKind.INFORMAL: 9,
}


@dataclass
class Staff:
    """Accounts by department: leaders and staff, as their numbers."""

    leader: dict[str, int] = field(default_factory=dict)
    members: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Taker:
    """Somebody who takes part: the person, and the organisation that the person belongs to, if any."""

    person: int
    organisation: int | None


def person_name(random: Random) -> str:
    choice = random.choice
    return f"{choice(words.FIRST_NAMES)} {choice(words.NAME_BEGINNINGS)}{choice(words.NAME_ENDINGS)}"


def organisation_numbers() -> Iterator[str]:
    """Numbers with a valid check digit, of the series that nobody has."""
    stem = FIRST_NUMBER
    while True:
        digit = -orgnr.checksum(f"{stem}0") % 11
        if digit < 10:
            yield f"{stem}{digit}"
        stem += 1


class Accounts:
    """Accounts without a usable password: they are names on work, nobody signs in as them."""

    def __init__(self) -> None:
        self.users = Table(User, "email", "name", "password", "created_at")
        self.addresses = Table(EmailAddress, "user", "email", "verified", "primary")
        self.grants = Table(RoleGrant, "user", "role", "valid_from")
        self.memberships = Table(Membership, "user", "department", "role", "valid_from")
        self.tables = (self.users, self.addresses, self.grants, self.memberships)
        self._taken: set[str] = set()
        self._outside = 0

    def build(self, units: list[Unit], random: Random, *, own_leader: int) -> Staff:
        """A leader for every unit that is open, and staff for the departments.

        The department of the demonstration accounts has its leader among them already.
        """
        staff = Staff()
        for unit in units:
            if unit.valid_to is not None:
                continue
            is_own = unit.code == OWN_DEPARTMENT
            staff.leader[unit.code] = own_leader if is_own else self._account(unit, MemberRole.LEADER, random)
            if len(unit.lineage) > 2:
                staff.members[unit.code] = [
                    self._account(unit, MemberRole.STAFF, random) for _ in range(STAFF_IN_A_DEPARTMENT)
                ]
        for unit in units:
            # What a closed department did is asked for and decided by people of those that followed it.
            for code in unit.before:
                staff.leader[code] = staff.leader[unit.code]
                staff.members[code] = staff.members[unit.code]
        return staff

    def _account(self, unit: Unit, role: MemberRole, random: Random) -> int:
        name = person_name(random)
        while _mailbox(name) in self._taken:
            name = person_name(random)
        mailbox = _mailbox(name)
        self._taken.add(mailbox)
        user = self._user(mailbox, name, Role.STAFF)
        self.memberships.add(user, unit.id, role.value, unit.valid_from)
        return user

    def outside(self, name: str, role: Role) -> int:
        """An account of somebody outside the directorate. Names repeat there, so mailboxes are numbered."""
        self._outside += 1
        return self._user(f"{_mailbox(name)}-{self._outside}", name, role)

    def _user(self, mailbox: str, name: str, role: Role) -> int:
        email = f"{mailbox}@{ADDRESS}"
        user = self.users.add(email, name, make_password(None), moment(OPENED, 0))
        self.addresses.add(user, email, True, True)
        self.grants.add(user, role.value, OPENED)
        return user


# What a mail address writes for a letter of a name.
_LETTERS = str.maketrans("øå ", "oa.") | {ord("æ"): "ae"}


def _mailbox(name: str) -> str:
    return name.lower().translate(_LETTERS)


class Register:
    """Organisations and people who take part, and those of them who stand in the register."""

    def __init__(self, *, today: datetime.date, seed: int, accounts: Accounts) -> None:
        # What the register holds is drawn from chance of its own, so that it moves nothing else.
        self.random = Random(f"{seed}:register")  # noqa: S311 - a set that can be drawn again, nothing secret
        self.accounts = accounts
        self.facts = OrganisationDrawer(today, self.random)
        self.enrolled = PeopleBuilder(today, self.random)
        self.organisations = Table(
            Organisation, "name", "kind", "organisation_number", "external_id", "umbrella", *FACTS
        )
        self.subjects = Table(Organisation.subject_areas.through, "organisation", "subjectarea")
        self.people = Table(Person, "name", "user", "is_in_log")
        self.affiliations = Table(Affiliation, "person", "organisation", "valid_from")
        self.contacts = contacts_table()
        self.tables = (
            self.organisations,
            self.subjects,
            self.people,
            self.affiliations,
            self.contacts,
            *self.enrolled.tables,
        )
        self.takers: dict[str, list[Taker]] = {}
        self.umbrellas: list[int] = []
        # Public bodies and groups without a number: beside the organisations, never alone.
        self.others: list[int] = []
        self.numbers = organisation_numbers()
        # Those of the register, in the order drawn.
        self.registered: dict[int, Registered] = {}
        self._of_subject: dict[str, list[int]] = {}

    def involving(self, subject: str) -> list[int]:
        """The organisations of users and carers in a subject area; the umbrellas where it has none."""
        return self._of_subject.get(subject) or self.umbrellas

    def build_organisations(self, count: int, random: Random) -> None:
        """Umbrellas first, then the others with names by place and subject, each name once."""
        kinds = random.choices(list(KINDS), weights=list(KINDS.values()), k=count)
        kinds[0] = OrganisationKind.UMBRELLA
        kinds.sort(key=lambda kind: kind != OrganisationKind.UMBRELLA)
        used: dict[str, int] = {}
        subjects = list(words.SUBJECTS)
        for place, kind in enumerate(kinds):
            subject = subjects[place % len(subjects)]
            name = random.choice(words.ORGANISATION_NAMES[kind]).format(
                subject=subject, place=random.choice(words.PLACES)
            )
            used[name] = used.get(name, 0) + 1
            if used[name] > 1:
                name = f"{name} {used[name]}"
            without = kind == OrganisationKind.INFORMAL
            umbrella = (
                random.choice(self.umbrellas) if self.umbrellas and not without and random.random() < 0.4 else None
            )
            facts = self.facts.draw(place, kind)
            number = self.organisations.add(
                name,
                kind.value,
                None if without else next(self.numbers),
                f"demo-{place + 1}" if without else None,
                umbrella if kind != OrganisationKind.UMBRELLA else None,
                *facts.values,
            )
            if facts.is_registered:
                self._register(Registered(number, kind.value, subject, facts.counties, facts.is_open))
            if kind == OrganisationKind.UMBRELLA:
                self.umbrellas.append(number)
            self.subjects.add(number, subject)
            if kind in INVOLVING:
                self._of_subject.setdefault(subject, []).append(number)
            else:
                self.others.append(number)

    def build_people(self, count: int, random: Random) -> None:
        """Four of five belong to an organisation; the others speak from their own experience.

        Most of the members have a mandate in the register, some of the others are employed for what they know. One of
        eight is in the register alone, where the log has never named anybody.
        """
        subjects = list(words.SUBJECTS)
        employers = [one for one in self.registered.values() if one.kind == OrganisationKind.PUBLIC_BODY]
        for place in range(count):
            subject = subjects[place % len(subjects)]
            name = person_name(random)
            organisation = random.choice(self.involving(subject)) if random.random() < 0.8 else None
            since = datetime.date(random.randint(2014, 2019), random.randint(1, 12), 1)
            body = self._enrols_with(organisation, employers)
            in_log = body is None or self.random.random() >= REGISTER_ALONE
            user = self.accounts.outside(name, Role.REPRESENTATIVE) if body else None
            person = self.people.add(name, user, in_log)
            if body and organisation:
                self.enrolled.represent(person, body, subject=subject)
            elif body:
                self.enrolled.employ(person, body, subject=subject)
            if in_log:
                if organisation:
                    self.affiliations.add(person, organisation, since)
                self.takers.setdefault(subject, []).append(Taker(person, organisation))

    def _enrols_with(self, organisation: int | None, employers: list[Registered]) -> Registered | None:
        """The organisation that has entered somebody in the register, or the employer."""
        chance = self.random.random()
        if organisation is None:
            return self.random.choice(employers) if employers and chance < CONSULTANTS else None
        return self.registered.get(organisation) if chance < ENROLLED else None

    def _register(self, organisation: Registered) -> None:
        """Somebody acts for it, and some have invited people who have not answered."""
        self.registered[organisation.id] = organisation
        contact = self.accounts.outside(person_name(self.random), Role.ORGANISATION_CONTACT)
        self.contacts.add(contact, organisation.id, OPENED)
        if organisation.is_open and self.random.random() < 0.3:
            name = person_name(self.random)
            self.enrolled.invite(
                organisation.id,
                name=name,
                email=f"invitert-{organisation.id}@{ADDRESS}",
                days_ago=self.random.randrange(1, 20),
            )

    def tell_own_story(self, *, organisation: int, contact: int, representative: int) -> None:
        """The register of the demonstration accounts: their organisation and its people."""
        own = Registered(organisation, OrganisationKind.USER.value, "psykisk helse", (County.TROMS.value,))
        self.contacts.add(contact, own.id, OPENED)
        for place, name in enumerate(register_words.OWN_PEOPLE):
            user = self.accounts.outside(name, Role.REPRESENTATIVE)
            self.enrolled.own(self.people.add(name, user, False), own, place)
        for name, days_ago in register_words.SAID_YES:
            person = self.people.add(name, self.accounts.outside(name, Role.REPRESENTATIVE), False)
            self.enrolled.say_yes(person, own.id, days_ago=days_ago)
        for name, days_ago in register_words.INVITED:
            email = f"{_mailbox(name).replace('.', '-')}@{ADDRESS}"
            self.enrolled.invite(own.id, name=name, email=email, days_ago=days_ago)
        others = [one for one in self.registered.values() if one.kind == OrganisationKind.USER and one.is_open]
        other = next((one for one in others if one.subject == "rus"), others[0])
        own_story.tell(own_story.Story(representative, own.id, other.id, self.facts.today), self.enrolled)


def subject_areas() -> list[SubjectArea]:
    """The subject areas of the set; those that are there already keep their names, and become themes as the set says:
    its people hold them."""
    return [
        SubjectArea(code=name, **names_of(name), is_theme=name not in register_words.DIAGNOSES)
        for name in words.SUBJECTS
    ]
