"""People and organisations to tick in the log: those of earlier events, those searched for, those just added.

A key says who: `p12` a person for nobody, `p12o5` a person for an organisation, `o5` an organisation with nobody
named.
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

if TYPE_CHECKING:
    from medvirkning.accounts.models import User

KEY = re.compile(r"p(?P<person>\d{1,18})(?:o(?P<by>\d{1,18}))?|o(?P<organisation>\d{1,18})")
MOST_EARLIER = 24
MOST_FOUND = 10


@dataclass(frozen=True)
class Offered:
    """Somebody who can be ticked."""

    person: Person | None
    organisation: Organisation | None

    @property
    def key(self) -> str:
        by = f"o{self.organisation.pk}" if self.organisation else ""
        return f"p{self.person.pk}{by}" if self.person else by

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
    wanted = [int(match["by"] or match["organisation"]) for match in found if match["by"] or match["organisation"]]
    bodies = _organisations(user).in_bulk(wanted)
    offered = []
    for match in found:
        person = people.get(int(match["person"])) if match["person"] else None
        number = match["by"] or match["organisation"]
        body = bodies.get(int(number)) if number else None
        if (match["person"] and person is None) or (number and body is None):
            continue
        offered.append(Offered(person, body))
    return offered


def search(words: str, user: "User") -> list[Offered]:
    """People and organisations by parts of their names; a person once for each organisation of today."""
    parts = words.split()[:5]
    if not parts:
        return []
    named = Q()
    for part in parts:
        named &= Q(name__icontains=part)
    people = list(_people(user).filter(named).order_by("name", "pk")[:MOST_FOUND])
    of = _belonging_today(people, user)
    found = [Offered(person, body) for person in people for body in (of.get(person.pk) or [None])]
    return [*found, *(Offered(None, body) for body in _organisations(user).filter(named)[:MOST_FOUND])]


def _belonging_today(people: list[Person], user: "User") -> dict[int, list[Organisation]]:
    """The organisations that each belongs to today, as far as the account may know."""
    today = timezone.localdate()
    affiliations = Person.affiliations.rel.related_model.objects.filter(in_force(today), person__in=people)
    rows = [*affiliations.select_related("organisation"), *_posts_today(people, user, today)]
    found: dict[int, dict[int, Organisation]] = {}
    for row in sorted(rows, key=lambda row: (row.organisation.sort_key, row.organisation_id)):
        found.setdefault(row.person_id, {})[row.organisation_id] = row.organisation
    return {person: list(bodies.values()) for person, bodies in found.items()}


def _posts_today(people: list[Person], user: "User", today: datetime.date) -> list[Any]:
    """Mandates and employments of today. Whose post it is, is the register's to tell: the Centre may know it, staff
    of people disclosed to them, and of what the log has told already.
    """
    is_centre = user.has_role(Role.CENTRE)
    named = EventPerson.objects.filter(person=OuterRef("person"), organisation=OuterRef("organisation"))
    known = Q(Exists(named)) | Q(
        person__in=Disclosure.objects.in_force(today).filter(account=user.pk).values("person")
    )
    rows: list[Any] = []
    for model in (Representative, ExperienceConsultant):
        held = model._default_manager.current(today).filter(person__in=people).select_related("organisation")
        rows += held if is_centre else held.filter(known)
    return rows


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
