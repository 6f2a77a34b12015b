"""The profile. Nothing of it is asked for but by the person, and nothing new is kept without consent."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.enums import Language
from medvirkning.accounts.models import User
from medvirkning.accounts.services import set_language
from medvirkning.web.concurrency import StaleVersion, save_versioned
from medvirkning.web.refusals import NotAllowedError, RefusedError
from representatives.consents.reading import consents_of
from representatives.people.models import Person
from representatives.profiles.enums import ContactChoice
from representatives.profiles.models import Profile, SpokenLanguage
from representatives.profiles.phones import normalise_phone
from representatives.profiles.telling import why_not
from representatives.subjects.models import SubjectArea

# What a person may write, each page some of them.
WRITABLE = frozenset(
    {
        "phone", "postal_address", "contact_by", "gender", "age_group", "experience", "themes", "accommodation_needs",
        "county", "languages", "ways", "hours_a_month",
    }
)  # fmt: skip

# How the person is reached: also of who sits on panels alone.
CONTACT = frozenset({"phone", "postal_address", "contact_by"})
# What is taken away by itself; one is always reached in some way.
REMOVABLE = (WRITABLE | {"interests"}) - {"contact_by"}


class ProfileRefusedError(RefusedError):
    """What the person wrote can't be kept as it is."""


@transaction.atomic
def change(*, actor: User, person: Person, expected_version: int, values: Mapping[str, Any]) -> Profile:
    """Keep some of what a person tells; the rest stays. The first one makes the profile.

    Raises `NotAllowedError`, `RefusedError`, `StaleVersion` and `ValidationError`.
    """
    if unknown := set(values) - WRITABLE:
        raise NotAllowedError(_("Dette kan ikke endres her."), field=min(unknown))
    return _save(actor, person, expected_version, dict(values))


@transaction.atomic
def change_contact(
    *, actor: User, person: Person, expected_version: int, values: Mapping[str, Any], language: Language | str
) -> Profile:
    """How the person is reached, and in which language the portal speaks and writes. Raises as `change`."""
    profile = change(actor=actor, person=person, expected_version=expected_version, values=values)
    set_language(user=actor, language=language)
    return profile


@transaction.atomic
def declare_interests(*, actor: User, person: Person, expected_version: int, interests: str) -> Profile:
    """Say which ties there are that others should know of. Empty says that there are none, as of today.

    Raises as `change`.
    """
    values = {"interests": interests.strip(), "interests_declared_on": timezone.localdate()}
    return _save(actor, person, expected_version, values)


@transaction.atomic
def remove(*, actor: User, person: Person, name: str) -> None:
    """Take away one thing that the person has told. Taking away needs no consent. Raises `NotAllowedError`."""
    if name not in REMOVABLE:
        raise NotAllowedError(_("Dette kan ikke endres her."), field=name)
    _demand_the_person(actor, person)
    profile = Profile.objects.filter(person=person).first()
    if profile is None:
        return
    values: dict[str, Any] = {name: getattr(Profile(), name)}
    if name == "interests":
        # Nothing told is unknown again, not «none».
        values["interests_declared_on"] = None
    needed_by = {"phone": ContactChoice.PHONE, "postal_address": ContactChoice.LETTER}
    if profile.contact_by == needed_by.get(name):
        values["contact_by"] = ContactChoice.MAIL
    for field, value in values.items():
        setattr(profile, field, value)
    save_versioned(profile, expected_version=profile.version, fields=values)


def demand_own(actor: User, person: Person, *, is_contact: bool = False) -> None:
    """Only the person writes, and only who is asked (`telling.why_not`). The person is locked until the end.

    Raises `NotAllowedError` and `ProfileRefusedError`.
    """
    _demand_the_person(actor, person)
    if reason := why_not(consents_of(person), is_contact=is_contact):
        raise ProfileRefusedError(reason)


def _demand_the_person(actor: User, person: Person) -> None:
    if not actor.has_perm("profiles.change", person):
        raise NotAllowedError(_("Bare personen selv kan endre dette."))
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)


def _save(actor: User, person: Person, expected_version: int, values: dict[str, Any]) -> Profile:
    demand_own(actor, person, is_contact=set(values) <= CONTACT)
    profile = Profile.objects.filter(person=person).first() or Profile(person=person)
    if profile.version != expected_version:
        raise StaleVersion(profile if profile.pk else None)
    before = {"themes": profile.themes, "languages": profile.languages}
    for name, value in values.items():
        setattr(profile, name, value.strip() if isinstance(value, str) else value)
    _tidy(profile, before, values)
    profile.full_clean(exclude=["person"])
    if profile.pk is None:
        profile.save()
    else:
        save_versioned(profile, expected_version=expected_version, fields=values)
    return profile


def _tidy(profile: Profile, before: Mapping[str, list[str]], values: Iterable[str]) -> None:
    """Values as they are kept, of the lists as they are today; what was chosen before a value went out stays."""
    asked = set(values)
    if "phone" in asked:
        profile.phone = normalise_phone(profile.phone)
    if "themes" in asked:
        offered = set(SubjectArea.objects.themes().values_list("code", flat=True))
        profile.themes = _among(profile.themes, offered | set(before["themes"]), "themes")
    if "languages" in asked:
        offered = set(SpokenLanguage.objects.in_use(timezone.localdate()).values_list("code", flat=True))
        profile.languages = _among(profile.languages, offered | set(before["languages"]), "languages")
    if {"contact_by", "phone", "postal_address"} & asked:
        if profile.contact_by == ContactChoice.PHONE and not profile.phone:
            raise ProfileRefusedError(_("Skriv telefonnummeret vi skal ringe."), field="phone")
        if profile.contact_by == ContactChoice.LETTER and not profile.postal_address:
            raise ProfileRefusedError(_("Skriv adressen vi skal sende brev til."), field="postal_address")


def _among(chosen: Iterable[str], offered: set[str], field: str) -> list[str]:
    wanted = list(dict.fromkeys(chosen))
    if set(wanted) - offered:
        raise ProfileRefusedError(_("Velg blant dem som står i lista."), field=field)
    return wanted
