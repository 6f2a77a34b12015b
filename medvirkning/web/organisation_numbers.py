"""Norwegian organisation numbers: nine digits, of which the last is a check digit.

Brønnøysundregistrene publish the check digit and nothing of how numbers begin (their own example begins with 1). But a
number is one of the hundreds of millions: none begins with 0. 000000000, which is typed to get past the field, passes
the check digit and is no number.
"""

from stdnum.exceptions import InvalidComponent, ValidationError
from stdnum.no import orgnr

__all__ = ["InvalidNumberError", "validate"]

InvalidNumberError = ValidationError


def validate(text: str) -> str:
    """The nine digits, without spaces. Raises `InvalidNumberError`."""
    number = str(orgnr.validate(text))
    if number.startswith("0"):
        raise InvalidComponent
    return number
