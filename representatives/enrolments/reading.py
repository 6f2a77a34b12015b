"""Who sees what of a person: one place for the table of domain.md, «Personal data».

| reader | contact data | special data |
| --- | --- | --- |
| the person | yes | yes |
| the Centre, of whom an organisation or an employer has entered | yes | yes |
| a contact of an organisation with a current post for the person | yes | yes |
| who runs something that the person has a post in, as its room says (`register_opening`) | by class | by class |
| staff by a `Disclosure` of the class, while the person agrees to be shown | by class | by class |
| anybody else, administrators too | no | no |

All but the person need the person's consent to be in the register.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.audit.enums import AccessClass
from representatives.consents.enums import ConsentPurpose
from representatives.consents.models import Consent
from representatives.enrolments.models import ExperienceConsultant, Representative
from representatives.organisations.querysets import organisations_of
from representatives.people import posts
from representatives.people.models import Disclosure, Person
from representatives.profiles.models import Profile
from representatives.profiles.phones import spaced

ALL = frozenset(AccessClass)
NOTHING: frozenset[AccessClass] = frozenset()

# What a room above opens to an account of a person, while the person agrees to be in the register.
Opening = Callable[[Any, Person], frozenset[AccessClass]]
_openings: dict[str, Opening] = {}


def register_opening(opening: Opening) -> Opening:
    """Add what one room opens; the same function again replaces itself."""
    _openings[f"{opening.__module__}.{opening.__qualname__}"] = opening
    return opening


@dataclass(frozen=True)
class Contact:
    """Contact data: the class personal."""

    email: str
    phone: str
    postal_address: str
    contact_by: str

    @property
    def phone_text(self) -> str:
        return spaced(self.phone)


@dataclass(frozen=True)
class Special:
    """The class special."""

    gender: str
    age_group: str
    experience: str
    themes: tuple[str, ...]
    accommodation_needs: str


@dataclass(frozen=True)
class SeenPerson:
    """A person as one account may see them; a class that isn't open is None."""

    person: Person
    profile: Profile | None
    contact: Contact | None
    special: Special | None


def open_classes(user: Any, person: Person) -> frozenset[AccessClass]:
    """The classes of the person's data that the account may see today."""
    if not user.is_authenticated:
        return NOTHING
    if user.pk is not None and person.user_id == user.pk:
        return ALL
    agreed = set(Consent.objects.in_force().filter(person=person).values_list("purpose", flat=True))
    if ConsentPurpose.REGISTER not in agreed:
        return NOTHING
    if (user.has_role(Role.CENTRE) and _was_entered(person)) or _is_own_organisations(user, person):
        return ALL
    opened = NOTHING.union(*(opening(user, person) for opening in _openings.values()))
    if not user.has_role(Role.STAFF) or ConsentPurpose.SHOWN not in agreed:
        return opened
    open_rows = Disclosure.objects.in_force().filter(person=person, account=user.pk)
    return opened | {AccessClass(one) for one in open_rows.values_list("access_class", flat=True)}


def purposes_given_by(account: Any) -> frozenset[str]:
    """What the account's person agrees to today."""
    rows = Consent.objects.in_force().filter(person__user=account.pk)
    return frozenset(rows.values_list("purpose", flat=True))


def is_known_to_the_register(account: Any) -> bool:
    """Whether the account's person has told of oneself already: one more organisation will see it."""
    return Profile.objects.filter(person__user=account.pk).exists()


def read_person(user: Any, person: Person, *, view: str, wanted: frozenset[AccessClass] = ALL) -> SeenPerson:
    """The person with what is open to the account; that it was read is in the access log, by class.

    A page that shows less than is open reads no more than it shows: `wanted`.
    """
    classes = open_classes(user, person) & wanted
    profile = Profile.objects.filter(person=person).first()
    seen = SeenPerson(
        person=person,
        profile=profile if classes else None,
        contact=_contact(person, profile) if AccessClass.PERSONAL in classes else None,
        special=_special(profile) if AccessClass.SPECIAL in classes and profile is not None else None,
    )
    if person.user_id != user.pk:
        if seen.contact is not None:
            audit.log_access(actor=user, subjects=[person], access_class=AccessClass.PERSONAL, view=view)
        if seen.special is not None:
            audit.log_access(actor=user, subjects=[person], access_class=AccessClass.SPECIAL, view=view)
    return seen


def _was_entered(person: Person) -> bool:
    """Not by a seat on a panel alone: that is for those who run the panel (docs/adr/0186)."""
    return Person.objects.filter(posts.was_entered(), pk=person.pk).exists()


def _is_own_organisations(user: Any, person: Person) -> bool:
    own = organisations_of(user)
    if not own:
        return False
    return any(
        model.objects.all().current().filter(person=person, organisation__in=own).exists()
        for model in (Representative, ExperienceConsultant)
    )


def _contact(person: Person, profile: Profile | None) -> Contact:
    return Contact(
        email=person.user.email if person.user is not None else "",
        phone=profile.phone if profile else "",
        postal_address=profile.postal_address if profile else "",
        contact_by=profile.contact_by if profile else "",
    )


def _special(profile: Profile) -> Special:
    return Special(
        gender=profile.gender,
        age_group=profile.age_group,
        experience=profile.experience,
        themes=tuple(profile.themes),
        accommodation_needs=profile.accommodation_needs,
    )
