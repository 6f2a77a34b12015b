"""Where a word stands, its meaning is one link away."""

import re
from importlib import import_module, util
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.urls import reverse
from django.utils import translation

from advice.glossary.words import words
from medvirkning.web import terms
from tests import factories

# The forms whose fields ask for a word of the glossary, and the fields.
MUST_LINK = {
    "projects.involvement.forms.LogForm": {
        "form", "phase", "perspective", "capacity", "degree", "level", "youth",
    },
    "projects.involvement.forms.EditForm": {"form", "phase", "perspective", "capacity", "degree", "level", "youth"},
    "projects.involvement.state_forms.InputForm": {"text"},
    "projects.involvement.state_forms.AnswerForm": {"outcome"},
    "projects.work.forms.NewWorkForm": {"kind", "product_type", "department"},
    "projects.work.forms.EditWorkForm": {"product_type"},
    "projects.work.forms.MoveForm": {"department"},
    "projects.work.forms.ContributionForm": {"department"},
    "projects.work.status_forms.RequestForm": {"reason"},
    "projects.work.status_forms.DecideForm": {"decision_text"},
    "projects.insight.forms.TargetForm": {"per_cent"},
    "projects.insight.rule_forms.RuleVersionForm": {"headline", "least_degree"},
    "projects.departments.forms.NewDepartmentForm": {"parent"},
    "advice.catalogue.forms.AdviceVersionForm": {"level", "strength", "practical_steps", "legal_basis"},
    "advice.assessments.forms.StartForm": {"year"},
    "advice.assessments.forms.AnswerForm": {"score", "steps_done"},
    "advice.assessments.score_forms.InviteForm": {"label"},
    "advice.assessments.action_forms.ActionForm": {"text"},
    "advice.units.forms.RegistrationForm": {"name"},
    "advice.ties.forms.TiesForm": {"pieces"},
    "advice.implementation.forms.ActivityForm": {"pieces"},
}  # fmt: skip
TAG = re.compile(r"""\{%\s*term\s+["']([^"']+)["']""")


def form_of(path: str) -> Any:
    module, name = path.rsplit(".", 1)
    return getattr(import_module(module), name)


def every_form() -> list[Any]:
    """Every form class of the portal that has been loaded."""
    for file in Path(settings.BASE_DIR).glob("*/**/*forms.py"):
        name = ".".join(file.relative_to(settings.BASE_DIR).with_suffix("").parts)
        if name.split(".")[0] in {"medvirkning", "representatives", "projects", "advice"} and util.find_spec(name):
            import_module(name)
    found, waiting = [], [forms.BaseForm]
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        found.append(one)
    return [one for one in found if one.__module__.split(".")[0] in {"medvirkning", "projects", "advice"}]


@pytest.mark.parametrize("path", MUST_LINK)
def test_forms_link_the_words_they_ask_for(path: str):
    form = form_of(path)
    linked = {name for name in form.base_fields if terms.slugs_of(form, name)}
    assert linked >= MUST_LINK[path]


def test_every_slug_of_a_form_is_a_word_and_every_field_is_there():
    for form in every_form():
        for name in getattr(form, "terms", {}):
            assert name in form.base_fields, f"{form.__name__} has no field {name}"
            missing = [slug for slug in terms.slugs_of(form, name) if terms.find(slug) is None]
            assert not missing, f"{form.__name__}.{name}: the glossary lacks {missing}"


def test_every_slug_of_a_template_is_a_word():
    used = {
        slug: file.name
        for file in (settings.BASE_DIR / "templates").rglob("*.html")
        for slug in TAG.findall(file.read_text(encoding="utf-8"))
    }
    assert {"grad", "andel", "unntak", "medvirkning"} <= set(used)
    assert not {slug: name for slug, name in used.items() if terms.find(slug) is None}


@pytest.mark.parametrize(("language", "word"), [("nb", "oppdrag"), ("nn", "oppdrag"), ("en", "assignment")])
def test_a_link_speaks_the_readers_language_and_asks_nothing(language: str, word: str, django_assert_num_queries):
    with translation.override(language):
        link = terms.find("oppdrag")
    assert link == terms.TermLink("oppdrag", word, "/rad/begreper/#oppdrag")


def test_the_tag_shows_nothing_for_a_word_nobody_has():
    shown = Template('{% load terms %}[{% term "finnes-ikke" %}][{% term "finnes-ikke" "ordet" %}]').render(Context())
    assert shown == "[][ordet]"


def test_a_provider_is_asked_once():
    def none(slug: str) -> terms.TermLink | None:
        return terms.TermLink("x", "x", "/x") if slug == "x" else None

    terms.register(none)
    terms.register(none)
    assert terms.find("x") is not None
    terms.unregister(none)
    assert terms.find("x") is None


@pytest.mark.django_db
def test_the_quick_log_links_its_words_in_tabs_of_their_own(signed_in):
    department = factories.division()
    client = signed_in(factories.staff(of=department))
    work = factories.assignment(department=department)
    shown = BeautifulSoup(client.get(reverse("involvement:log", args=[work.reference])).content, "html.parser")
    links = {link["href"]: link for link in shown.select("#page-form a.term-link")}
    assert set(links) == {
        f"/rad/begreper/#{slug}"
        for slug in ("form", "fase", "perspektiv", "kapasitet", "grad", "niva", "barn-og-unge")
    }
    for link in links.values():
        assert (link["target"], link["rel"]) == ("_blank", ["noopener"])
        assert "Åpnes i en ny fane" in link.get_text()
    # The link is no part of what describes the field.
    assert not shown.select("[data-field=description] a.term-link")


@pytest.mark.django_db
def test_a_record_links_the_words_of_its_facts(signed_in):
    department = factories.division()
    client = signed_in(factories.staff(of=department))
    work = factories.assignment(department=department)
    made = factories.involvement(work)
    shown = BeautifulSoup(
        client.get(reverse("involvement:detail", args=[work.reference, made.pk])).content, "html.parser"
    )
    links = {link["href"].partition("#")[2] for link in shown.select("dt a.term-link")}
    assert {"fase", "grad", "perspektiv", "bekreftelse"} <= links


def test_every_word_has_an_anchor_that_can_be_linked():
    for slug in words():
        assert re.fullmatch(r"[a-z0-9-]+", slug)
