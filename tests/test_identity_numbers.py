"""No national identity number and no account number is taken in by any form of the portal's own."""

import datetime
import inspect
import unicodedata
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from stdnum.no import fodselsnummer, kontonr

from medvirkning.web.forms import FormLook
from medvirkning.web.identity_numbers import is_free_text, refuse_identity_numbers

ROOT = Path(__file__).parent.parent
# Forms by GET: what is searched for is kept nowhere, and an answer is asked of filters in an address.
SEARCHES = {"FindingForm", "SelectionForm", "FindForm"}

days = st.dates(datetime.date(1940, 1, 1), datetime.date(1999, 12, 31))
texts = st.text(max_size=40).filter(
    lambda text: not any(sign.isnumeric() or sign in "+/." for sign in unicodedata.normalize("NFKC", text))
)


def with_check_digits(start, calculate):
    """The numbers that begin so, whose check digits hold."""
    return [f"{start}{end:02}" for end in range(100) if calculate(f"{start}{end:02}")]


def says_no(text):
    """The code of the refusal, empty where there is none."""
    try:
        refuse_identity_numbers(text)
    except ValidationError as error:
        return error.code
    return ""


@given(days, st.integers(0, 499), texts, texts, st.sampled_from(["", " ", "-", "\u2013", "/", "\u00a0", "."]))
def test_a_persons_number_is_refused_wherever_it_stands(day, serial, before, after, gap):
    for number in with_check_digits(f"{day:%d%m%y}{serial:03}", fodselsnummer.is_valid):
        assert says_no(f"{before} {number[:6]}{gap}{number[6:]} {after}") == "identity_number"


@given(st.integers(1000, 9999), st.integers(0, 99999), st.sampled_from(["", " ", ".", "-"]), texts)
def test_an_account_number_is_refused_wherever_it_stands(bank, account, gap, before):
    for number in with_check_digits(f"{bank}{account:05}", kontonr.is_valid):
        written = f"{number[:4]}{gap}{number[4:6]}{gap}{number[6:]}"
        assert says_no(f"{before} {written}") in {"account_number", "identity_number"}
        assert says_no(f"{before} NO93{written}") in {"account_number", "identity_number"}


@given(st.integers(0, 10**10 - 1), texts)
def test_shorter_numbers_are_free(number, before):
    """Phone numbers of eight digits, organisation numbers of nine."""
    assert not says_no(f"{before} {number}")


@given(st.integers(10**10, 10**11 - 1))
def test_a_number_without_its_check_digits_is_free(number):
    held = fodselsnummer.is_valid(str(number)) or kontonr.is_valid(str(number))
    assert bool(says_no(str(number))) == held


@pytest.mark.parametrize(
    "text",
    [
        "+46701234567 og +12345670015",
        "0012345670015",
        "Se https://eksempel.no/sak/12345670015 og www.eksempel.no/12345670015",
        "12 345 670 015",
        "2026-11-22 10.30, sak 26/01234-5, tlf. 22 33 44 55",
        "123456\n70015",
        "١٢٣٤٥٦٧٠٠١٥",
    ],
)
def test_what_looks_alike_is_free(text):
    assert not says_no(text)


@pytest.mark.parametrize("text", ["01019000083", "fnr:01019000083.", "０１０１９００００８３", "01.01.90 00083"])
def test_a_persons_number_in_each_guise(text):
    with pytest.raises(ValidationError, match="fødselsnummer") as said:
        refuse_identity_numbers(text)
    assert not any(sign.isdigit() for sign in str(said.value))


class Sample(FormLook, forms.Form):
    text = forms.CharField(widget=forms.Textarea)
    mail = forms.EmailField()
    link = forms.URLField(assume_scheme="https")
    key = forms.CharField(widget=forms.HiddenInput)
    made = forms.BooleanField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["later"] = forms.CharField(required=False)


def test_a_form_says_so_and_keeps_what_was_typed():
    typed = {
        "text": "Jeg er 010190 00083, ring meg",
        "mail": "12345670015@post.example",
        "link": "https://eksempel.no/12345670015",
        "key": "12345670015",
        "later": "Konto 1234.56.70015",
    }
    form = Sample(typed)
    assert set(form.errors) == {"text", "later"}
    assert "fødselsnummer" in form.errors["text"][0]
    assert "kontonummer" in form.errors["later"][0]
    assert form["text"].value() == typed["text"]
    assert not Sample.base_fields["text"].validators or refuse_identity_numbers not in (
        Sample.base_fields["text"].validators
    )


def forms_of_our_own():
    """Every form class in the rooms; parts of forms, which are no form alone, are `…Fields` and `…Boxes`."""
    for path in sorted(ROOT.glob("*/**/*form*.py")) + sorted(ROOT.glob("*/**/*forms*/*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[0] not in {"medvirkning", "advice", "projects", "representatives"} or "migrations" in parts:
            continue
        module = import_module(".".join(parts).removesuffix(".__init__"))
        for name, found in inspect.getmembers(module, inspect.isclass):
            if issubclass(found, forms.BaseForm) and found.__module__ == module.__name__:
                yield name, found


@pytest.mark.parametrize(("name", "form"), sorted({(n, f) for n, f in forms_of_our_own()}, key=lambda one: one[0]))
def test_every_form_of_our_own_refuses_them(name, form):
    if name in SEARCHES or name.endswith(("Fields", "Boxes")):
        return
    if not issubclass(form, FormLook):
        assert not any(is_free_text(field) for field in form.base_fields.values()), f"{form} is not built on FormLook"
        return
    assert form.full_clean is FormLook.full_clean or form.full_clean.__qualname__.startswith(name)


def test_the_number_of_a_case_is_no_account():
    for number in with_check_digits("123456789", kontonr.is_valid):
        assert not says_no(f"saksnr 2024/{number}")
