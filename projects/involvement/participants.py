"""People and organisations to tick in the log: those of earlier events, those searched for, those just added.

A key says who: `p12` a person for nobody, `p12o5` a person for an organisation, `o5` an organisation with nobody
named; `n-Ola_Nordmann` and `n5-Ola_Nordmann` somebody whom the log will know once it is saved (docs/adr/0209).
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.web.periods import in_force
from projects.involvement.enums import COUNTING_STATES
from projects.involvement.models import Event, EventOrganisation, EventPerson
from projects.involvement.services.data import Participant, TakingPart
from projects.work.models import WorkItem
from representatives.enrolments.models import ExperienceConsultant, Representative
from representatives.organisations.models import Organisation
from representatives.people.models import Disclosure, Person
from representatives.people.services import PersonRefusedError, tidy_name

if TYPE_CHECKING:
    from medvirkning.accounts.models import User

KEY = re.compile(
    r"p(?P<person>\d{1,18})(?:o(?P<by>\d{1,18}))?|o(?P<organisation>\d{1,18})"
    r"|n(?P<new_by>\d{1,18})?-(?P<new>\S{1,200})"
)
MOST_EARLIER = 24
MOST_FOUND = 10


@dataclass(frozen=True)
class Offered:
    """Somebody who can be ticked. A person without a key isn't stored yet."""

    person: Person | None
    organisation: Organisation | None

    @property
    def key(self) -> str:
        by = f"o{self.organisation.pk}" if self.organisation else ""
        if self.person is None:
            return by
        if self.person.pk is None:
            return f"n{by.removeprefix('o')}-{self.person.name.replace(' ', '_')}"
        return f"p{self.person.pk}{by}"

    @property
    def label(self) -> str:
        names = [str(one) for one in (self.person, self.organisation) if one is not None]
        return ", ".join(names)

    def as_participant(self, capacity: str) -> Participant | TakingPart:
        if self.person is not None:
            return Participant(person=self.person, organisation=self.organisation, capacity=capacity)
        assert self.organisation is not None  # noqa: S101 - one of the two is there, see `resolve`
        return TakingPart(organisation=self.organisation, capacity=capacity)


def of_earlier_events(work_item: WorkItem) -> list[Offered]:
    """Who took part in the item's events before, those of the latest event first."""
    mine = Q(event__involvements__work_item=work_item, event__involvements__state__in=COUNTING_STATES)
    people = (
        EventPerson.objects.filter(mine).select_related("person", "organisation").order_by("-event__started_on", "pk")
    )
    bodies = EventOrganisation.objects.filter(mine).select_related("organisation").order_by("-event__started_on", "pk")
    rows = [Offered(row.person, row.organisation) for row in people[: MOST_EARLIER * 4]]
    rows += [Offered(None, row.organisation) for row in bodies[: MOST_EARLIER * 4]]
    return list({one.key: one for one in rows}.values())[:MOST_EARLIER]


def of_event(event: Event) -> list[Offered]:
    """Those who took part in an event."""
    people = event.people.select_related("person", "organisation").order_by("pk")
    bodies = event.organisations.select_related("organisation").order_by("pk")
    return [
        *(Offered(row.person, row.organisation) for row in people),
        *(Offered(None, row.organisation) for row in bodies),
    ]


def resolve(keys: Iterable[str], user: "User") -> list[Offered]:
    """Those behind the keys, as far as the account may see them; anything else is left out."""
    found = [match for match in map(KEY.fullmatch, dict.fromkeys(keys)) if match]
    people = _people(user).in_bulk([int(match["person"]) for match in found if match["person"]])
    bodies = _organisations(user).in_bulk([int(number) for match in found if (number := _number_of(match))])
    known = _known_together(list(people.values()), user) if people and bodies else set()
    offered = []
    for match in found:
        number = _number_of(match)
        person = people.get(int(match["person"])) if match["person"] else _new_person(match)
        body = bodies.get(int(number)) if number else None
        if ((match["person"] or match["new"]) and person is None) or (number and body is None):
            continue
        # Who is named with an organisation must be known with it: a key made up would ask the register.
        if match["by"] and (int(match["person"]), int(match["by"])) not in known:
            continue
        offered.append(Offered(person, body))
    return offered


def _number_of(match: re.Match[str]) -> str | None:
    """The organisation of a key."""
    return match["by"] or match["organisation"] or match["new_by"]


def _new_person(match: re.Match[str]) -> Person | None:
    """Whoever a key names that isn't stored; a name that the button would have refused is nobody's."""
    if not match["new"]:
        return None
    try:
        return Person(name=tidy_name(match["new"].replace("_", " ")), is_in_log=True)
    except PersonRefusedError:
        return None


def to_add(name: str, organisation: Organisation | None, on: datetime.date, user: "User") -> Offered:
    """Somebody who is typed by name: a person that the account can find anyway, else one that is new to the log.

    The register is not asked: an answer would tell who stands in it. Raises `PersonRefusedError`.
    """
    name = tidy_name(name)
    if organisation is not None:
        named = list(_people(user).filter(name__iexact=name).order_by("pk"))
        of = _belonging(named, user, on)
        for person in named:
            if organisation in of.get(person.pk, []):
                return Offered(person, organisation)
    return Offered(Person(name=name, is_in_log=True), organisation)


def search(words: str, user: "User") -> list[Offered]:
    """People and organisations by parts of their names; a person once for each organisation of today."""
    parts = words.split()[:5]
    if not parts:
        return []
    named = Q()
    for part in parts:
        named &= Q(name__icontains=part)
    people = list(_people(user).filter(named).order_by("name", "pk")[:MOST_FOUND])
    of = _belonging(people, user, timezone.localdate())
    found = [Offered(person, body) for person in people for body in (of.get(person.pk) or [None])]
    return [*found, *(Offered(None, body) for body in _organisations(user).filter(named)[:MOST_FOUND])]


def _belonging(people: list[Person], user: "User", on: datetime.date) -> dict[int, list[Organisation]]:
    """The organisations that each belongs to on a day, as far as the account may know."""
    affiliations = _affiliations(people).filter(in_force(on)).select_related("organisation")
    posts = [row for rows in _posts(people, user) for row in rows.held_on(on).select_related("organisation")]
    found: dict[int, dict[int, Organisation]] = {}
    for row in sorted([*affiliations, *posts], key=lambda row: (row.organisation.sort_key, row.organisation_id)):
        found.setdefault(row.person_id, {})[row.organisation_id] = row.organisation
    return {person: list(bodies.values()) for person, bodies in found.items()}


def _known_together(people: list[Person], user: "User") -> set[tuple[int, int]]:
    """Each person with the organisations that the account may name the person with, at whatever time."""
    told = EventPerson.objects.filter(person__in=people).exclude(organisation=None)
    rows = [_affiliations(people), told, *_posts(people, user)]
    return {pair for some in rows for pair in some.values_list("person", "organisation")}


def _affiliations(people: list[Person]) -> QuerySet[Any]:
    rows: QuerySet[Any] = Person.affiliations.rel.related_model.objects.filter(person__in=people)
    return rows


def _posts(people: list[Person], user: "User") -> list[Any]:
    """Mandates and employments. Whose post it is, is the register's to tell: the Centre may know it, staff of people
    disclosed to them, and of what the log has told already.
    """
    named = EventPerson.objects.filter(person=OuterRef("person"), organisation=OuterRef("organisation"))
    disclosed = Disclosure.objects.in_force(timezone.localdate()).filter(account=user.pk)
    known = Q() if user.has_role(Role.CENTRE) else Q(Exists(named)) | Q(person__in=disclosed.values("person"))
    return [
        model._default_manager.filter(known, person__in=people) for model in (Representative, ExperienceConsultant)
    ]


def organisation_named(text: str, user: "User") -> Organisation | None:
    """An organisation by its number or its whole name."""
    digits = text.replace(" ", "")
    return _organisations(user).filter(Q(organisation_number=digits) | Q(name__iexact=text)).first()


def _people(user: "User") -> QuerySet[Person]:
    rows: QuerySet[Person] = apps.get_model("representatives.Person").objects.visible_to(user)
    return rows


def _organisations(user: "User") -> QuerySet[Organisation]:
    rows: QuerySet[Organisation] = apps.get_model("representatives.Organisation").objects.visible_to(user)
    return rows
