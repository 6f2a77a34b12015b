"""Giving a consent, giving it anew, and taking it back. What rests on one asks for it at each reading."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from medvirkning.accounts.models import User
from representatives.consents.enums import Audience, ConsentChannel, ConsentEnd, ConsentPurpose
from representatives.consents.models import Consent, ConsentText, GuardianRequest
from representatives.people.models import Person
from representatives.people.services import end_disclosures

# Asked anew every 12 months (product, «Laws and norms»).
GOOD_FOR_YEARS = 1


class NoTextError(LookupError):
    """There is no text for the purpose: nobody can agree to what isn't written."""


def last_day(given_on: datetime.date) -> datetime.date:
    """The last day a consent holds: the day before the same date a year later."""
    try:
        anniversary = given_on.replace(year=given_on.year + GOOD_FOR_YEARS)
    except ValueError:
        # Given on 29 February.
        anniversary = datetime.date(given_on.year + GOOD_FOR_YEARS, 3, 1)
    return anniversary - datetime.timedelta(days=1)


def text_for(purpose: str, audience: str = Audience.ADULT) -> ConsentText:
    """The text shown today; who has none of their own reads the adults'. Raises `NoTextError`."""
    texts = ConsentText.objects.all()
    found = texts.current(purpose, audience).first() or texts.current(purpose).first()
    if found is None:
        raise NoTextError(purpose)
    return found


@transaction.atomic
def give(
    *,
    person: Person,
    purposes: Iterable[str],
    channel: ConsentChannel | str,
    audience: Audience | str = Audience.ADULT,
    guardian: GuardianRequest | None = None,
) -> list[Consent]:
    """Agree to the purposes from now on, for 12 months. One that holds already is given anew and follows it.

    Whoever agrees to anything agrees to be in the register. Raises `NoTextError`.
    """
    wanted = dict.fromkeys([ConsentPurpose.REGISTER.value, *(str(purpose) for purpose in purposes)])
    # Two at once take turns, so that there is one row in force.
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    given_at = timezone.now()
    _end(person, list(wanted), ConsentEnd.RENEWED)
    return Consent.objects.bulk_create(
        Consent(
            person=person,
            purpose=purpose,
            text=text_for(purpose, audience),
            given_at=given_at,
            channel=ConsentChannel(channel),
            guardian=guardian,
            expires_on=last_day(timezone.localdate(given_at)),
        )
        for purpose in wanted
    )


@transaction.atomic
def withdraw(*, actor: User | None, person: Person, purpose: str) -> int:
    """Take a consent back, at once. Leaving the register takes back all. Gives how many ended.

    Nobody is asked why. Whoever had been let in to the person's data is let out (domain, «Personal data»).
    """
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    leaves = purpose == ConsentPurpose.REGISTER
    ended = _end(person, ConsentPurpose.values if leaves else [str(purpose)], ConsentEnd.WITHDRAWN)
    if leaves or purpose == ConsentPurpose.SHOWN:
        end_disclosures(person=person)
    return ended


def _end(person: Person, purposes: list[str], why: ConsentEnd) -> int:
    open_rows = Consent.objects.filter(person=person, purpose__in=purposes, ended_at=None)
    return open_rows.update(ended_at=timezone.now(), end=why)
