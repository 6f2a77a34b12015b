"""Every field of an event and an involvement: where it is entered it is shown, and kept when it is changed."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from medvirkning import audit
from medvirkning.audit import chain
from medvirkning.audit.history import history_of
from medvirkning.audit.services import erase_person, history_model
from medvirkning.web.models import Draft
from projects.involvement.models import Event, Input, Involvement, InvolvementConfirmation
from projects.involvement.services import confirmations
from tests import factories
from tests.projects.involvement.test_quick_log import text_of, values

pytestmark = pytest.mark.django_db


def page_of(row):
    return reverse("involvement:detail", args=[row.work_item.reference, row.pk])


HISTORIES = ("history", "people-history")
EVERYTHING = {
    "span": "periode",
    "ended_on": "12.2025",
    "carers_count": "1",
    "perspective": "both",
    "capacity": "insight",
    "more_phases": ["evaluation"],
    "level": "service",
    "youth": "on",
    "whole_process": "true",
    "organisations_count": "3",
    "hours": "7,5",
    "purpose": "Hva er viktigst?",
}


def test_what_is_entered_is_shown(staff, item, address):
    staff.post(address, values(**EVERYTHING))
    row = Involvement.objects.get()
    assert (row.level, row.youth, row.whole_process) == ("service", True, True)
    shown = text_of(staff.get(page_of(row)))
    for line in (
        "Når 21. november 2025 – desember 2025",
        "Fase Utarbeiding, Evaluering",
        "Grad 3 likeverdig medlem",
        "Perspektiv Begge",
        "Nivå Tjeneste",
        "Barn eller unge Ja",
        "Hvem 2 brukere, 1 pårørende, 3 organisasjoner",
        "De var med som Brukerinnsikt",
        "Med i hele prosessen Ja",
        "Timer 7,5",
        "Formål Hva er viktigst?",
        "Hva kom fram De ville ha et forløp.",
    ):
        assert line in shown, (line, shown)


def test_what_is_entered_stands_in_the_form_that_changes_it(staff, item, address):
    staff.post(address, values(**EVERYTHING))
    row = Involvement.objects.get()
    edit = reverse("involvement:edit", args=[item.reference, row.pk])
    form = BeautifulSoup(staff.get(edit).text, "html.parser").select_one("#page-form")
    sent = {}
    for control in form.select("input[name], textarea[name], select[name]"):
        if control.name == "select":
            picked = control.select_one("option[selected]")
            sent[control["name"]] = picked["value"] if picked else ""
        elif control.get("type") in ("radio", "checkbox"):
            if control.has_attr("checked"):
                sent.setdefault(control["name"], []).append(control.get("value", "on"))
        else:
            text = control.text.lstrip("\n") if control.name == "textarea" else control.get("value", "")
            sent[control["name"]] = text
    before = Involvement.objects.values().get(), Event.objects.values().get()
    assert staff.post(edit, sent).status_code == 302
    for old, new in zip(before, (Involvement.objects.values().get(), Event.objects.values().get()), strict=True):
        assert {**old, "version": 0} == {**new, "version": 0}


def test_the_level_is_in_the_history_in_words(staff, item):
    row = factories.involvement(item, logged_by=staff.account)
    with audit.context(actor=staff.account):
        Involvement.objects.filter(pk=row.pk).update(level="system")
    assert ("Nivå", "", "System") in [(change.field, change.old, change.new) for change in history_of(row)[0].changes]


def test_who_took_part_is_in_the_history(staff, item, address):
    person, body = factories.person(name="Anne Berg"), factories.organisation(name="Mental Helse")
    staff.post(address, values(people=[f"p{person.pk}", f"o{body.pk}"], capacity="experience"))
    row = Involvement.objects.get()
    edit = reverse("involvement:edit", args=[item.reference, row.pk])
    versions = {"version": str(row.version), "event_version": str(row.event.version)}
    assert staff.post(edit, values(people=[f"o{body.pk}"], capacity="insight", **versions)).status_code == 302
    told = [(one.field, one.old, one.new) for one in history_of(row, row.event)[0].changes]
    assert ("Deltaker", "Anne Berg (rolle: erfaring)", "") in [
        (f, o.lower().replace("anne berg", "Anne Berg"), n) for f, o, n in told
    ]
    assert ("Deltakende organisasjon Mental Helse: rolle", "Erfaring", "Brukerinnsikt") in told


def test_the_history_tells_a_perspective_and_a_name_apart(staff, item, address):
    person = factories.person(name="Anne Berg")
    staff.post(address, values(people=[f"p{person.pk}"], perspective="user", capacity="experience"))
    row = Involvement.objects.get()
    page = BeautifulSoup(staff.get(page_of(row)).text, "html.parser")
    told, people = (page.select_one(f"section[aria-labelledby={one}]").get_text(" ") for one in HISTORIES)
    assert ("Perspektiv" in told, "Anne Berg" in told) == (True, False)
    assert ("Perspektiv" in people, "Anne Berg" in people) == (False, True)


def test_what_no_file_says_is_not_stated(staff, item):
    row = factories.involvement(item)
    assert row.level is None
    assert "Nivå" not in text_of(staff.get(page_of(row))).split("Historikk")[0]


# All that is wrong is told at once


def links(response):
    page = BeautifulSoup(response.text, "html.parser")
    found = {link.text: link["href"].removeprefix("#") for link in page.select("[data-error-summary] a")}
    assert all(page.find(id=target) is not None for target in found.values()), found
    return found


def test_who_took_part_is_asked_for_with_everything_else(staff, address):
    told = links(staff.post(address, values(users_count="", degree=None, phase="", perspective="")))
    assert set(told) == {
        "Velg under «Fase»",
        "Hvem var med: Oppgi minst én person, organisasjon eller et antall.",
        "Velg under «Hvem snakket de for»",
        "Velg under «Hvor mye kunne de påvirke?»",
    }
    assert told["Velg under «Hvor mye kunne de påvirke?»"] == "id_degree_0"


def test_an_empty_form_tells_all_seven(staff, address):
    empty = {"started_on": "", "form": "", "users_count": "", "capacity": "", "phase": "", "perspective": ""}
    assert len(links(staff.post(address, values(degree=None, **empty)))) == 7


def test_a_rule_that_rests_on_what_is_wrong_waits(staff, address):
    """Nobody is told that the end is before a start that can't be read."""
    told = links(staff.post(address, values(started_on="31.11.2025", span="periode", ended_on="01.01.2020")))
    assert list(told.values()) == ["id_started_on"]


def test_who_leads_to_the_first_to_tick_or_to_the_search(staff, item, address):
    assert "div_id_people" in links(staff.post(address, values(users_count=""))).values()
    factories.involvement(item, event=factories.event(people=[factories.person()]))
    assert "id_people_0" in links(staff.post(address, values(users_count=""))).values()


def test_a_refused_form_is_kept_when_the_window_is_closed(staff, item, address):
    refused = staff.post(address, values(degree=None, summary="Skrevet én gang"))
    assert "Kladden er lagret kl." in refused.text
    assert Draft.objects.get().object_key == str(item.pk)
    assert "Skrevet én gang" in staff.get(address).text


def test_what_was_searched_for_and_added_is_kept_too(staff, address):
    staff.post(address, values(summary="Skrevet én gang", add_person="1", new_person_name="Jonas Lie Vik"))
    page = staff.get(address).text
    assert "Skrevet én gang" in page
    assert "Jonas Lie Vik" in page


def test_the_same_as_last_time_keeps_the_words_of_a_draft(staff, item, address):
    row = factories.involvement(item, degree=4, youth=True, started_on=factories.day("2025-03-03"))
    staff.post(address, values(users_count="", degree="1", summary="Skrevet én gang"))
    page = BeautifulSoup(staff.get(address, {"som": row.pk}).text, "html.parser")
    assert page.select_one("input[name=degree][checked]")["value"] == "4"
    assert page.select_one("input[name=youth]").has_attr("checked")
    assert page.select_one("textarea[name=summary]").text.strip() == "Skrevet én gang"


# A draft is a draft


def test_a_past_draft_is_called_a_draft_and_a_later_date_is_planned(staff, item):
    today = factories.day("2025-06-01")
    factories.involvement(item, state="draft", logged_by=staff.account, started_on=today, phases=["mandate"])
    later = factories.day("2099-01-01")
    factories.involvement(item, logged_by=staff.account, started_on=later, phases=["evaluation"])
    line = BeautifulSoup(staff.get(reverse("work:detail", args=[item.reference])).text, "html.parser")
    marks = {" ".join(mark.text.split()) for mark in line.select("ol.phases li")}
    assert {"Mandat kladd", "Evaluering planlagt"} <= marks


def test_finishing_a_draft_registers_it(staff, item):
    row = factories.involvement(item, state="draft", logged_by=staff.account)
    assert "Gjør ferdig" in text_of(staff.get(page_of(row)))
    edit = reverse("involvement:edit", args=[item.reference, row.pk])
    page = text_of(staff.get(edit))
    assert "Gjør kladden ferdig" in page
    sent = values(version=str(row.version), event_version=str(row.event.version))
    assert "Medvirkningen er registrert." in text_of(staff.post(edit, sent, follow=True))
    row.refresh_from_db()
    assert row.state == "registered"


# The focus goes to what was found


def focused(response):
    (control,) = BeautifulSoup(response.text, "html.parser").select("main [autofocus]")
    return control.get("value") or control["id"]


def test_the_focus_goes_to_the_first_that_was_found(staff, item, address):
    factories.involvement(item, event=factories.event(people=[factories.person(name="Bo Li")]))
    found = factories.person(name="Anne Berg")
    assert focused(staff.post(address, values(q_people="anne", enter="1"))) == f"p{found.pk}"
    assert focused(staff.post(address, values(q_people="zzz", enter="1"))) == "zzz"


def test_the_focus_goes_to_who_was_added_or_to_why_not(staff, address):
    added = staff.post(address, values(add_person="1", new_person_name="Jonas Lie Vik"))
    assert focused(added) == "n-Jonas_Lie_Vik"
    refused = staff.post(address, values(add_person="1", new_person_name=""))
    assert focused(refused) == "who-note"


def test_looking_for_other_work_keeps_its_fold_open(staff, address):
    other = factories.assignment(title="Veileder om løslatelse")
    for words, focus in (("løslatelse", str(other.pk)), ("zzz", "zzz")):
        response = staff.post(address, values(q_work=words, find_work="1"))
        page = BeautifulSoup(response.text, "html.parser")
        assert page.select_one("#id_q_work").find_parent("details").has_attr("open")
        assert page.select_one("#work-note").text
        assert not page.select_one("#who-note").text
        assert focused(response) == focus


# What a person said is the person's


def test_erasing_a_person_empties_words_and_reasons_in_the_history_too(history_context):
    centre, person = factories.centre(), factories.person(name="Ola Nordmann")
    row = factories.involvement(factories.assignment(), event=factories.event(people=[person]))
    given = factories.said(row, text="Min mor fikk ikke hjelp.", given_by=person, outcome="followed")
    asked = confirmations.ask(actor=centre, involvement=row, person=person)
    confirmations.answer(confirmation=asked, given="no", comment="Jeg var syk den dagen.")
    confirmations.set_aside(actor=centre, confirmation=asked, reason="Ola tok feil av møtet.")
    for model in (Input, InvolvementConfirmation):
        history = history_model(model)
        assert history.objects.filter(payload__isnull=False).exists()
        columns = {field.name for field in history._meta.concrete_fields}
        assert not columns & {"text", "comment", "set_aside_reason"}

    erase_person(actor=centre, person=person, rule="asked")

    given.refresh_from_db()
    asked.refresh_from_db()
    row.refresh_from_db()
    assert (given.text, given.outcome) == ("", "followed")
    assert (asked.comment, asked.set_aside_reason, asked.answer) == ("", "–", "no")
    assert row.confirmation == "asked"
    for model in (Input, InvolvementConfirmation):
        assert not history_model(model).objects.filter(payload__isnull=False).exists()
        assert history_model(model).objects.filter(digest__isnull=False).exists()
    assert list(chain.verify()) == []


def test_an_erased_input_says_so(staff, item):
    row = factories.involvement(item, logged_by=staff.account)
    factories.said(row, text="")
    assert "Teksten er slettet." in staff.get(page_of(row)).text
