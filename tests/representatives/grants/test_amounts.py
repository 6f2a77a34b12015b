"""Kroner as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medvirkning.web.files.errors import BadValueError
from representatives.grants.amounts import LARGEST, parse_kroner


@pytest.mark.parametrize(
    ("text", "kroner"),
    [
        ("250000", 250_000),
        ("250 000", 250_000),
        ("250\u00a0000", 250_000),
        ("1\u202f250\u202f000,00", 1_250_000),
        ("250000,00", 250_000),
        ("250000.00", 250_000),
        ("kr 250 000,-", 250_000),
        ("250 000 kr", 250_000),
        ("  1 ", 1),
    ],
)
def test_what_is_read(text: str, kroner: int) -> None:
    assert parse_kroner(text) == kroner


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("250.000", "hele kroner"),
        ("25 00", "hele kroner"),
        ("-5", "hele kroner"),
        ("1e6", "hele kroner"),
        ("=1+1", "hele kroner"),
        ("٢٥٠", "hele kroner"),
        ("", "hele kroner"),
        ("250,50", "uten øre"),
        ("0", "minst 1 krone"),
        ("99999999999999", "13 siffer"),
    ],
)
def test_what_is_refused(text: str, says: str) -> None:
    with pytest.raises(BadValueError, match=says):
        parse_kroner(text)


@given(st.integers(1, LARGEST), st.sampled_from(["", ",00", ".00", ",-"]), st.sampled_from(["", " ", "\u00a0"]))
def test_any_amount_is_read_as_it_is_shown(kroner: int, end: str, space: str) -> None:
    assert parse_kroner(f"{kroner:,}".replace(",", space) + end) == kroner


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        kroner = parse_kroner(text)
    except BadValueError:
        return
    assert 1 <= kroner <= LARGEST
