"""Adding organisations to the register."""

from django.db import transaction
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as InvalidNumber
from stdnum.no import orgnr

from medvirkning.accounts.models import User
from medvirkning.web.refusals import RefusedError
from representatives.organisations.enums import OrganisationKind
from representatives.organisations.models import Organisation


class OrganisationRefusedError(RefusedError):
    """The organisation can't be added as given."""


@transaction.atomic
def add_organisation(*, actor: User | None, name: str, organisation_number: str, kind: str) -> Organisation:
    """Add an organisation by its number, which is checked by its check digit. Raises `OrganisationRefusedError`."""
    if not name.strip():
        raise OrganisationRefusedError(_("Skriv navnet på organisasjonen."), field="name")
    if kind not in OrganisationKind.values:
        raise OrganisationRefusedError(_("Velg hva slags organisasjon det er."), field="kind")
    number = valid_number(organisation_number)
    known = Organisation.objects.filter(organisation_number=number).first()
    if known is not None:
        raise OrganisationRefusedError(
            _("%(name)s har alt dette nummeret.") % {"name": known.name}, field="organisation_number"
        )
    return Organisation.objects.create(name=name.strip(), organisation_number=number, kind=kind)


def valid_number(text: str) -> str:
    """The nine digits of an organisation number. Raises `OrganisationRefusedError`."""
    try:
        return str(orgnr.validate(text))
    except InvalidNumber:
        raise OrganisationRefusedError(
            _("Organisasjonsnummeret er ikke gyldig. Det har ni siffer."), field="organisation_number"
        ) from None
