"""What everybody who is entered, and every period, must fulfil. Each refusal names the input to mend."""

import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.enums import Language
from medvirkning.accounts.models import User
from medvirkning.accounts.querysets import normalise_email
from medvirkning.web.dates import format_date
from medvirkning.web.refusals import NotAllowedError, RefusedError
from representatives.enrolments.rules import is_overdue
from representatives.organisations.models import Organisation
from representatives.profiles.phones import PhoneRefusedError, normalise_phone

# A mandate is given for a period of office; one that is to last longer is given anew.
MOST_YEARS = 4
# Nobody is entered for a post that begins later than this: the year is a slip of the hand.
LONGEST_AHEAD = datetime.timedelta(days=366)
EARLIEST = datetime.date(1990, 1, 1)


class EnrolmentRefusedError(RefusedError):
    """The person can't be entered, or the post can't be changed, like this."""


def demand(actor: User, permission: str, organisation: Organisation) -> None:
    """Raises `NotAllowedError`, which says what stands in the way."""
    if not actor.has_perm(permission, organisation):
        raise NotAllowedError(why_not(organisation) or _("Du har ikke tilgang til å gjøre dette for organisasjonen."))


def why_not(organisation: Organisation) -> str:
    """Why nobody can be entered here; empty where people can."""
    if organisation.registered_on is None:
        return _("Organisasjonen er ikke godkjent i registeret ennå. Da kan ingen registrere personer her.")
    if organisation.closed_on is not None:
        return _("Organisasjonen er lagt ned. Da kan ingen registrere personer her.")
    if organisation.is_held_back:
        return _(
            "Enhetsregisteret sier at organisasjonen er konkurs eller slettet. Ingen finner personene, og ingen kan "
            "registrere nye, før Senter for brukermedvirkning har avklart det."
        )
    if is_overdue(organisation):
        return _(
            "Det er over et år siden noen bekreftet opplysningene om organisasjonen. "
            "Bekreft dem, så kan personer registreres igjen."
        )
    return ""


def tidy_contact(email: str, phone: str) -> tuple[str, str]:
    """One address or one number, as they are kept. Raises `EnrolmentRefusedError`."""
    address, number = normalise_email(email), tidy_phone(phone)
    if address and number:
        raise EnrolmentRefusedError(
            _("Oppgi enten e-postadresse eller mobilnummer, ikke begge. Resten oppgir personen selv."), field="phone"
        )
    if not address and not number:
        raise EnrolmentRefusedError(
            _("Oppgi e-postadresse, eller mobilnummer om personen ikke har e-post."), field="email"
        )
    if address:
        demand_address(address)
    return address, number


def demand_address(address: str) -> None:
    """Raises `EnrolmentRefusedError` where no mail could come to it."""
    try:
        validate_email(address)
    except ValidationError:
        raise EnrolmentRefusedError(_("Skriv en gyldig e-postadresse, som navn@eksempel.no."), field="email") from None


def tidy_phone(phone: str) -> str:
    """The number as it is kept. Raises `EnrolmentRefusedError`."""
    try:
        return normalise_phone(phone)
    except PhoneRefusedError as error:
        raise EnrolmentRefusedError(error.message, field="phone") from error


def tidy_language(language: str) -> str:
    return language if language in Language.values else Language.NB


def years_after(day: datetime.date, years: int) -> datetime.date:
    """The same date so many years later."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        # 29 February.
        return datetime.date(day.year + years, 3, 1)


def last_day_of_office(first: datetime.date) -> datetime.date:
    """The last day of a mandate that begins on a day."""
    return years_after(first, MOST_YEARS) - datetime.timedelta(days=1)


def demand_period(first: datetime.date, last: datetime.date | None) -> None:
    """A post that is entered is not over, and begins within a year. Raises `EnrolmentRefusedError`."""
    today = timezone.localdate()
    # First, since it holds whichever of the two is the slip of the hand.
    if last is not None and last < first:
        raise EnrolmentRefusedError(_("Sluttdatoen er før startdatoen."), field="valid_to")
    if first < EARLIEST or first > today + LONGEST_AHEAD:
        raise EnrolmentRefusedError(_("Datoen er for langt unna. Kontroller årstallet."), field="valid_from")
    if last is not None and last < today:
        raise EnrolmentRefusedError(
            _("Sluttdatoen er passert. Registrer bare dem som har vervet nå eller skal ha det."), field="valid_to"
        )


def demand_term(first: datetime.date, last: datetime.date) -> None:
    """A mandate lasts four years at most. Raises `EnrolmentRefusedError`."""
    longest = last_day_of_office(first)
    if last > longest:
        raise EnrolmentRefusedError(
            _("Et mandat kan vare i høyst fire år, her til og med %(date)s. Det kan forlenges senere.")
            % {"date": format_date(longest)},
            field="valid_to",
        )
