"""A profile in words, for the person's own page and for what is downloaded."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.web.dates import format_date
from representatives.people.models import Person
from representatives.profiles.enums import WayOfTakingPart
from representatives.profiles.models import Profile, SpokenLanguage
from representatives.profiles.phones import spaced
from representatives.subjects.models import SubjectArea


@dataclass(frozen=True)
class Fact:
    """A line of a profile by the name of its field; an empty value is not stated."""

    name: str
    label: str
    value: str


@dataclass(frozen=True)
class ProfileInWords:
    """The profile, part by part as the pages ask for it."""

    contact: tuple[Fact, ...]
    about: tuple[Fact, ...]
    taking_part: tuple[Fact, ...]
    interests: tuple[Fact, ...]

    @property
    def all(self) -> tuple[Fact, ...]:
        return (*self.contact, *self.about, *self.taking_part, *self.interests)

    @property
    def told_about(self) -> bool:
        return any(fact.value for fact in self.about)

    @property
    def told_taking_part(self) -> bool:
        return any(fact.value for fact in self.taking_part)

    @property
    def told_interests(self) -> bool:
        return any(fact.value for fact in self.interests)


def profile_of(person: Person) -> Profile:
    """The person's profile; an empty one, not stored, where there is none yet."""
    return Profile.objects.filter(person=person).first() or Profile(person=person)


def in_words(profile: Profile) -> ProfileInWords:
    """Every field that the person may write, in the reader's language. Two queries at most."""
    account = profile.person.user
    themes = _names(SubjectArea, profile.themes, SubjectArea.objects.themes())
    languages = _names(SpokenLanguage, profile.languages, SpokenLanguage.objects.in_use(timezone.localdate()))
    return ProfileInWords(
        contact=(
            Fact("email", _("E-post"), account.email if account else ""),
            Fact("phone", _("Telefon"), spaced(profile.phone)),
            Fact("postal_address", _("Postadresse"), profile.postal_address),
            Fact("contact_by", _("Kontakt meg på"), profile.get_contact_by_display()),
            Fact("language", _("Språk i portalen og i e-post"), account.get_language_display() if account else ""),
        ),
        about=(
            Fact("experience", _("Perspektiv"), profile.get_experience_display()),
            Fact("themes", _("Temaer"), ", ".join(themes)),
            Fact("gender", _("Kjønn"), profile.get_gender_display()),
            Fact("age_group", _("Aldersgruppe"), profile.get_age_group_display()),
        ),
        taking_part=(
            Fact("county", _("Fylke"), profile.get_county_display()),
            Fact("languages", _("Språk"), ", ".join(languages)),
            Fact("ways", _("Måter å delta på"), ", ".join(_label(way) for way in profile.ways)),
            Fact(
                "hours_a_month",
                _("Timer i måneden"),
                "" if profile.hours_a_month is None else str(profile.hours_a_month),
            ),
            Fact("accommodation_needs", _("Behov for tilrettelegging"), profile.accommodation_needs),
        ),
        interests=(Fact("interests", _("Bindinger og interesser"), interests_in_words(profile)),),
    )


def interests_in_words(profile: Profile) -> str:
    """Nothing declared is unknown, not none."""
    if profile.interests_declared_on is None:
        return profile.interests
    told = profile.interests or _("Ingen")
    return _("%(interests)s (oppgitt %(date)s)") % {
        "interests": told,
        "date": format_date(profile.interests_declared_on),
    }


def _label(way: str) -> str:
    return str(WayOfTakingPart(way).label)


def number_with_theme(code: str) -> int:
    """How many hold a theme, searched by or not. A number below five is not to be shown."""
    return Profile.objects.with_themes(code).count()


def not_searched_by(name: str) -> str:
    """A value that the person chose before it went out of its list: nobody can search by it any more."""
    return _("%(name)s (ingen kan søke på dette lenger)") % {"name": name}


def _names(model: Any, codes: Iterable[str], offered: Any) -> list[str]:
    """In the reader's language; a value that is no longer on the list is said to be so, by its code where need be."""
    wanted = list(codes)
    if not wanted:
        return []
    rows = model._default_manager.filter(code__in=wanted)
    known = {one.code: one for one in rows.annotate(is_offered=Exists(offered.filter(pk=OuterRef("pk"))))}
    return [
        known[code].name
        if code in known and known[code].is_offered
        else not_searched_by(known[code].name if code in known else code)
        for code in wanted
    ]
