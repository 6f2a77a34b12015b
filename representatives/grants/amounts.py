"""Whole kroner as Norwegians write them."""

import re

from django.utils.translation import gettext as _

from medvirkning.web.files.errors import BadValueError
from medvirkning.web.numbers import format_number

# More than the state budget: a slip of the hand.
LARGEST = 9_999_999_999_999
# Spaces between thousands (also those that don't break), and perhaps «,00» or «,-» and «kr».
_WRITTEN = re.compile(
    r"^(?:kr\.?\s*)?(?P<kroner>\d{1,3}(?:\s\d{3})+|\d{1,14})(?:[,.](?P<ore>\d{2})|,[-–—])?(?:\s*kr\.?)?$",
    re.ASCII | re.IGNORECASE,
)
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})


def parse_kroner(text: str) -> int:
    """«250 000», «250000,00», «kr 250 000,-». Raises `BadValueError`, which says what to write."""
    found = _WRITTEN.fullmatch(text.translate(_SPACES).strip())
    if found is None:
        raise BadValueError(_("Skriv beløpet i hele kroner, for eksempel 250 000."))
    if found["ore"] not in (None, "00"):
        raise BadValueError(_("Beløpet må være i hele kroner, uten øre."))
    kroner = int(found["kroner"].replace(" ", ""))
    if not 1 <= kroner <= LARGEST:
        raise BadValueError(_("Beløpet må være minst 1 krone, og ikke mer enn 13 siffer."))
    return kroner


def in_kroner(amount: int) -> str:
    """«250 000 kroner»."""
    return _("%(amount)s kroner") % {"amount": format_number(amount)}
