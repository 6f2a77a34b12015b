"""What posts add to other pages, who has a post, and whom the log may name for an organisation."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse

from medvirkning.web import slots
from medvirkning.web.slots import Fragment
from representatives.consents import standing
from representatives.consents.enums import Audience
from representatives.enrolments.kinds import KINDS, Kind, Post
from representatives.enrolments.querysets import READINGS
from representatives.enrolments.services import let_all_go, why_not
from representatives.enrolments.training import IN_WORDS, expected_in
from representatives.organisations.listeners import on_closing
from representatives.organisations.models import Organisation
from representatives.people import belonging, posts
from representatives.people.models import Person

# As many as an organisation's page shows before it leads on to the whole list.
FEW = 10


@posts.register
def has_a_post(person: Person) -> bool:
    """A mandate or an employment, today or later."""
    return any(kind.model._default_manager.going_on().filter(person=person).exists() for kind in KINDS.values())


@standing.register(Audience.ADULT)
def has_a_post_here() -> Q:
    """The same as a condition: the adults' text tells of organisations and employers."""
    found = Q()
    for kind in KINDS.values():
        found |= Q(Exists(kind.model._default_manager.going_on().filter(person=OuterRef("pk"))))
    return found


@posts.register_entered
def was_entered() -> Q:
    """A mandate or an employment that the person said yes to."""
    found = Q()
    for kind in KINDS.values():
        found |= Q(Exists(kind.model._default_manager.filter(person=OuterRef("pk"))))
    return found


@belonging.register_names
def organisations_of_posts(people: Collection[int]) -> dict[int, list[str]]:
    """By the mandates and employments that go on."""
    found: dict[int, list[str]] = {}
    for kind in KINDS.values():
        rows = kind.model._default_manager.going_on().filter(person__in=people)
        for person, organisation in rows.order_by("organisation__name").values_list("person", "organisation__name"):
            found.setdefault(person, []).append(organisation)
    return found


@belonging.register
def had_a_post(organisation_id: int, on: datetime.date) -> Q:
    """A mandate or an employment on a day makes somebody belong to the organisation (domain, «Invariants»)."""
    found = Q()
    for kind in KINDS.values():
        rows = kind.model._default_manager.held_on(on).filter(person=OuterRef("pk"), organisation=organisation_id)
        found |= Q(Exists(rows))
    return found


@dataclass(frozen=True)
class Gap:
    """How many have not taken a training, and the list of them."""

    count: int
    words: Any
    url: str


@dataclass(frozen=True)
class PeopleOfKind:
    """One kind of people on the organisation's page."""

    kind: Kind
    posts: list[Post]
    more: int
    waiting: int
    without_terms: int
    ending: int
    gaps: list[Gap]
    list_url: str
    enter_url: str


def people(request: HttpRequest, organisation: Organisation) -> Fragment | None:
    """On an organisation's page, for those who look after it: its people, what runs out, and what is not learnt."""
    user: Any = request.user
    if not user.has_perm("enrolments.view", organisation):
        return None
    expected = expected_in(organisation)
    return Fragment(
        "representatives/enrolments/_people.html",
        {
            "kinds": [_of_kind(user, organisation, kind, expected) for kind in KINDS.values()],
            # Of one that is bankrupt or deleted the page tells at its top.
            "why_not": "" if organisation.is_held_back else why_not(organisation),
            "may_enter": user.has_perm("enrolments.enter", organisation),
        },
    )


def _of_kind(user: Any, organisation: Organisation, kind: Kind, expected: list[str]) -> PeopleOfKind:
    """Two queries, however many people there are."""
    rows = READINGS[kind.slug](user).not_left().filter(organisation=organisation).with_list_data()
    counts = rows.counts(expected)
    posts = list(rows.going_on().in_list_order()[:FEW])
    list_url = reverse("enrolments:list", args=[organisation.pk, kind.slug])
    return PeopleOfKind(
        kind=kind,
        posts=posts,
        more=max(0, counts["going_on"] - FEW),
        waiting=counts["waiting"],
        without_terms=counts["without_terms"],
        ending=counts["ending"],
        gaps=[
            Gap(counts[training], IN_WORDS[training], f"{list_url}?mangler={training}")
            for training in expected
            if counts[training]
        ],
        list_url=list_url,
        enter_url=reverse("enrolments:enter", args=[organisation.pk, kind.slug]),
    )


def own_posts(request: HttpRequest, subject: Any) -> Fragment | None:
    """On My page: the person's posts, each with the way to give it up."""
    own = [
        post
        for kind in KINDS.values()
        for post in READINGS[kind.slug](request.user)
        .of_account(request.user)
        .going_on()
        .select_related("organisation")
        .order_by("valid_from", "pk")
    ]
    return Fragment("representatives/enrolments/_own_posts.html", {"posts": own}) if own else None


def posts_of(request: HttpRequest, person: Person) -> Fragment | None:
    """Before the Centre erases somebody: for whom the person has or had a post, so that it is the right one."""
    posts = [
        post
        for kind in KINDS.values()
        for post in READINGS[kind.slug](request.user)
        .filter(person=person)
        .select_related("organisation")
        .order_by("valid_from", "pk")
    ]
    return Fragment("representatives/enrolments/_posts_of.html", {"posts": posts}) if posts else None


def posts_that_end(request: HttpRequest, organisation: Organisation) -> Fragment | None:
    """Before an organisation is closed: whom that concerns."""
    going_on = {
        kind: READINGS[kind.slug](request.user).filter(organisation=organisation).going_on().count()
        for kind in KINDS.values()
    }
    counts = {kind.slug: number for kind, number in going_on.items() if number}
    return Fragment("representatives/enrolments/_posts_that_end.html", {"counts": counts}) if counts else None


on_closing(let_all_go)
slots.register("organisations.close", posts_that_end, order=10)
slots.register("people.erase", posts_of, order=10)
slots.register("organisations.detail", people, order=10)
slots.register("my_page.posts", own_posts, order=10)
