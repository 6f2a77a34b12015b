"""What is wrong is said in the portal's own words, whichever of Django's fields or validators found it."""

import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from crispy_forms.layout import Fieldset, Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core import validators
from django.db import models

from medvirkning.web.forms import FormLook
from medvirkning.web.plain_errors import is_said_plainly

# Fields and checks that no form of the portal could use, and none may without words of their own.
UNUSED = {
    "InlineForeignKeyField.invalid_choice", "GenericIPAddressField.invalid", "SlugField.invalid",
    "BooleanField.invalid", "NullBooleanField.invalid", "DateField.overflow", "DomainNameValidator",
    "BaseValidator",
}  # fmt: skip


def django_says() -> Iterator[tuple[str, Any]]:
    for _name, field in inspect.getmembers(forms, inspect.isclass):
        if issubclass(field, forms.Field) and field.__module__.startswith("django.forms"):
            for code, message in vars(field).get("default_error_messages", {}).items():
                yield f"{field.__name__}.{code}", message
    for _name, check in inspect.getmembers(validators, inspect.isclass):
        if check.__module__ == validators.__name__ and "message" in vars(check):
            yield check.__name__, vars(check)["message"]
    for code, message in validators.DecimalValidator.messages.items():
        yield f"DecimalValidator.{code}", message
    for code, message in models.Field.default_error_messages.items():
        yield f"models.Field.{code}", message


@pytest.mark.parametrize(("what", "message"), list(django_says()), ids=lambda one: one if isinstance(one, str) else "")
def test_every_message_of_djangos_has_words_of_ours(what, message):
    assert is_said_plainly(message) or what in UNUSED


class Form(FormLook, forms.Form):
    number = forms.IntegerField(label="Antall", min_value=1, max_value=10)
    kind = forms.ChoiceField(label="Slag", choices=[("a", "A")])
    site = forms.URLField(label="Nettsted", assume_scheme="https")
    mail = forms.EmailField(label="E-post")
    text = forms.CharField(label="Hva vet du?", max_length=3)
    own = forms.IntegerField(label="Måned", max_value=12, error_messages={"max_value": "Året har tolv måneder."})
    agreed = forms.BooleanField(label="Alt stemmer.", error_messages={"required": "Kryss av når det stemmer."})


def told(**values: str) -> list[str]:
    html = BeautifulSoup(render_crispy_form(Form(values)), "html.parser")
    return [line.text for line in html.select("[data-error-summary] li")]


def test_each_says_what_to_do():
    wrong = told(number="11", kind="b", site="hei hei", mail="her", text="langt", own="13")
    assert wrong == [
        "Antall: Tallet kan ikke være høyere enn 10.",
        "Slag: Dette valget finnes ikke. Velg et av dem som står her.",
        "Nettsted: Skriv en nettadresse, for eksempel https://www.eksempel.no.",
        "E-post: Skriv en gyldig e-postadresse, som navn@eksempel.no.",
        "Hva vet du? Teksten kan ha høyst 3 tegn. Denne har 5.",
        "Måned: Året har tolv måneder.",
        "Alt stemmer: Kryss av når det stemmer.",
    ]


def test_an_empty_field_says_which():
    assert told(own="1", agreed="on")[:2] == ["Fyll ut «Antall»", "Velg under «Slag»"]


def test_a_box_is_ticked_and_not_filled_in():
    class Sure(FormLook, forms.Form):
        sure = forms.BooleanField(label="Jeg har sjekket")

    html = BeautifulSoup(render_crispy_form(Sure({})), "html.parser")
    assert html.select_one("[data-error-summary] li").text == "Kryss av for «Jeg har sjekket»"


def test_what_another_answer_asks_for_is_not_called_optional():
    class Part(forms.Form):
        asked_for = ("mail", "phone", "gone")
        mail = forms.EmailField(label="E-post", required=False)
        phone = forms.CharField(label="Telefon", required=False)

    class OneOfTwo(FormLook, Part):
        note = forms.CharField(label="Merknad", required=False)

    html = BeautifulSoup(render_crispy_form(OneOfTwo()), "html.parser")
    assert [" ".join(one.parent.text.split()) for one in html.select(".optional")] == ["Merknad (valgfritt)"]


def test_the_summary_follows_the_layout():
    form = Form({})
    form.helper.layout = Layout(Fieldset("Først", "mail", "site"), "number")
    html = BeautifulSoup(render_crispy_form(form), "html.parser")
    links = [link["href"] for link in html.select("[data-error-summary] a")]
    assert links[:3] == ["#id_mail", "#id_site", "#id_number"]
