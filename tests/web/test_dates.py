"""Dates known to the day, the month or the year."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override

from medvirkning.web.dates import PartialDate, format_moment, format_period, format_short
from medvirkning.web.fields import DateField, PartialDateField
from medvirkning.web.precision import DatePrecision


@pytest.mark.parametrize(
    ("text", "iso", "first", "last"),
    [
        ("2023", "2023", datetime.date(2023, 1, 1), datetime.date(2023, 12, 31)),
        ("2024-02", "2024-02", datetime.date(2024, 2, 1), datetime.date(2024, 2, 29)),
        ("02.2023", "2023-02", datetime.date(2023, 2, 1), datetime.date(2023, 2, 28)),
        ("2026-11-21", "2026-11-21", datetime.date(2026, 11, 21), datetime.date(2026, 11, 21)),
        (" 1.2.2026 ", "2026-02-01", datetime.date(2026, 2, 1), datetime.date(2026, 2, 1)),
    ],
)
def test_reads_what_files_and_people_write(text, iso, first, last):
    date = PartialDate.parse(text)
    assert (date.isoformat(), date.first, date.last) == (iso, first, last)


@pytest.mark.parametrize(
    "text", ["", "i fjor", "31.2.2026", "2026-13", "21/11/2026", "26", "1899", "２０２６", "2026-11-21T10:00"]
)
def test_refuses_what_is_no_date(text):
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [("nb", "21.\u00a0november 2026", "mai 2023"), ("en", "21\u00a0November 2026", "May 2023")],
)
def test_shows_no_more_than_is_known(language, day, month):
    with override(language):
        assert str(PartialDate(2026, 11, 21)) == day
        assert str(PartialDate(2023, 5)) == month
        assert str(PartialDate(2023)) == "2023"


def test_a_stored_pair_and_its_precision_agree():
    stored = datetime.date(2023, 5, 1)
    for precision in DatePrecision:
        assert PartialDate.of(stored, precision).precision == precision


def test_moment_is_shown_in_oslo_time():
    moment = datetime.datetime(2026, 7, 1, 22, 30, tzinfo=ZoneInfo("UTC"))
    assert format_moment(moment) == "2.\u00a0juli 2026 kl.\u00a000.30"


def test_short_dates_name_another_year():
    today = datetime.date(2026, 11, 21)
    assert format_short(datetime.date(2026, 12, 15), today=today) == "15.\u00a0des."
    assert format_short(datetime.date(2027, 5, 3), today=today) == "3.\u00a0mai 2027"


def test_a_period_of_one_day_is_one_date():
    day = datetime.date(2026, 3, 3)
    assert format_period(day, day) == format_period(day, None) == "3.\u00a0mars 2026"
    assert format_period(day, datetime.date(2026, 5, 5)) == "3.\u00a0mars 2026 – 5.\u00a0mai 2026"


def test_field_gives_a_partial_date_and_shows_what_was_typed():
    field = PartialDateField()
    assert field.clean("05.2023") == PartialDate(2023, 5)
    assert field.prepare_value(PartialDate(2023, 5)) == "05.2023"
    assert field.prepare_value("i fjor") == "i fjor"
    assert not field.has_changed(PartialDate(2023, 5), "2023-05")


@pytest.mark.parametrize(("typed", "day"), [("1.1.26", (2026, 1, 1)), (" 03.12.19 ", (2019, 12, 3))])
def test_field_reads_a_short_year_as_people_write_it(typed, day):
    assert PartialDateField().clean(typed) == PartialDate(*day)


@pytest.mark.parametrize(
    ("typed", "message"), [("31.02.2026", "finnes ikke i kalenderen"), ("13.2026", "finnes ikke"), ("i går", "Skriv")]
)
def test_field_says_whether_the_day_or_the_writing_is_wrong(typed, message):
    with pytest.raises(ValidationError, match=message):
        PartialDateField().clean(typed)


def test_date_field_keeps_a_wrong_date_for_mending():
    widget = DateField().widget
    assert 'type="date"' in widget.render("d", "21.11.2026")
    assert 'value="2026-11-21"' in widget.render("d", "21.11.2026")
    assert 'type="text"' in widget.render("d", "31.2.2026")


@pytest.mark.parametrize("typed", ["9999-12-31", "31.12.1899", "0001-01-01"])
def test_a_year_that_cannot_be_meant_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        DateField().clean(typed)
