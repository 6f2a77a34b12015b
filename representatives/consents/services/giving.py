"""Giving a consent, giving it anew, and taking it back. What rests on one asks for it at each reading."""

import datetime
from collections.abc import Callable, Collection, Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.refusals import NotAllowedError
from representatives.consents import notices
from representatives.consents.alone import ConsentRefusedError, demand_alone, demand_alone_by_hand
from representatives.consents.enums import (
    BY_HAND,
    TAKEN_BACK,
    Audience,
    ConsentChannel,
    ConsentEnd,
    ConsentPurpose,
)
from representatives.consents.guardian_mails import forget_guardians_who_agreed
from representatives.consents.models import Consent, ConsentText, GuardianRequest
from representatives.consents.standing import audience_of, audience_with, does_something, standing_of
from representatives.consents.withdrawn import note_withdrawn
from representatives.people.models import Person
from representatives.people.posts import holds_a_post
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


def text_for(purpose: str, audience: str = Audience.ADULT, on: datetime.date | None = None) -> ConsentText:
    """The text shown on a day (today); who has none of their own reads the adults'. Raises `NoTextError`."""
    texts = ConsentText.objects.all()
    found = texts.current(purpose, audience, on).first() or texts.current(purpose, on=on).first()
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

    For the rooms that take somebody in, for what the room's texts tell of: whoever is something else already agrees
    to the text that tells of both. Whoever agrees to anything there agrees to be in the register. Raises
    `NoTextError`, and `ConsentRefusedError` where a guardian has to agree.
    """
    wanted = dict.fromkeys([ConsentPurpose.REGISTER.value, *(str(purpose) for purpose in purposes)])
    _lock(person)
    if guardian is None:
        demand_alone(person)
        audience = audience_with(audience, person)
    return _write(person, wanted, channel=channel, audience=audience, guardian=guardian, given_at=timezone.now())


@transaction.atomic
def agree(*, actor: User, person: Person, purpose: str, text: int) -> list[Consent]:
    """The person agrees to one purpose, by the text that was shown. Also how a withdrawal is regretted.

    Raises `NotAllowedError` and `ConsentRefusedError`.
    """
    _demand(actor, "consents.answer", person)
    _lock(person)
    demand_alone(person)
    if purpose not in ConsentPurpose.values:
        raise ConsentRefusedError(_("Velg hva du samtykker til."))
    _demand_a_post(person)
    if not does_something(purpose, standing_of(person)):
        raise ConsentRefusedError(
            _("Du er bare med i paneler. Dette gjelder bare den som en organisasjon eller arbeidsgiver har meldt inn.")
        )
    if purpose != ConsentPurpose.REGISTER and not _holds(person, ConsentPurpose.REGISTER):
        raise ConsentRefusedError(_("Du står ikke i registeret. Samtykk til å stå i registeret først."))
    audience = audience_of(person)
    _demand_shown([text_for(purpose, audience)], {text})
    return _write(
        person, [purpose], channel=ConsentChannel.PORTAL, audience=audience, guardian=None, given_at=timezone.now()
    )


@transaction.atomic
def renew(*, actor: User, person: Person, texts: Collection[int]) -> list[Consent]:
    """Give all that the person has not taken back anew, by the texts that were shown: for 12 months from today.

    What has run out is given anew too; what was withdrawn is not. Raises `NotAllowedError` and
    `ConsentRefusedError`.
    """
    _demand(actor, "consents.answer", person)
    _lock(person)
    demand_alone(person)
    _demand_a_post(person)
    rows = Consent.objects.filter(person=person, ended_at=None)
    given, standing = set(rows.values_list("purpose", flat=True)), standing_of(person)
    wanted = [one for one in ConsentPurpose.values if one in given and does_something(one, standing)]
    if ConsentPurpose.REGISTER not in wanted:
        raise ConsentRefusedError(_("Du står ikke i registeret, så det er ingenting å bekrefte."))
    audience = audience_of(person)
    _demand_shown([text_for(purpose, audience) for purpose in wanted], texts)
    return _write(
        person, wanted, channel=ConsentChannel.PORTAL, audience=audience, guardian=None, given_at=timezone.now()
    )


@transaction.atomic
def enter(
    *, actor: User, person: Person, purposes: Iterable[str], channel: ConsentChannel | str, given_on: datetime.date
) -> list[Consent]:
    """The Centre writes down what somebody agreed to on the phone or by letter, from the day it was said.

    Of people who were entered by an organisation or an employer, and who answer for themselves: nobody comes into
    the register by a consent alone, and for the youngest a guardian answers by the own link.

    Raises `NotAllowedError`, `ConsentRefusedError` and `NoTextError`.
    """
    _demand(actor, "consents.enter", person)
    today = timezone.localdate()
    if channel not in BY_HAND:
        raise ConsentRefusedError(_("Velg hvordan samtykket kom."), field="channel")
    if given_on > today:
        raise ConsentRefusedError(_("Datoen ligger fram i tid."), field="given_on")
    if last_day(given_on) < today:
        raise ConsentRefusedError(
            _("Et samtykke gjelder i 12 måneder, så dette har gått ut. Spør personen på nytt."), field="given_on"
        )
    wanted = [purpose for purpose in ConsentPurpose.values if purpose in set(purposes)]
    if not wanted:
        raise ConsentRefusedError(_("Velg hva personen samtykker til."), field="purposes")
    _lock(person)
    if not holds_a_post(person):
        raise ConsentRefusedError(
            _("Personen er ikke registrert av noen organisasjon eller arbeidsgiver. Be dem om å registrere personen.")
        )
    demand_alone_by_hand(person)
    if ConsentPurpose.REGISTER not in wanted and not _holds(person, ConsentPurpose.REGISTER):
        raise ConsentRefusedError(
            _("Personen står ikke i registeret. Ta med samtykket til å stå i registeret."), field="purposes"
        )
    answered = Consent.objects.filter(person=person, purpose__in=wanted)
    later = answered.filter(given_at__date__gt=given_on) | answered.filter(
        end=ConsentEnd.WITHDRAWN, ended_at__date__gt=given_on
    )
    if later.exists():
        raise ConsentRefusedError(_("Personen har svart på dette etter den datoen."), field="given_on")
    return _write(
        person,
        wanted,
        channel=channel,
        audience=audience_of(person),
        guardian=None,
        given_at=timezone.now() if given_on == today else _noon(given_on),
    )


@transaction.atomic
def withdraw(*, actor: User | None, person: Person, purpose: str) -> int:
    """Take a consent back, at once. Leaving the register takes back all. Gives how many ended.

    Nobody is asked why. Whoever had been let in to the person's data is let out (domain, «Personal data»). Without
    an actor it is a link's: a guardian's. Raises `NotAllowedError`.
    """
    if actor is not None and not actor.has_perm("consents.enter", person):
        _demand(actor, "consents.answer", person)
    _lock(person)
    leaves = purpose == ConsentPurpose.REGISTER
    ended = _end(person, ConsentPurpose.values if leaves else [str(purpose)], ConsentEnd.WITHDRAWN)
    if leaves or purpose == ConsentPurpose.SHOWN:
        end_disclosures(person=person)
    if leaves and ended:
        forget_guardians_who_agreed(person)
        notices.tell_left(person)
        for told in _leavings.values():
            told(person)
    return ended


@transaction.atomic
def take_back(*, actor: User, person: Person, purposes: Iterable[str], said_on: datetime.date) -> int:
    """The Centre writes down what somebody took back on the phone or by letter. Gives how many ended.

    Raises `NotAllowedError`, and `ConsentRefusedError` for what the person has not agreed to, since nothing would be
    kept of it and nobody should think so, and for what the person agreed to after that day.
    """
    _demand(actor, "consents.enter", person)
    _lock(person)
    wanted = [purpose for purpose in ConsentPurpose if purpose in set(purposes)]
    if said_on > timezone.localdate():
        raise ConsentRefusedError(_("Datoen ligger fram i tid."), field="given_on")
    rows = Consent.objects.filter(person=person, ended_at=None)
    if rows.filter(purpose__in=wanted, given_at__date__gt=said_on).exists():
        raise ConsentRefusedError(_("Personen har svart på dette etter den datoen."), field="given_on")
    held = set(rows.values_list("purpose", flat=True))
    missing = [str(purpose.label) for purpose in wanted if purpose not in held]
    if missing:
        raise ConsentRefusedError(
            _("Personen har ikke samtykket til dette, så det er ingenting å trekke: %(purposes)s.")
            % {"purposes": ", ".join(missing)},
            field="purposes",
        )
    return sum(withdraw(actor=actor, person=person, purpose=purpose) for purpose in wanted)


@transaction.atomic
def rest_on(*, person: Person, guardian: GuardianRequest) -> None:
    """One guardian's yes is over; what is left rests on another's, for as long as that one holds."""
    _lock(person)
    held = Consent.objects.filter(person=person, ended_at=None, guardian__isnull=False).exclude(guardian=guardian)
    purposes = list(held.values_list("purpose", flat=True))
    if not purposes or guardian.answered_at is None:
        return
    _end(person, purposes, ConsentEnd.WITHDRAWN)
    now, channel = timezone.now(), ConsentChannel.LINK
    made = _write(person, purposes, channel=channel, audience=Audience.GUARDIAN, guardian=guardian, given_at=now)
    until = last_day(timezone.localdate(guardian.answered_at))
    Consent.objects.filter(pk__in=[one.pk for one in made]).update(expires_on=until)


@transaction.atomic
def void(*, person: Person) -> list[str]:
    """What somebody below the age limit has agreed to alone was never an agreement: it is over, and stays over.

    A guardian's own yes stands. Gives the purposes that ended, for the room above to tell of.
    """
    _lock(person)
    alone = Consent.objects.filter(person=person, ended_at=None, guardian=None)
    given = set(alone.values_list("purpose", flat=True))
    purposes = [one.value for one in ConsentPurpose if one.value in given]
    if purposes:
        _end(person, purposes, ConsentEnd.VOID)
        end_disclosures(person=person)
    return purposes


# What rooms above do when somebody takes back the consent to be here, in the same act.
Leaving = Callable[[Person], None]
_leavings: dict[str, Leaving] = {}


def when_somebody_leaves(act: Leaving) -> Leaving:
    """Add what one room does; the same function again replaces itself."""
    _leavings[f"{act.__module__}.{act.__qualname__}"] = act
    return act


def _write(
    person: Person,
    purposes: Iterable[str],
    *,
    channel: ConsentChannel | str,
    audience: Audience | str,
    guardian: GuardianRequest | None,
    given_at: datetime.datetime,
) -> list[Consent]:
    """New rows in the place of those that hold. The person is locked."""
    wanted = list(purposes)
    given_on = timezone.localdate(given_at)
    _end(person, wanted, ConsentEnd.RENEWED)
    return Consent.objects.bulk_create(
        Consent(
            person=person,
            purpose=purpose,
            text=text_for(purpose, audience, given_on),
            given_at=given_at,
            channel=ConsentChannel(channel),
            guardian=guardian,
            expires_on=last_day(given_on),
        )
        for purpose in wanted
    )


def _lock(person: Person) -> None:
    """Two at once take turns, so that there is one row in force."""
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)


def _demand(actor: User, permission: str, person: Person) -> None:
    if not actor.has_perm(permission, person):
        raise NotAllowedError(_("Bare personen selv kan svare på dette."))


def _demand_a_post(person: Person) -> None:
    """Nobody stands in the register by a consent alone: nothing would follow from it."""
    if not holds_a_post(person):
        raise ConsentRefusedError(
            _(
                "Du har ingen verv, stillinger eller paneler i registeret nå, så det er ingenting å samtykke til. "
                "Blir du invitert igjen, spør vi deg da."
            )
        )


def _demand_shown(current: Iterable[ConsentText], shown: Collection[int]) -> None:
    """Nobody agrees to another text than the one they have read."""
    if {text.pk for text in current} - set(shown):
        raise ConsentRefusedError(_("Teksten er endret siden du åpnet siden. Les den nye, og svar på nytt."))


def _holds(person: Person, purpose: str) -> bool:
    return Consent.objects.in_force().filter(person=person, purpose=purpose).exists()


def _noon(day: datetime.date) -> datetime.datetime:
    """A moment that is that day in the portal's time zone."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


def _end(person: Person, purposes: list[str], why: ConsentEnd) -> int:
    open_rows = Consent.objects.filter(person=person, purpose__in=purposes, ended_at=None)
    now = timezone.now()
    if why in TAKEN_BACK:
        note_withdrawn(person, list(open_rows.values_list("purpose", flat=True)), now)
    return open_rows.update(ended_at=now, end=why)
