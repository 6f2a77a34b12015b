"""Contact and special data of a person as lines to read: only what `reading.read_person` has opened."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from representatives.enrolments.reading import Contact, Special
from representatives.people.models import Person
from representatives.profiles.enums import AgeGroup, ContactChoice, Experience, Gender, WayOfTakingPart
from representatives.profiles.models import AvailabilityPeriod, Profile
from representatives.subjects.models import SubjectArea


@dataclass(frozen=True)
class Line:
    """What something is called, and what it is; empty is not given."""

    label: str | Promise
    value: str


def contact_lines(contact: Contact | None) -> list[Line]:
    """How the person is reached."""
    if contact is None:
        return []
    lines = [
        Line(_("Vil helst kontaktes på"), _word(ContactChoice, contact.contact_by)),
        Line(_("E-post"), contact.email),
        Line(_("Telefon"), contact.phone_text),
        Line(_("Postadresse"), contact.postal_address),
    ]
    return [line for line in lines if line.value]


def special_lines(special: Special | None) -> list[Line]:
    """What the person has chosen to tell. What isn't given has no line."""
    if special is None:
        return []
    names = {area.code: str(area) for area in SubjectArea.objects.filter(code__in=special.themes)}
    lines = [
        Line(_("Perspektiv"), _word(Experience, special.experience)),
        Line(_("Temaer"), ", ".join(names.get(code, code) for code in special.themes)),
        Line(_("Behov for tilrettelegging"), special.accommodation_needs),
        Line(_("Kjønn"), _word(Gender, special.gender)),
        Line(_("Aldersgruppe"), _word(AgeGroup, special.age_group)),
    ]
    return [line for line in lines if line.value]


def taking_part_lines(profile: Profile | None) -> list[Line]:
    """How the person can take part."""
    if profile is None:
        return []
    hours = str(profile.hours_a_month) if profile.hours_a_month is not None else ""
    lines = [
        Line(_("Fylke"), profile.get_county_display() if profile.county else ""),
        Line(_("Kan delta på"), ", ".join(_word(WayOfTakingPart, one) for one in profile.ways)),
        Line(_("Timer i måneden"), hours),
    ]
    return [line for line in lines if line.value]


def availability_of(person: Person) -> list[AvailabilityPeriod]:
    """The days to come on which the person can take part."""
    return list(AvailabilityPeriod.objects.filter(person=person).not_ended().order_by("valid_from"))


def _word(choices: type[ContactChoice | Experience | Gender | AgeGroup | WayOfTakingPart], value: str) -> str:
    """A value that is no longer among the choices is told as it stands."""
    return str(dict(choices.choices).get(value, value))
