"""An organisation signs up, and mends what was returned to it. What the Centre answers stands in `decisions`."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.enums import Language
from medvirkning.accounts.invitations.services import InvitationGoneError
from medvirkning.accounts.models import User
from medvirkning.accounts.querysets import normalise_email
from medvirkning.web.concurrency import save_versioned
from representatives.organisations import notices, registry
from representatives.organisations.enums import (
    CONFIRMING,
    WITHOUT_NUMBER,
    ApplicationState,
    OrganisationKind,
    RegistryState,
)
from representatives.organisations.models import Organisation, OrganisationApplication
from representatives.organisations.registry import Entity
from representatives.organisations.services.numbers import (
    OrganisationRefusedError,
    demand_alive,
    demand_free,
    lock_numbers,
    valid_number,
)
from representatives.subjects.models import SubjectArea

# For how long what was returned can be mended by the link.
MENDED_WITHIN = datetime.timedelta(days=30)
# The glossary's definition, one by one (seed 001, «bruker- og pårørendeorganisasjon»).
CRITERIA = ("is_democratic", "is_member_based", "is_run_by_users", "involvement_is_core")
NOT_CLEANED = ["umbrella", "decided_by", "organisation"]


@dataclass(frozen=True)
class Facts:
    """What an organisation says of itself when it signs up."""

    name: str
    kind: str
    organisation_number: str = ""
    umbrella: Organisation | None = None
    subject_areas: tuple[SubjectArea, ...] = ()
    is_national: bool = False
    counties: tuple[str, ...] = ()
    about: str = ""
    website: str = ""
    is_democratic: bool = False
    is_member_based: bool = False
    is_run_by_users: bool = False
    involvement_is_core: bool = False


@dataclass(frozen=True)
class Applicant:
    """Who is to be the first contact, and what was written to the Centre."""

    applicant_name: str
    applicant_email: str
    message: str = ""


def submit(*, actor: User | None, facts: Facts, applicant: Applicant) -> OrganisationApplication:
    """Take in an organisation that signs up: it waits for the Centre. Anybody may, also without an account.

    Enhetsregisteret is asked before anything is locked. The same form sent twice makes one application and one mail:
    what waits already, word for word, is given back. Raises `OrganisationRefusedError` and `ValidationError`.
    """
    said = _tidy(facts) | {
        "applicant_name": " ".join(applicant.applicant_name.split()),
        "applicant_email": normalise_email(applicant.applicant_email),
        "message": applicant.message.strip(),
    }
    if (same := _waiting_already(said)) is not None:
        return same
    _demand_fitting(said)
    return _take_in(said, facts.subject_areas, _asked(said["organisation_number"]))


def open_returned(token: str) -> OrganisationApplication:
    """What the link of a returned application leads to, to be looked at. Raises `InvitationGoneError`."""
    return _mendable(OrganisationApplication.objects.by_token(token).select_related("umbrella").first())


def mend(*, token: str, facts: Facts, applicant_name: str, message: str = "") -> OrganisationApplication:
    """Send a returned application in again, mended; its link is spent. The address stays that of the mail.

    Raises `InvitationGoneError`, also for the second of two at once, `OrganisationRefusedError` and `ValidationError`.
    """
    open_returned(token)
    said = _tidy(facts) | {"applicant_name": " ".join(applicant_name.split()), "message": message.strip()}
    _demand_fitting(said)
    return _take_back_in(token, said, facts.subject_areas, _asked(said["organisation_number"]))


def answer_of(entity: Entity | None) -> dict[str, Any]:
    """What is kept of Enhetsregisteret's answer."""
    if entity is None:
        return {"registry_state": RegistryState.UNKNOWN, "registry_name": "", "registry_checked_at": None}
    return {
        "registry_state": entity.state,
        "registry_name": entity.name,
        "registry_checked_at": entity.checked_at,
    }


@transaction.atomic
def _take_in(
    said: dict[str, Any], subject_areas: tuple[SubjectArea, ...], entity: Entity | None
) -> OrganisationApplication:
    lock_numbers()
    if (same := _waiting_already(said)) is not None:
        return same
    number = said["organisation_number"]
    if number:
        _let_go_of_what_lies(number)
        demand_free(number)
    application = OrganisationApplication(**said, **answer_of(entity), applicant_language=Language.of_the_page())
    application.full_clean(exclude=NOT_CLEANED)
    application.save()
    application.subject_areas.set(subject_areas)
    notices.confirm_receipt(application)
    notices.tell_centre(application)
    return application


@transaction.atomic
def _take_back_in(
    token: str, said: dict[str, Any], subject_areas: tuple[SubjectArea, ...], entity: Entity | None
) -> OrganisationApplication:
    lock_numbers()
    rows = OrganisationApplication.objects.select_for_update(of=("self",))
    application = _mendable(rows.by_token(token).first())
    if said["organisation_number"]:
        demand_free(said["organisation_number"], but_for=application)
    values = said | answer_of(entity) | {"state": ApplicationState.SUBMITTED, "submitted_at": timezone.now()}
    values |= {"token_hash": None, "token_expires_at": None}
    for name, value in values.items():
        setattr(application, name, value)
    application.full_clean(exclude=NOT_CLEANED)
    save_versioned(application, expected_version=application.version, fields=values)
    application.subject_areas.set(subject_areas)
    notices.confirm_receipt(application)
    notices.tell_centre(application)
    return application


def _asked(number: str) -> Entity | None:
    """What Enhetsregisteret says of a number, where there is one and it could be asked."""
    if not number:
        return None
    entity = registry.look_up(number)
    demand_alive(entity)
    return entity


def _tidy(facts: Facts) -> dict[str, Any]:
    """Without the spaces that nobody sees. The whole country needs no counties, and only those that the definition is
    about confirm that they fit it.
    """
    said = {name: getattr(facts, name) for name in Facts.__dataclass_fields__ if name != "subject_areas"}
    said |= {name: said[name].strip() for name in ("about", "website")}
    said["name"] = " ".join(facts.name.split())
    said["organisation_number"] = valid_number(facts.organisation_number) if facts.organisation_number else ""
    said["counties"] = [] if facts.is_national else sorted(set(facts.counties))
    if facts.kind not in CONFIRMING:
        said |= dict.fromkeys(CRITERIA, False)
    return said


def _demand_fitting(said: dict[str, Any]) -> None:
    """What the database would refuse too, said at the field. Raises `OrganisationRefusedError`."""
    if said["kind"] not in OrganisationKind.values:
        raise OrganisationRefusedError(_("Velg hva slags organisasjon det er."), field="kind")
    if not said["organisation_number"] and said["kind"] not in WITHOUT_NUMBER:
        raise OrganisationRefusedError(_("Oppgi organisasjonsnummeret."), field="organisation_number")
    if said["organisation_number"] and said["kind"] == OrganisationKind.INFORMAL:
        raise OrganisationRefusedError(
            _("En gruppe uten organisasjonsnummer har ikke noe nummer. Velg et annet slag, eller ta bort nummeret."),
            field="kind",
        )
    demand_criteria(said["kind"], {name for name in CRITERIA if said[name]})
    demand_place(is_national=said["is_national"], counties=said["counties"])
    demand_umbrella(said["umbrella"])


def demand_criteria(kind: str, confirmed: set[str]) -> None:
    """The glossary's definition is confirmed one by one. Raises `OrganisationRefusedError` where one is missing."""
    if kind not in CONFIRMING:
        return
    missing = next((name for name in CRITERIA if name not in confirmed), None)
    if missing is not None:
        raise OrganisationRefusedError(
            _("Alle fire må stemme for en bruker- og pårørendeorganisasjon. Kryss av når det stemmer."), field=missing
        )


def demand_place(*, is_national: bool, counties: list[str]) -> None:
    """An organisation is somewhere. Raises `OrganisationRefusedError`."""
    if not is_national and not counties:
        raise OrganisationRefusedError(_("Kryss av for hele landet, eller velg minst ett fylke."), field="counties")


def demand_umbrella(umbrella: Organisation | None, *, but_not: Organisation | None = None) -> None:
    """An umbrella is an umbrella organisation of the register, and nobody is its own. Raises
    `OrganisationRefusedError`.
    """
    if umbrella is None:
        return
    if umbrella == but_not or not Organisation.objects.umbrellas().filter(pk=umbrella.pk).exists():
        raise OrganisationRefusedError(_("Velg en paraplyorganisasjon fra lista."), field="umbrella")


def _waiting_already(said: dict[str, Any]) -> OrganisationApplication | None:
    """Exactly this, which waits already."""
    rows = OrganisationApplication.objects.waiting().filter(
        organisation_number=said["organisation_number"], applicant_email=said["applicant_email"], name=said["name"]
    )
    return next((row for row in rows if all(getattr(row, name) == value for name, value in said.items())), None)


def _let_go_of_what_lies(number: str) -> None:
    """What was returned with this number and not mended in time stands in nobody's way."""
    for row in OrganisationApplication.objects.left_lying().filter(organisation_number=number).select_for_update():
        row.state, row.token_hash, row.decided_at = ApplicationState.REFUSED, None, timezone.now()
        save_versioned(row, expected_version=row.version, fields=["state", "token_hash", "decided_at"])


def _mendable(application: OrganisationApplication | None) -> OrganisationApplication:
    """Raises `InvitationGoneError` where the link works no more."""
    if application is None or not application.is_mendable:
        raise InvitationGoneError
    return application
