"""Percentages round one way, and numbers follow the reader's language."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from medvirkning.web.numbers import format_change, format_number, format_percent, percentage, round_half_up


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        (19, 30, "63.3"),
        (19, 28, "67.9"),
        (1, 16, "6.3"),
        (12, 20, "60.0"),
        (0, 7, "0.0"),
        (5, 0, None),
        (None, 3, None),
    ],
)
def test_percentage_has_one_decimal_and_no_value_without_a_denominator(part, whole, share):
    assert percentage(part, whole) == (None if share is None else Decimal(share))


@pytest.mark.parametrize(("value", "rounded"), [(6.25, "6.3"), (-6.25, "-6.3"), (0.05, "0.1"), (2.449, "2.4")])
def test_halves_go_away_from_zero(value, rounded):
    assert round_half_up(value) == Decimal(rounded)


def test_norwegian_and_english_forms():
    with override("nb"):
        assert format_percent(Decimal("63.3")) == "63,3\u00a0%"
        assert format_number(1234.5) == "1\u00a0234,5"
        assert format_number(10_000) == "10\u00a0000"
    with override("nn"):
        assert format_percent(5) == "5,0\u00a0%"
    with override("en"):
        assert format_percent(Decimal("63.3")) == "63.3%"
        assert format_number(1234.5) == "1,234.5"


def test_no_value_is_a_dash_never_nought():
    assert format_percent(None) == format_number(None) == format_change(None) == "–"


def test_change_carries_its_sign():
    assert [format_change(value) for value in (3.2, -1, 0)] == ["+3,2", "\u22121,0", "0,0"]
