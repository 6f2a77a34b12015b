"""Unmistakable values in every field of one person, and who may come across them (domain.md, «Personal data»).

The representative of the matrix is marked: every page that any role opens is searched for the marks, so that a page
that shows too much fails by name, whoever wrote it.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.models import User
from medvirkning.accounts.services import confirm_address
from representatives.people.models import Person
from representatives.profiles.enums import TrainingKind
from representatives.profiles.models import AvailabilityPeriod, Profile, TrainingRecord
from tests import register_factories
from tests.permissions.roles import CENTRE, CONTACT, REPRESENTATIVE

# The person, a contact of the own organisation, and the Centre: nobody else before a disclosure.
OPEN_TO = frozenset({REPRESENTATIVE, CONTACT, CENTRE})


@dataclass(frozen=True)
class Mark:
    """A value that stands nowhere else, and the roles that may find it."""

    field: str
    text: str
    roles: frozenset[str] = OPEN_TO


MARKS = (
    Mark("name", "Merkja Unikvik"),
    Mark("email", "merkja.unikvik@merke.example"),
    # Personal.
    Mark("phone", "+4740612345"),
    Mark("postal_address", "Merkegata 4b"),
    Mark("contact_by", "mrkvia"),
    # Special. Choices are given values that no list has, and so no list of choices shows.
    Mark("gender", "mrkgn"),
    Mark("age_group", "mrkalder"),
    Mark("experience", "mrkex"),
    Mark("themes", "merketema"),
    Mark("accommodation_needs", "Merkebehov for tilrettelegging"),
    # The person's own words.
    Mark("interests", "Merkeinteresse i et selskap"),
    Mark("training", "Merkekurs i medvirkning"),
    # Another organisation whose person it is too: it is known by name, but not to the contact that it shares one.
    Mark("other_organisation", "Merkeforbundet", frozenset({REPRESENTATIVE, CENTRE}) | {"staff", "leader"}),
    Mark("other_mandate", "Merkemandat fra en annen", frozenset({REPRESENTATIVE, CENTRE})),
)


@audit.context(command="factory")
def mark(account: User) -> Person:
    """Put the marks on the person of an account."""
    person: Person = Person.objects.get(user=account)
    texts = {one.field: one.text for one in MARKS}
    Person.objects.filter(pk=person.pk).update(name=texts["name"])
    User.objects.filter(pk=account.pk).update(name=texts["name"], email=texts["email"])
    confirm_address(user=User.objects.get(pk=account.pk))
    Profile.objects.filter(person=person).update(
        themes=[texts["themes"]],
        **{
            name: texts[name]
            for name in (
                "phone", "postal_address", "contact_by", "gender", "age_group", "experience", "accommodation_needs",
                "interests",
            )
        },
    )  # fmt: skip
    TrainingRecord.objects.create(person=person, kind=TrainingKind.OTHER, title=texts["training"])
    today = timezone.localdate()
    AvailabilityPeriod.objects.create(person=person, valid_from=today, valid_to=today + datetime.timedelta(days=300))
    other = register_factories.registered(name=texts["other_organisation"])
    register_factories.representative(of=other, who=person, mandate=texts["other_mandate"])
    return person


def found_by(role: str, text: str) -> list[str]:
    """The marks in a page that the role may not find there."""
    return [one.field for one in MARKS if role not in one.roles and one.text in text]


def text_of(response: Any) -> str:
    """What came back, whatever it is: a page, a file of text, or a stream of one."""
    parts = response.streaming_content if response.streaming else [response.content]
    return b"".join(parts).decode("utf-8", errors="replace")
