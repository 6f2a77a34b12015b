"""When a person can take part: periods that don't overlap."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.dates import format_period
from medvirkning.web.refusals import NotAllowedError
from representatives.people.models import Person
from representatives.profiles.models import AvailabilityPeriod
from representatives.profiles.services.facts import ProfileRefusedError, demand_own

# Nobody knows the own calendar longer ahead.
AHEAD = datetime.timedelta(days=2 * 365)
DAY = datetime.timedelta(days=1)


@transaction.atomic
def add_period(
    *, actor: User, person: Person, valid_from: datetime.date, valid_to: datetime.date
) -> AvailabilityPeriod:
    """Say that one can take part in a period, both days included. Two at once take turns.

    A period that goes on where another one ends becomes one with it: whoever searches for days asks for a period that
    holds them all. Raises `NotAllowedError` and `ProfileRefusedError`, which names the period that this one overlaps.
    """
    demand_own(actor, person)
    today = timezone.localdate()
    if valid_to < valid_from:
        raise ProfileRefusedError(_("Sluttdatoen er før startdatoen."), field="valid_to")
    if valid_to < today:
        raise ProfileRefusedError(
            _("Perioden er alt over. Skriv en som varer til i dag eller lenger."), field="valid_to"
        )
    if valid_to > today + AHEAD:
        raise ProfileRefusedError(_("Skriv en dato innen to år fra nå."), field="valid_to")
    other = AvailabilityPeriod.objects.filter(
        person=person, valid_from__lte=valid_to, valid_to__gte=valid_from
    ).first()
    if other is not None:
        raise ProfileRefusedError(
            _("Perioden overlapper en du alt har lagt inn: %(other)s. Fjern den først, eller velg andre datoer.")
            % {"other": format_period(other.valid_from, other.valid_to)},
            field="valid_from",
        )
    beside = AvailabilityPeriod.objects.filter(
        Q(valid_to=valid_from - DAY) | Q(valid_from=valid_to + DAY), person=person
    )
    days = [(one.valid_from, one.valid_to) for one in beside]
    beside.delete()
    first, last = min([valid_from, *(one for one, _end in days)]), max([valid_to, *(one for _start, one in days)])
    return AvailabilityPeriod.objects.create(person=person, valid_from=first, valid_to=last)


@transaction.atomic
def end_period(*, actor: User, period: AvailabilityPeriod) -> None:
    """One can't take part any more, from now: the period ends yesterday. One that begins today or later goes.

    Raises `NotAllowedError`.
    """
    stored = _own(actor, period)
    if stored is None:
        return
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    if stored.valid_from > yesterday:
        stored.delete()
    elif stored.valid_to > yesterday:
        stored.valid_to = yesterday
        stored.save(update_fields=["valid_to"])


@transaction.atomic
def remove_period(*, actor: User, period: AvailabilityPeriod) -> None:
    """Take a period away as if it never stood there. Raises `NotAllowedError`."""
    stored = _own(actor, period)
    if stored is not None:
        stored.delete()


def _own(actor: User, period: AvailabilityPeriod) -> AvailabilityPeriod | None:
    """The period, locked; None where another tab took it away. Taking away needs no consent."""
    if not actor.has_perm("profiles.change", period.person):
        raise NotAllowedError(_("Bare personen selv kan endre dette."))
    return AvailabilityPeriod.objects.select_for_update(of=("self",)).filter(pk=period.pk).first()
