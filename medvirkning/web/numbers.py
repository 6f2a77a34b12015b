"""Numbers as Norwegians and English readers write them, and the one way to round a percentage."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language

NO_VALUE = "–"
NBSP = "\u00a0"


def percentage(part: int | None, whole: int | None) -> Decimal | None:
    """`part` of `whole` in per cent with one decimal; no value where there is nothing to divide by.

    The counting rule, version 1: a denominator of 0 gives no value, never 0 %; halves away from zero, divided last.
    """
    if part is None or not whole:
        return None
    return round_half_up(Decimal(part) * 100 / Decimal(whole))


def round_half_up(value: Decimal | float, decimals: int = 1) -> Decimal:
    """Halves away from zero: 6.25 becomes 6.3, -6.25 becomes -6.3."""
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def format_number(value: Decimal | float | None, decimals: int | None = None) -> str:
    """«1 234,5» in Norwegian, «1,234.5» in English; «–» for no value.

    Without `decimals` a whole number has none and another keeps its own.
    """
    if value is None:
        return NO_VALUE
    number = value if decimals is None else round_half_up(Decimal(str(value)), decimals)
    text = number_format(number, decimal_pos=decimals, use_l10n=True, force_grouping=True)
    return text.replace("-", "\u2212", 1) if text.startswith("-") else text


def format_percent(value: Decimal | float | None, decimals: int = 1) -> str:
    """«63,3 %» with a space that does not break, in English «63.3%»; «–» for no value."""
    if value is None:
        return NO_VALUE
    space = "" if (get_language() or "nb").startswith("en") else NBSP
    return f"{format_number(value, decimals)}{space}%"


def format_change(value: Decimal | float | None, decimals: int = 1) -> str:
    """A difference with its sign: «+3,2», «−1,0», «0,0»."""
    if value is None:
        return NO_VALUE
    rounded = round_half_up(Decimal(str(value)), decimals)
    return f"{'+' if rounded > 0 else ''}{format_number(rounded, decimals)}"
