"""Numbers of municipalities. There is no list of them here: the first two digits are checked to be a county's."""

import re

from django.utils.translation import gettext as _

from medvirkning.web.files.errors import BadValueError
from representatives.geography.enums import County

_FOUR_DIGITS = re.compile(r"\d{4}", re.ASCII)


def valid_municipality_number(text: str) -> str:
    """Four digits that begin with the number of a county since 2024. Raises `BadValueError`."""
    number = text.strip()
    if not _FOUR_DIGITS.fullmatch(number):
        raise BadValueError(_("Kommunenummeret har fire siffer, også når det første er null: Oslo er 0301."))
    if number[:2] not in County.values:
        raise BadValueError(
            _("Ingen fylker har nummeret %(county)s. Bruk nummeret kommunen har fra 2024.") % {"county": number[:2]}
        )
    return number
