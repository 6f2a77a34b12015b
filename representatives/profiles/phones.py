"""Phone numbers as they are kept: without spaces, and with a country where it is not Norway."""

import re

from django.utils.translation import gettext as _

from medvirkning.web.refusals import RefusedError

_SEPARATORS = re.compile(r"[\s().\-\u2010-\u2015/]+")
_NORWEGIAN = re.compile(r"[2-9]\d{7}", re.ASCII)
_INTERNATIONAL = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
_NORWAY = "+47"


class PhoneRefusedError(RefusedError):
    """It isn't a number that can be called."""


def normalise_phone(text: str) -> str:
    """Eight digits, or «+» with country and number. Nothing where nothing was written. Raises `PhoneRefusedError`."""
    number = _SEPARATORS.sub("", text)
    number = f"+{number[2:]}" if number.startswith("00") else number
    domestic = number.removeprefix(_NORWAY)
    if _NORWEGIAN.fullmatch(domestic):
        return domestic
    if not number or (_INTERNATIONAL.fullmatch(number) and not number.startswith(_NORWAY)):
        return number
    raise PhoneRefusedError(
        _("Skriv et nummer med åtte siffer, eller + og landkode foran et utenlandsk nummer."), field="phone"
    )


def spaced(number: str) -> str:
    """«412 34 567» as Norwegians read a mobile number, «22 33 44 55» any other; a foreign one as it is."""
    if not _NORWEGIAN.fullmatch(number):
        return number
    if number[0] in "489":
        return f"{number[:3]} {number[3:5]} {number[5:]}"
    return " ".join(number[place : place + 2] for place in range(0, 8, 2))
