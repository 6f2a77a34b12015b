"""Adding people that the log can name. The log needs a name and where the person belongs, and nothing more."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.refusals import RefusedError
from representatives.organisations.models import Organisation
from representatives.people.models import Affiliation, Person


class PersonRefusedError(RefusedError):
    """The person can't be added as given."""


@transaction.atomic
def add_person(
    *,
    actor: User | None,
    name: str,
    organisation: Organisation | None = None,
    valid_from: datetime.date | None = None,
    valid_to: datetime.date | None = None,
) -> Person:
    """Add a person by name, with the organisation they belong to from a date. Raises `PersonRefusedError`.

    The same name in the same organisation at the same time is the same person as far as the log knows.
    """
    name = " ".join(name.split())
    if not name:
        raise PersonRefusedError(_("Skriv navnet på personen."), field="name")
    if organisation is None:
        return Person.objects.create(name=name)
    if valid_from is None:
        raise PersonRefusedError(_("Oppgi fra hvilken dato personen hører til organisasjonen."), field="valid_from")
    if valid_to is not None and valid_to < valid_from:
        raise PersonRefusedError(_("Sluttdatoen er før startdatoen."), field="valid_to")
    if Person.objects.belonging_to(organisation.pk, valid_from).filter(name__iexact=name).exists():
        raise PersonRefusedError(
            _("%(name)s er alt registrert i %(organisation)s. Søk etter personen i stedet.")
            % {"name": name, "organisation": organisation.name},
            field="name",
        )
    person = Person.objects.create(name=name)
    Affiliation.objects.create(person=person, organisation=organisation, valid_from=valid_from, valid_to=valid_to)
    return person
