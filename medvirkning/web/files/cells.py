"""What a cell of a file may say, column by column: text in, values for the staging tables out.

A cell becomes one or more columns of text that PostgreSQL reads as their type. Only what one cell tells by itself is
judged here; what takes other cells, other rows or the database is judged in SQL.
"""

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from medvirkning.web import organisation_numbers
from medvirkning.web.dates import PartialDate
from medvirkning.web.files.errors import BadValueError
from medvirkning.web.identity_numbers import refuse_identity_numbers

Values = tuple[str | None, ...]
# Dates, lists and choices repeat themselves through a file.
CACHED = 20_000
LARGEST_COUNT = 2_147_483_647
_INTEGER = re.compile(r"[+-]?\d{1,18}")


@dataclass(frozen=True)
class Cell:
    """How a cell is read, and which columns of the staging table it fills: (suffix, type)."""

    read: Callable[[str], Values]
    columns: tuple[tuple[str, str], ...] = (("", "text"),)
    empty: Values = (None,)


def pg_array(values: Iterable[str]) -> str:
    """The text form of an array."""
    quoted = ('"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values)
    return "{" + ",".join(quoted) + "}"


def text(longest: int | None = None) -> Cell:
    """Free text, of a length the database can hold."""

    def read(value: str) -> Values:
        value = unicodedata.normalize("NFC", value)
        if longest and len(value) > longest:
            raise BadValueError(
                _("Teksten er på %(length)s tegn; det er plass til %(longest)s.")
                % {"length": len(value), "longest": longest}
            )
        return (value,)

    return Cell(read)


def prose(longest: int | None = None) -> Cell:
    """Free text that people have written, without identity numbers: as in forms (docs/adr/0206)."""
    cell = text(longest)

    def read(value: str) -> Values:
        try:
            refuse_identity_numbers(value)
        except ValidationError as error:
            raise BadValueError(" ".join(error.messages)) from None
        return cell.read(value)

    return Cell(read)


def _parse(value: str) -> PartialDate:
    try:
        return PartialDate.parse(value)
    except ValueError:
        raise BadValueError(
            _("Datoen kan ikke leses. Skriv ÅÅÅÅ-MM-DD eller DD.MM.ÅÅÅÅ, og ÅÅÅÅ-MM eller ÅÅÅÅ når ikke mer er kjent.")
        ) from None


def coarse_date(*, last: bool) -> Cell:
    """A date that may be known to the month or year only: it begins on its first and ends on its last day."""

    @functools.lru_cache(CACHED)
    def read(value: str) -> Values:
        day = _parse(value)
        return ((day.last if last else day.first).isoformat(), day.precision.value)

    return Cell(read, (("", "date"), ("_precision", "text")), (None, "day"))


def day(*, last: bool) -> Cell:
    """A date of which no precision is kept: the first or the last day of what is written."""

    @functools.lru_cache(CACHED)
    def read(value: str) -> Values:
        found = _parse(value)
        return ((found.last if last else found.first).isoformat(),)

    return Cell(read, (("", "date"),))


def whole_number(*, largest: int = LARGEST_COUNT, smallest: int = 0) -> Cell:
    def read(value: str) -> Values:
        if not _INTEGER.fullmatch(value):
            raise BadValueError(_("Skriv et helt tall."))
        number = int(value)
        if number < 0 <= smallest:
            raise BadValueError(_("Tallet kan ikke være negativt."))
        if not smallest <= number <= largest:
            raise BadValueError(
                _("Tallet må være fra %(smallest)s til %(largest)s.") % {"smallest": smallest, "largest": largest}
            )
        return (str(number),)

    return Cell(read, (("", "integer"),))


def one_of(values: Iterable[str]) -> Cell:
    """One of the values that the file format names."""
    allowed = tuple(values)

    @functools.lru_cache(CACHED)
    def read(value: str) -> Values:
        if value.lower() not in allowed:
            raise BadValueError(_("Ukjent verdi. Skriv en av disse: %(values)s.") % {"values": ", ".join(allowed)})
        return (value.lower(),)

    return Cell(read)


def yes_or_no() -> Cell:
    @functools.lru_cache(CACHED)
    def read(value: str) -> Values:
        answers = {"yes": "true", "no": "false"}
        if value.lower() not in answers:
            raise BadValueError(_("Skriv yes eller no, eller la cellen stå tom."))
        return (answers[value.lower()],)

    return Cell(read, (("", "boolean"),))


def split(value: str) -> list[str]:
    """The parts of a list, each once, in their order."""
    return list(dict.fromkeys(part.strip() for part in value.split("|") if part.strip()))


def codes(longest: int) -> Cell:
    """A list of codes, kept in the order of the code."""

    @functools.lru_cache(CACHED)
    def read(value: str) -> Values:
        parts = split(value)
        if any(len(part) > longest for part in parts):
            raise BadValueError(_("En kode i lista er for lang."))
        return (pg_array(sorted(parts)),)

    return Cell(read, (("", "text[]"),), ("{}",))


def several_of(values: Iterable[str]) -> Cell:
    """A list of values that the file format names, kept in the format's order."""
    allowed = tuple(values)

    @functools.lru_cache(CACHED)
    def read(value: str) -> Values:
        parts = [part.lower() for part in split(value)]
        if unknown := [part for part in parts if part not in allowed]:
            raise BadValueError(
                _("Ukjent verdi: %(unknown)s. Skriv en eller flere av disse: %(values)s.")
                % {"unknown": ", ".join(unknown), "values": ", ".join(allowed)}
            )
        return (pg_array(part for part in allowed if part in parts),)

    return Cell(read, (("", "text[]"),), ("{}",))


def subject_areas() -> Cell:
    """Subject areas by name; the code of one is its name in lower case, so that it is the same however written."""

    @functools.lru_cache(CACHED)
    def read(value: str) -> Values:
        named = {unicodedata.normalize("NFC", name).casefold(): name for name in reversed(split(value))}
        if any(len(code) > 60 for code in named):
            raise BadValueError(_("Navnet på et fagområde er for langt; det er plass til 60 tegn."))
        found = sorted(named)
        return pg_array(found), pg_array(named[code] for code in found)

    return Cell(read, (("", "text[]"), ("_names", "text[]")), ("{}", "{}"))


def email() -> Cell:
    @functools.lru_cache(CACHED)
    def read(value: str) -> Values:
        address = value.lower()
        try:
            validate_email(address)
        except ValidationError:
            raise BadValueError(_("Dette er ikke en e-postadresse.")) from None
        if len(address) > 254:
            raise BadValueError(_("E-postadressen er for lang."))
        return (address,)

    return Cell(read)


@functools.lru_cache(CACHED)
def _organisation_number(value: str) -> str:
    try:
        return organisation_numbers.validate(value)
    except organisation_numbers.InvalidNumberError:
        raise BadValueError(
            _("Dette er ikke et gyldig organisasjonsnummer (ni siffer, der det siste er et kontrollsiffer).")
        ) from None


def organisation_number() -> Cell:
    return Cell(lambda value: (_organisation_number(value),))


def organisations() -> Cell:
    """Organisations by number, and those without a number by their own code."""

    @functools.lru_cache(CACHED)
    def read(value: str) -> Values:
        found = []
        for part in split(value):
            try:
                found.append(_organisation_number(part))
            except BadValueError:
                found.append(part)
        return (pg_array(dict.fromkeys(found)),)

    return Cell(read, (("", "text[]"),), ("{}",))
