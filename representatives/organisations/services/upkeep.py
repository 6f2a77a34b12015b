"""What is said of an organisation, that it still holds, and that it is no more."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.concurrency import StaleVersion, save_versioned
from medvirkning.web.refusals import NotAllowedError
from representatives.organisations import registry
from representatives.organisations.enums import WITHOUT_NUMBER, OrganisationKind, RegistryState
from representatives.organisations.listeners import tell_of_another_kind, tell_of_closing
from representatives.organisations.models import Organisation
from representatives.organisations.registry import Entity
from representatives.organisations.services.applications import demand_criteria, demand_place, demand_umbrella
from representatives.organisations.services.contacts import demand, end_on, held
from representatives.organisations.services.numbers import OrganisationRefusedError, lock_numbers, valid_number

# What a contact says of the own organisation; the Centre says the rest too.
CONTACTS_FACTS = ("about", "website", "umbrella", "subject_areas", "is_national", "counties")
FACTS = ("name", "kind", "organisation_number", *CONTACTS_FACTS)


@transaction.atomic
def change_facts(
    *, actor: User, organisation: Organisation, expected_version: int, values: Mapping[str, Any]
) -> Organisation:
    """Say something else of an organisation. Name, kind and number are for the Centre: figures ask for them.

    Raises `NotAllowedError`, `OrganisationRefusedError`, `StaleVersion` and `ValidationError`.
    """
    lock_numbers()
    stored = held(organisation)
    demand(actor, "organisations.change", stored)
    allowed = FACTS if actor.has_perm("organisations.decide") else CONTACTS_FACTS
    if unknown := set(values) - set(allowed):
        raise NotAllowedError(_("Bare Senter for brukermedvirkning endrer dette."), field=min(unknown))
    kind_before = stored.kind
    given = _tidy(values)
    subject_areas = given.pop("subject_areas", None)
    for name, value in given.items():
        setattr(stored, name, value)
    _demand_fitting(stored, given)
    _save(stored, expected_version, given or ["about"])
    if subject_areas is not None:
        stored.subject_areas.set(subject_areas)
    if stored.kind != kind_before:
        tell_of_another_kind(stored)
    return stored


@transaction.atomic
def confirm(
    *, actor: User, organisation: Organisation, expected_version: int, criteria: Iterable[str]
) -> Organisation:
    """Say that facts and criteria still hold: it is asked again in a year.

    Raises `NotAllowedError`, `OrganisationRefusedError` and `StaleVersion`.
    """
    stored = held(organisation)
    demand(actor, "organisations.confirm", stored)
    demand_criteria(stored.kind, set(criteria))
    stored.confirmed_on = timezone.localdate()
    _save(stored, expected_version, ["confirmed_on"])
    return stored


@transaction.atomic
def close(*, actor: User, organisation: Organisation, expected_version: int, last_day: datetime.date) -> Organisation:
    """The organisation is no more. What it took part in stands; nobody acts for it from now.

    Raises `NotAllowedError`, `OrganisationRefusedError` and `StaleVersion`.
    """
    stored = held(organisation)
    demand(actor, "organisations.decide", stored)
    if stored.closed_on is not None:
        raise OrganisationRefusedError(_("Organisasjonen er alt lagt ned."))
    today = timezone.localdate()
    if last_day > today:
        raise OrganisationRefusedError(
            _("Siste dag kan ikke ligge fram i tid. Legg ned organisasjonen når dagen er der."), field="last_day"
        )
    if stored.registered_on is not None and last_day < stored.registered_on:
        raise OrganisationRefusedError(_("Siste dag er før organisasjonen kom i registeret."), field="last_day")
    if Organisation.objects.registered().filter(umbrella=stored).exists():
        raise OrganisationRefusedError(_("Flytt medlemsorganisasjonene til en annen paraply først."))
    stored.closed_on = last_day
    _save(stored, expected_version, ["closed_on"])
    stored.invitations.open().update(withdrawn_at=timezone.now())
    for contact in stored.contacts.not_ended().select_for_update(of=("self",)).order_by("pk"):
        # Access ends at once, whatever the last day was.
        end_on(actor=actor, contact=contact, last_day=min(last_day, today - datetime.timedelta(days=1)))
    tell_of_closing(stored)
    return stored


def look_up_organisation(*, actor: User, organisation: Organisation) -> Entity | None:
    """Ask Enhetsregisteret anew, and keep what it says. None where it could not be asked. Raises `NotAllowedError`."""
    demand(actor, "organisations.decide", organisation)
    if organisation.organisation_number is None:
        return None
    return keep_answer(organisation, registry.look_up(organisation.organisation_number, anew=True))


def keep_answer(organisation: Organisation, entity: Entity | None) -> Entity | None:
    """Keep what Enhetsregisteret says; where it could not be asked, what it said before stands.

    It is no change of the record: whoever edits it goes on, and a file may still write it (docs/adr/0160).
    """
    if entity is not None:
        rows = Organisation.objects.filter(pk=organisation.pk, organisation_number=entity.number)
        rows.update(registry_state=entity.state, registry_checked_at=entity.checked_at)
    return entity


def _tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    given = dict(values)
    given |= {name: given[name].strip() for name in ("about", "website") if name in given}
    if "name" in given:
        given["name"] = " ".join(given["name"].split())
    if "organisation_number" in given:
        number = given["organisation_number"]
        given["organisation_number"] = valid_number(number) if number else None
    if given.get("is_national"):
        given["counties"] = []
    return given


def _demand_fitting(organisation: Organisation, given: dict[str, Any]) -> None:
    if "kind" in given and given["kind"] not in OrganisationKind.values:
        raise OrganisationRefusedError(_("Velg hva slags organisasjon det er."), field="kind")
    if organisation.organisation_number is None and organisation.kind not in WITHOUT_NUMBER:
        raise OrganisationRefusedError(_("Oppgi organisasjonsnummeret."), field="organisation_number")
    if organisation.organisation_number is None and not organisation.external_id:
        raise OrganisationRefusedError(
            _("Organisasjonen har ingen egen kode, og må ha et nummer."), field="organisation_number"
        )
    if "organisation_number" in given:
        others = Organisation.objects.exclude(pk=organisation.pk)
        known = others.filter(organisation_number=given["organisation_number"] or "").first()
        if known is not None:
            raise OrganisationRefusedError(
                _("%(name)s har alt dette nummeret.") % {"name": known.name}, field="organisation_number"
            )
        before = Organisation.objects.values_list("organisation_number", flat=True).get(pk=organisation.pk)
        if before != given["organisation_number"]:
            # What the register said was said of another number.
            organisation.registry_state, organisation.registry_checked_at = RegistryState.UNKNOWN, None
            given |= {"registry_state": RegistryState.UNKNOWN, "registry_checked_at": None}
    if "counties" in given and organisation.registered_on is not None:
        demand_place(is_national=organisation.is_national, counties=organisation.counties)
    if "umbrella" in given:
        before_umbrella = Organisation.objects.values_list("umbrella", flat=True).get(pk=organisation.pk)
        if organisation.umbrella_id != before_umbrella:
            demand_umbrella(organisation.umbrella, but_not=organisation)


def _save(organisation: Organisation, expected_version: int, fields: Iterable[str]) -> None:
    """Clean what is saved, then save it, if it is the version that was seen."""
    if organisation.version != expected_version:
        raise StaleVersion(Organisation.objects.get(pk=organisation.pk))
    organisation.full_clean(exclude=["umbrella"])
    save_versioned(organisation, expected_version=expected_version, fields=fields)
