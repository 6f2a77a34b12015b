"""The crispy pack: labels, explanations and errors are tied to their fields, and nothing typed is lost."""

import re

import pytest
from bs4 import BeautifulSoup
from crispy_forms.utils import render_crispy_form
from django import forms

from medvirkning.web.forms import FormLook
from medvirkning.web.styleguide import ExampleForm

pytestmark = pytest.mark.urls("medvirkning.web.urls")


def page(form):
    return BeautifulSoup(render_crispy_form(form), "html.parser")


@pytest.fixture
def wrong():
    return page(ExampleForm({"happened_on": "31.2.2026", "known_from": "i fjor", "number": "-1"}))


def test_every_control_has_a_label_or_a_legend():
    html = page(ExampleForm())
    for control in html.find_all(["input", "select", "textarea"]):
        if control.get("type") == "hidden":
            continue
        assert html.find("label", attrs={"for": control["id"]}), control


def test_every_id_is_unique_and_every_reference_resolves(wrong):
    ids = [tag["id"] for tag in wrong.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for tag in wrong.find_all(attrs={"aria-describedby": True}):
        assert set(tag["aria-describedby"].split()) <= set(ids), tag
    for tag in wrong.find_all(attrs={"aria-labelledby": True}):
        assert set(tag["aria-labelledby"].split()) <= set(ids), tag


def test_the_summary_leads_to_each_field_and_names_it(wrong):
    links = wrong.select("[data-error-summary] a")
    assert [link["href"] for link in links] == [
        "#id_happened_on", "#id_known_from", "#id_form", "#id_people_0", "#id_degree_0", "#id_perspective_0",
        "#id_number", "#id_summary",
    ]  # fmt: skip
    for link in links:
        assert wrong.find(id=link["href"][1:]), link
    assert links[0].text.startswith("Når: ")
    assert links[-1].text == "Fyll ut «Hva kom fram»"


def test_what_was_typed_stands(wrong):
    assert wrong.find(id="id_happened_on")["value"] == "31.2.2026"
    assert wrong.find(id="id_known_from")["value"] == "i fjor"
    assert wrong.find(id="id_number")["value"] == "-1"


def test_cards_carry_their_explanation():
    html = page(ExampleForm())
    card = html.find(id="id_degree_2")
    assert html.find(id=card["aria-describedby"]).text == "Samme papirer, samme stemme, samme avgjørelse."


def test_optional_fields_say_so_and_required_ones_do_not():
    html = page(ExampleForm())
    marked = {re.sub(r"\s+", " ", tag.parent.text).strip() for tag in html.select(".optional")}
    assert marked == {"Kjent fra (valgfritt)", "Antall deltakere (valgfritt)", "Dokument (valgfritt)"}


def test_a_form_leaves_checking_to_the_server():
    form = page(ExampleForm()).form
    assert form.has_attr("novalidate")
    assert form["enctype"] == "multipart/form-data"


def test_a_form_with_the_look_needs_no_layout():
    class Plain(FormLook, forms.Form):
        submit_text = "Send"
        name = forms.CharField(label="Navn")

    html = page(Plain())
    assert html.find("button", type="submit").text == "Send"


def test_typed_markup_stays_text():
    html = render_crispy_form(ExampleForm({"summary": "<script>alert(1)</script>", "known_from": '"><b>'}))
    assert "<script>" not in html
    assert "<b>" not in html
