"""What the page of one person shows: what is open to the reader, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from representatives.enrolments.models import ExperienceConsultant, Representative
from representatives.enrolments.reading import Contact, SeenPerson, Special
from representatives.finding.querysets import names_of
from representatives.geography.enums import County
from representatives.people.models import Person
from representatives.profiles.enums import AgeGroup, ContactChoice, Experience, Gender, WayOfTakingPart
from representatives.profiles.models import AvailabilityPeriod, SpokenLanguage, TrainingRecord
from representatives.subjects.models import SubjectArea

Fact = tuple[str | Promise, str]
Post = Representative | ExperienceConsultant
NOT_GIVEN = gettext_lazy("Ikke oppgitt")


@dataclass(frozen=True)
class PersonShown:
    """The page's parts; a part that isn't open is None."""

    contact: list[Fact] | None
    special: list[Fact] | None
    facts: list[Fact]
    posts: Sequence[Post]
    training: Sequence[TrainingRecord]
    availability: Sequence[AvailabilityPeriod]


def describe(seen: SeenPerson) -> PersonShown:
    """What was read, as facts. The posts are those that hold today."""
    today = timezone.localdate()
    person = seen.person
    return PersonShown(
        contact=_contact(seen.contact) if seen.contact is not None else None,
        special=_special(seen.special) if seen.special is not None else None,
        facts=_facts(seen),
        posts=_posts(person),
        training=list(TrainingRecord.objects.filter(person=person).select_related("stated_by")),
        availability=list(AvailabilityPeriod.objects.filter(person=person, valid_to__gte=today)),
    )


def _posts(person: Person) -> list[Post]:
    mandates: list[Post] = list(
        Representative.objects.all().current().filter(person=person).select_related("organisation")
    )
    jobs: list[Post] = list(
        ExperienceConsultant.objects.all().current().filter(person=person).select_related("organisation")
    )
    return mandates + jobs


def _contact(contact: Contact) -> list[Fact]:
    given = [
        (_("E-post"), contact.email),
        (_("Telefon"), contact.phone_text),
        (_("Postadresse"), contact.postal_address),
        (_("Vil kontaktes på"), _wanted(contact)),
    ]
    return [(label, value) for label, value in given if value]


def _wanted(contact: Contact) -> str:
    """How the person wants to be reached; where what it takes is not there, that is said and not left to be found."""
    label = _label(ContactChoice, contact.contact_by)
    if contact.contact_by == ContactChoice.PHONE and not contact.phone:
        return _("%(way)s, men nummeret mangler. Bruk e-post.") % {"way": label}
    if contact.contact_by == ContactChoice.LETTER and not contact.postal_address:
        return _("%(way)s, men adressen mangler. Bruk e-post.") % {"way": label}
    return label


def _special(special: Special) -> list[Fact]:
    return [
        (_("Perspektiv"), _label(Experience, special.experience) or str(NOT_GIVEN)),
        (_("Temaer"), ", ".join(names_of(SubjectArea, special.themes)) or str(NOT_GIVEN)),
        (_("Tilrettelegging"), special.accommodation_needs or str(NOT_GIVEN)),
        (_("Kjønn"), _label(Gender, special.gender) or str(NOT_GIVEN)),
        (_("Aldersgruppe"), _label(AgeGroup, special.age_group) or str(NOT_GIVEN)),
    ]


def _facts(seen: SeenPerson) -> list[Fact]:
    profile = seen.profile
    if profile is None:
        return []
    hours = str(NOT_GIVEN) if profile.hours_a_month is None else str(profile.hours_a_month)
    interests = profile.interests or (_("Ingen") if profile.interests_declared_on else "")
    return [
        (_("Fylke"), _label(County, profile.county) or str(NOT_GIVEN)),
        (_("Språk"), ", ".join(names_of(SpokenLanguage, profile.languages)) or str(NOT_GIVEN)),
        (_("Kan delta i"), "; ".join(_label(WayOfTakingPart, way) for way in profile.ways) or str(NOT_GIVEN)),
        (_("Timer i måneden"), hours),
        (_("Bindinger og interesser"), interests or str(NOT_GIVEN)),
    ]


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value in choices.values else value
