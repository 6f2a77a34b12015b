"""Adding people that the log can name. The log needs a name and where the person belongs, and nothing more."""

import datetime
import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.audit.enums import AccessClass
from medvirkning.web.identity_numbers import refuse_identity_numbers
from medvirkning.web.refusals import RefusedError
from representatives.organisations.models import Organisation
from representatives.people.erasing import (
    Erased,
    ErasingRefusedError,
    account_goes_with,
    erase,
    erase_on_request,
    erase_outsider,
    erase_own_account,
    erase_register_part,
)
from representatives.people.models import Affiliation, Disclosure, Person

__all__ = [
    "NAME_LENGTH", "Erased", "ErasingRefusedError", "PersonRefusedError", "account_goes_with", "add_person",
    "disclose", "end_disclosures", "erase", "erase_on_request", "erase_outsider", "erase_own_account",
    "erase_register_part", "note_in_log", "tidy_name",
]  # fmt: skip


# Of a name that somebody types; files may bring longer ones.
NAME_LENGTH = 200
# Control characters and halves of characters, which no database takes.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


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
    """A person of the log by name, with the organisation they belong to from a date. Raises `PersonRefusedError`.

    The same name in the same organisation at the same time is the same person as far as the log knows. Who stands in
    the register is neither looked up nor taken along: that would tell, and would name somebody who may have left
    (docs/adr/0209).
    """
    name = tidy_name(name)
    if organisation is None:
        return Person.objects.create(name=name, is_in_log=True)
    if valid_from is None:
        raise PersonRefusedError(_("Oppgi fra hvilken dato personen hører til organisasjonen."), field="valid_from")
    if valid_to is not None and valid_to < valid_from:
        raise PersonRefusedError(_("Sluttdatoen er før startdatoen."), field="valid_to")
    # Two who type the same name at the same time mean one person.
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
    known = Person.objects.affiliated_with(organisation.pk, valid_from).filter(name__iexact=name, is_in_log=True)
    if (there := known.order_by("pk").first()) is not None:
        return there
    person = Person.objects.create(name=name, is_in_log=True)
    Affiliation.objects.create(person=person, organisation=organisation, valid_from=valid_from, valid_to=valid_to)
    return person


def tidy_name(name: str) -> str:
    """The name as somebody types it, without the spaces that nobody sees. Raises `PersonRefusedError`."""
    name = " ".join(name.split())
    if not name:
        raise PersonRefusedError(_("Skriv navnet på personen."), field="name")
    if _UNSEEN.search(name):
        raise PersonRefusedError(_("Navnet har tegn som ikke kan vises. Skriv det på nytt."), field="name")
    if len(name) > NAME_LENGTH:
        raise PersonRefusedError(
            _("Navnet kan ha høyst %(most)d tegn. Dette har %(length)d.") % {"most": NAME_LENGTH, "length": len(name)},
            field="name",
        )
    try:
        refuse_identity_numbers(name)
    except ValidationError as refused:
        raise PersonRefusedError(" ".join(refused.messages), field="name") from refused
    return name


def note_in_log(people: Iterable[Person]) -> None:
    """The log names them from now on: staff may choose them by name."""
    keys = [person.pk for person in people if not person.is_in_log]
    if keys:
        Person.objects.filter(pk__in=keys).update(is_in_log=True)


@transaction.atomic
def disclose(
    *,
    person: Person,
    account: User,
    access_class: AccessClass | str,
    reason: str,
    valid_from: datetime.date | None = None,
    valid_to: datetime.date | None = None,
) -> Disclosure:
    """Let an account see one class of a person's data. `reason` is the key of what it rests on, never a name.

    The same reason again moves the period. Called by the room that nominates, never by a page.
    """
    period = {"valid_from": valid_from or timezone.localdate(), "valid_to": valid_to}
    row, _made = Disclosure.objects.update_or_create(
        person=person, account=account, access_class=AccessClass(access_class), reason=reason, defaults=period
    )
    return row


@transaction.atomic
def end_disclosures(*, person: Person, reason: str = "") -> int:
    """Let nobody see the person's data by a disclosure any more, or by one reason; from now. Gives how many ended."""
    rows = Disclosure.objects.not_ended().filter(person=person)
    if reason:
        rows = rows.filter(reason=reason)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    future = rows.filter(valid_from__gt=yesterday)
    ended = future.count()
    future.delete()
    return ended + rows.update(valid_to=yesterday)
