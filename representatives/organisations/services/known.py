"""Adding an organisation that the log needs: known by name, number and kind, and not in the register."""

from django.db import transaction
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from representatives.organisations.enums import OrganisationKind
from representatives.organisations.models import Organisation
from representatives.organisations.services.numbers import OrganisationRefusedError, lock_numbers, valid_number


@transaction.atomic
def add_organisation(*, actor: User | None, name: str, organisation_number: str, kind: str) -> Organisation:
    """Add an organisation by its number, which is checked by its check digit. Raises `OrganisationRefusedError`."""
    if not name.strip():
        raise OrganisationRefusedError(_("Skriv navnet på organisasjonen."), field="name")
    if kind not in OrganisationKind.values:
        raise OrganisationRefusedError(_("Velg hva slags organisasjon det er."), field="kind")
    number = valid_number(organisation_number)
    lock_numbers()
    known = Organisation.objects.filter(organisation_number=number).first()
    if known is not None:
        raise OrganisationRefusedError(
            _("%(name)s har alt dette nummeret.") % {"name": known.name}, field="organisation_number"
        )
    return Organisation.objects.create(name=name.strip(), organisation_number=number, kind=kind)
