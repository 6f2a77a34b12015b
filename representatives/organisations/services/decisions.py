"""The Centre approves an organisation that signed up, returns it with a reason, or refuses it with one."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.accounts.services import hash_token
from medvirkning.web.concurrency import StaleVersion, save_versioned
from medvirkning.web.refusals import NotAllowedError
from representatives.organisations import notices, registry
from representatives.organisations.enums import APPLICATION_TRANSITIONS, ApplicationState, RegistryState
from representatives.organisations.listeners import tell_of_another_kind
from representatives.organisations.models import Organisation, OrganisationApplication
from representatives.organisations.registry import Entity
from representatives.organisations.services.applications import MENDED_WITHIN, answer_of
from representatives.organisations.services.contacts import issue
from representatives.organisations.services.numbers import (
    OrganisationRefusedError,
    demand_unregistered,
    lock_numbers,
    new_key_and_code,
)

DECISION = ["state", "decided_by", "decided_at", "decision_reason", "organisation", "token_hash", "token_expires_at"]
# What the application says and the organisation takes over.
TAKEN_OVER = ["name", "kind", "about", "website", "is_national", "counties"]


@transaction.atomic
def approve(
    *,
    actor: User,
    application: OrganisationApplication,
    expected_version: int,
    same_as: Organisation | None = None,
    note: str = "",
) -> Organisation:
    """The organisation stands in the register from today, and who signed it up is invited to be its contact.

    One that was returned may be approved too, with a note of what has been cleared up since: on the phone, say. The
    link by which it could be mended works no more.

    One that the log knows by the same number, or that the Centre says is the same (`same_as`), becomes it; else a new
    one is made. Raises `NotAllowedError`, `OrganisationRefusedError`, and `StaleVersion`, which the second of two at
    once gets.
    """
    lock_numbers()
    stored = _held(actor, application, expected_version, ApplicationState.APPROVED)
    if stored.registry_state == RegistryState.DELETED:
        raise OrganisationRefusedError(
            _("Enhetsregisteret sier at organisasjonen er slettet. Den kan ikke godkjennes.")
        )
    was_returned = stored.state == ApplicationState.RETURNED
    if was_returned and not note.strip():
        raise OrganisationRefusedError(_("Skriv hva som er avklart siden du sendte den tilbake."), field="reason")
    organisation = _become(stored, _the_known_one(stored, same_as))
    stored.organisation = organisation
    _decide(stored, ApplicationState.APPROVED, actor=actor, reason=note if was_returned else "")
    issue(actor=actor, organisation=organisation, name=stored.applicant_name, email=stored.applicant_email)
    return organisation


@transaction.atomic
def send_back(
    *, actor: User, application: OrganisationApplication, expected_version: int, reason: str
) -> OrganisationApplication:
    """Return it with a reason: who signed up gets a link, good for 30 days, and mends it there.

    Raises `NotAllowedError` and `OrganisationRefusedError`.
    """
    stored = _held(actor, application, expected_version, ApplicationState.RETURNED)
    _demand_reason(reason)
    _decide(stored, ApplicationState.RETURNED, actor=actor, reason=reason, token=(token := _new_token()))
    notices.send_back(stored, token=token)
    return stored


@transaction.atomic
def renew_link(*, actor: User, application: OrganisationApplication) -> OrganisationApplication:
    """Send the link of a returned application anew, good for 30 days; the old one works no more.

    Raises `NotAllowedError` and `OrganisationRefusedError`.
    """
    stored = _locked(actor, application)
    if stored.state != ApplicationState.RETURNED or not stored.applicant_email:
        raise OrganisationRefusedError(_("Innmeldingen er ikke lenger sendt tilbake."))
    token = _new_token()
    stored.token_hash, stored.token_expires_at = hash_token(token), timezone.now() + MENDED_WITHIN
    save_versioned(stored, expected_version=stored.version, fields=["token_hash", "token_expires_at"])
    notices.send_back(stored, token=token)
    return stored


@transaction.atomic
def refuse(
    *, actor: User, application: OrganisationApplication, expected_version: int, reason: str
) -> OrganisationApplication:
    """It doesn't come into the register, and who signed up is told why.

    Raises `NotAllowedError` and `OrganisationRefusedError`.
    """
    stored = _held(actor, application, expected_version, ApplicationState.REFUSED)
    _demand_reason(reason)
    _decide(stored, ApplicationState.REFUSED, actor=actor, reason=reason)
    notices.tell_refused(stored)
    return stored


def look_up_application(*, actor: User, application: OrganisationApplication) -> Entity | None:
    """Ask Enhetsregisteret anew, and keep what it says. None where it could not be asked. Raises `NotAllowedError`."""
    _demand_decides(actor)
    if not application.organisation_number:
        return None
    entity = registry.look_up(application.organisation_number, anew=True)
    if entity is not None:
        rows = OrganisationApplication.objects.filter(pk=application.pk, organisation_number=entity.number)
        # What the register says is no change of the application: who decides on it has read it.
        rows.update(**answer_of(entity))
    return entity


def _the_known_one(application: OrganisationApplication, same_as: Organisation | None) -> Organisation | None:
    """The organisation that is known already and that this application is about, held until the transaction ends."""
    rows = Organisation.objects.select_for_update(of=("self",))
    number = application.organisation_number
    by_number = rows.filter(organisation_number=number).first() if number else None
    if by_number is not None:
        demand_unregistered(by_number)
        if same_as is not None and same_as.pk != by_number.pk:
            raise OrganisationRefusedError(
                _("%(name)s har dette nummeret, og er den som blir godkjent.") % {"name": by_number.name},
                field="same_as",
            )
        return by_number
    if same_as is None:
        return None
    known = rows.filter(pk=same_as.pk).first()
    if known is None or known.registered_on is not None or known.closed_on is not None:
        raise OrganisationRefusedError(_("Organisasjonen er alt i registeret, eller er lagt ned."), field="same_as")
    if number and known.organisation_number:
        raise OrganisationRefusedError(_("Organisasjonen har et annet nummer."), field="same_as")
    return known


def _become(application: OrganisationApplication, known: Organisation | None) -> Organisation:
    """Make the organisation, or let the known one become what the application says."""
    organisation = known or Organisation()
    kind_before = organisation.kind
    for name in TAKEN_OVER:
        setattr(organisation, name, getattr(application, name))
    if application.organisation_number:
        organisation.organisation_number = application.organisation_number
    organisation.umbrella = application.umbrella or organisation.umbrella
    organisation.registry_state = application.registry_state
    organisation.registry_checked_at = application.registry_checked_at
    organisation.registered_on = organisation.confirmed_on = timezone.localdate()
    if known is None:
        if not organisation.organisation_number:
            organisation.pk, organisation.external_id = new_key_and_code()
        organisation.full_clean(exclude=["umbrella"])
        organisation.save(force_insert=True)
    else:
        if not organisation.organisation_number and not organisation.external_id:
            organisation.external_id = new_key_and_code()[1]
        organisation.full_clean(exclude=["umbrella"])
        fields = ["organisation_number", "external_id", "umbrella", "registry_state", "registry_checked_at"]
        save_versioned(
            organisation,
            expected_version=organisation.version,
            fields=[*TAKEN_OVER, *fields, "registered_on", "confirmed_on"],
        )
        if organisation.kind != kind_before:
            tell_of_another_kind(organisation)
    organisation.subject_areas.set(application.subject_areas.all())
    return organisation


def _held(
    actor: User, application: OrganisationApplication, expected_version: int, state: ApplicationState
) -> OrganisationApplication:
    """The application as it is stored, held, if the step is allowed from there and it is what was read.

    Raises `StaleVersion` of what somebody else has changed since, decided or mended.
    """
    stored = _locked(actor, application)
    if stored.version != expected_version:
        raise StaleVersion(stored)
    if state not in APPLICATION_TRANSITIONS[stored.state]:
        raise OrganisationRefusedError(
            _("Innmeldingen har alt en annen tilstand: %(state)s.") % {"state": stored.get_state_display().lower()}
        )
    return stored


def _locked(actor: User, application: OrganisationApplication) -> OrganisationApplication:
    _demand_decides(actor)
    found = OrganisationApplication.objects.select_for_update(of=("self",)).filter(pk=application.pk).first()
    if found is None:
        raise StaleVersion(None)
    return found


def _demand_decides(actor: User) -> None:
    if not actor.has_perm("organisations.decide"):
        raise NotAllowedError(_("Bare Senter for brukermedvirkning avgjør innmeldinger."))


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise OrganisationRefusedError(_("Skriv hvorfor."), field="reason")


def _new_token() -> str:
    return secrets.token_urlsafe(32)


def _decide(
    application: OrganisationApplication, state: ApplicationState, *, actor: User, reason: str = "", token: str = ""
) -> None:
    application.state, application.decision_reason = state, reason.strip()
    application.decided_by, application.decided_at = actor, timezone.now()
    application.token_hash = hash_token(token) if token else None
    application.token_expires_at = timezone.now() + MENDED_WITHIN if token else None
    save_versioned(application, expected_version=application.version, fields=DECISION)
