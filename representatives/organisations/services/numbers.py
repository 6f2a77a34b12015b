"""Organisation numbers: valid, free, and of an entity that is there. And the codes of those that have none."""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from medvirkning.web import organisation_numbers
from medvirkning.web.refusals import RefusedError
from representatives.organisations import registry
from representatives.organisations.enums import RegistryState
from representatives.organisations.models import Organisation, OrganisationApplication
from representatives.organisations.registry import Entity

CODE = "MV-{}"


class OrganisationRefusedError(RefusedError):
    """The organisation can't be added or changed like this."""


@dataclass(frozen=True)
class CheckedNumber:
    """A number that may be used, and what Enhetsregisteret says of it (None where it could not be asked)."""

    number: str
    entity: Entity | None


def valid_number(text: str) -> str:
    """The nine digits of an organisation number. Raises `OrganisationRefusedError`."""
    try:
        return organisation_numbers.validate(text)
    except organisation_numbers.InvalidNumberError:
        raise OrganisationRefusedError(
            _("Organisasjonsnummeret er ikke gyldig. Det har ni siffer."), field="organisation_number"
        ) from None


def check_number(text: str, *, may_ask: bool = True) -> CheckedNumber:
    """A number with which an organisation may sign up. Asks Enhetsregisteret, so call it outside a transaction.

    Without `may_ask` it goes by what is known from before, or goes on without an answer.
    Raises `OrganisationRefusedError`.
    """
    number = valid_number(text)
    demand_free(number)
    entity = registry.look_up(number, may_ask=may_ask)
    demand_alive(entity)
    return CheckedNumber(number, entity)


def demand_free(number: str, *, but_for: OrganisationApplication | None = None) -> None:
    """No organisation of the register has the number, and no other application waits with it.

    One that is only known from the log doesn't stand in the way: it is what the application is about.
    """
    known = Organisation.objects.filter(organisation_number=number).first()
    if known is not None:
        demand_unregistered(known)
    waiting = OrganisationApplication.objects.unsettled().filter(organisation_number=number)
    if but_for is not None:
        waiting = waiting.exclude(pk=but_for.pk)
    if waiting.exists():
        raise OrganisationRefusedError(
            _(
                "En organisasjon med dette nummeret er alt meldt inn. Er det dere, svarer Senter for "
                "brukermedvirkning på e-post. Har senteret bedt om noe mer, endrer dere innmeldingen med lenken i "
                "den e-posten. Finner dere den ikke, be senteret sende lenken på nytt."
            ),
            field="organisation_number",
        )


def demand_unregistered(organisation: Organisation) -> None:
    """Raises `OrganisationRefusedError` where the organisation stands in the register, or is closed."""
    if organisation.closed_on is not None:
        raise OrganisationRefusedError(
            _(
                "Organisasjonen med dette nummeret er lagt ned i registeret. "
                "Skriv til Senter for brukermedvirkning hvis det ikke stemmer."
            ),
            field="organisation_number",
        )
    if organisation.registered_on is not None:
        raise OrganisationRefusedError(
            _(
                "Organisasjonen med dette nummeret er alt i registeret. Be en av kontaktpersonene deres om en "
                "invitasjon, eller skriv til Senter for brukermedvirkning."
            ),
            field="organisation_number",
        )


def demand_alive(entity: Entity | None) -> None:
    """Raises `OrganisationRefusedError` where Enhetsregisteret has no such entity, or has deleted it."""
    if entity is None:
        return
    if entity.state == RegistryState.DELETED:
        raise OrganisationRefusedError(
            _(
                "Enhetsregisteret sier at organisasjonen med dette nummeret er slettet. Sjekk nummeret, "
                "eller skriv til Senter for brukermedvirkning."
            ),
            field="organisation_number",
        )
    if entity.state == RegistryState.NOT_FOUND:
        raise OrganisationRefusedError(
            _(
                "Enhetsregisteret har ingen organisasjon med dette nummeret. Sjekk nummeret. "
                "Er det nummeret til en underenhet, bruker dere nummeret til hovedenheten."
            ),
            field="organisation_number",
        )


def lock_numbers() -> None:
    """One act at a time gives an organisation its number, to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('representatives.organisations.numbers'))")


def new_key_and_code() -> tuple[int, str]:
    """The key of an organisation to come, and a code that is its own: for those without a number.

    The code is made of the key, so that none is used twice; a file may have given one that looks alike.
    """
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(pg_get_serial_sequence('representatives_organisation', 'id'))")
            key = int(cursor.fetchone()[0])
        code = CODE.format(key)
        if not Organisation.objects.filter(external_id=code).exists():
            return key, code
