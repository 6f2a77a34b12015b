"""The history tab: one act told once, in the words of the screen, with nothing technical in it."""

import datetime

import pytest
from django.utils import translation
from django.utils.functional import Promise

from medvirkning import audit
from medvirkning.audit.history import history_of
from medvirkning.audit.history_words import told_fields
from medvirkning.audit.services import history_model
from projects.involvement.models import Event, Involvement
from projects.work.models import WorkItem
from projects.work.services import decisions, items
from representatives.subjects.models import SubjectArea
from tests import factories, register_factories

pytestmark = pytest.mark.django_db

TECHNICAL = {
    "id", "version", "imported_version", "sort_key", "search", "lineage", "external_id", "capacities", "created_at",
    "logged_at",
}  # fmt: skip


def told(entry):
    return {change.field: (change.old, change.new) for change in entry.changes}


def change(item, actor=None, **values):
    related = {name: values.pop(name) for name in ("subject_areas", "team") if name in values}
    with audit.context(actor=actor, command="test"):
        fresh = WorkItem.objects.get(pk=item.pk)
        items.change_work_item(actor=actor, work_item=fresh, expected_version=fresh.version, changes=values, **related)


def subject(name):
    with audit.context(command="test"):
        return SubjectArea.objects.get_or_create(code=name.lower(), defaults={"name_nb": name})[0]


@pytest.mark.parametrize("model", [WorkItem, Event, Involvement])
def test_nothing_technical_is_told_and_every_field_has_words(model):
    fields = told_fields(model, history_model(model))
    names = {field.name for field in fields}
    assert not names & TECHNICAL
    assert not {name for name in names if name.endswith("_precision")}
    assert all(isinstance(field._verbose_name, Promise) for field in fields)
    kept = {field.name for field in model._meta.concrete_fields if field.editable} - TECHNICAL
    assert {name for name in kept if not name.endswith("_precision")} <= names


def test_a_coarse_date_is_one_line_and_says_no_more_than_is_known():
    item = factories.assignment(started_on=None, due_on=None)
    change(item, started_on=factories.day("2025-01-01"), started_on_precision="year")
    change(item, started_on=factories.day("2025-05-01"), started_on_precision="month")
    change(item, started_on=factories.day("2025-05-01"), started_on_precision="day")
    exact, month, year, _made = history_of(item)
    assert told(year) == {"Startet": ("", "2025")}
    assert told(month) == {"Startet": ("2025", "mai 2025")}
    assert told(exact) == {"Startet": ("mai 2025", "1. mai 2025")}


def test_values_stand_as_on_the_screen():
    item = factories.assignment(due_on=None)
    change(item, restricted=True, status="cancelled", cancel_reason="Trukket.")
    latest = history_of(item)[0]
    assert told(latest)["Skjermet"] == ("Nei", "Ja")
    assert told(latest)["Status"][1] == "Bortfalt"
    with translation.override("en"):
        assert "Nei" not in {old for _field, (old, _new) in told(history_of(item)[0]).items()}


def test_a_time_stands_as_elsewhere():
    meeting = register_factories.panel_meeting(of=register_factories.panel(), starts_at=datetime.time(17))
    assert told(history_of(meeting)[0])["Klokka"] == ("", "17.00")
    with translation.override("en"):
        assert "17:00" in {new for _old, new in told(history_of(meeting)[0]).values()}


def test_subject_areas_and_the_team_are_told_from_and_to():
    item = factories.assignment()
    kari, ola = factories.staff(name="Kari"), factories.staff(name="Ola")
    change(item, subject_areas=[subject("Rus"), subject("Kreft")], team=[kari])
    change(item, subject_areas=[subject("Kreft"), subject("Eldre")], team=[kari, ola])
    change(item, subject_areas=[subject("Kreft"), subject("Eldre")], team=[])
    emptied, second, first, _made = history_of(item)
    assert told(first) == {"Fagområder": ("", "Kreft, Rus"), "Teamet": ("", "Kari")}
    assert told(second) == {"Fagområder": ("Kreft, Rus", "Eldre, Kreft"), "Teamet": ("Kari", "Kari, Ola")}
    assert told(emptied) == {"Teamet": ("Kari, Ola", "")}


def test_making_work_is_one_act_with_its_department_and_its_subjects():
    actor, unit = factories.staff(name="Kari Saksbehandler"), factories.division(name="Avdeling for rus")
    with audit.context(actor=actor):
        item = items.create_work_item(
            actor=actor, title="Veileder", kind="assignment", department=unit, subject_areas=[subject("Rus")],
            responsible=actor,
        )  # fmt: skip
    (made,) = history_of(item)
    assert (made.title, made.who) == ("Opprettet", "Kari Saksbehandler")
    said = told(made)
    assert said["Svarer for arbeidet"] == ("", "Avdeling for rus")
    assert said["Fagområder"] == ("", "Rus")
    assert said["Slag"] == ("", "Oppdrag")
    # That nothing is restricted, and that who made it has it, goes without saying.
    assert not {"Skjermet", "Ansvarlig"} & set(said)


def test_decisions_and_moves_are_told_with_the_work():
    unit, other = factories.division(), factories.division(name="Avdeling for eldre")
    asker, leader = factories.staff(of=unit, name="Kari"), factories.leader(of=unit, name="Lise")
    item = factories.assignment(department=unit)
    with audit.context(actor=asker):
        asked = decisions.request_exemption(
            actor=asker, work_item=item, year=2026, reason=factories.exemption_reason(), reason_text="Internt."
        )
    with audit.context(actor=leader):
        decisions.decide(actor=leader, decision=asked, expected_version=asked.version, approve=True)
    with audit.context(actor=leader):
        items.move_work_item(actor=leader, work_item=item, department=other, from_date=factories.day("2026-03-01"))
    acts = {entry.who: [] for entry in history_of(item)}
    for entry in history_of(item):
        acts[entry.who].append(told(entry))
    (asking,) = acts["Kari"]
    assert asking["Unntak"][1].startswith("2026 (")
    assert "Internt." in asking["Unntak"][1]
    assert {("Unntak 2026: status", ("Ønsket", "Godkjent"))} <= {
        pair for said in acts["Lise"] for pair in said.items()
    }
    assert {"Svarer for arbeidet": ("", "Avdeling for eldre (fra: 1. mars 2026)")} in acts["Lise"]


def test_an_event_and_what_it_meant_are_logged_in_one_act(signed_in):
    account = factories.staff()
    item = factories.assignment()
    row = factories.involvement(item, logged_by=account)
    page = signed_in(account).get(f"/oppdrag/{item.reference}/medvirkning/{row.pk}/").content.decode()
    history = page[page.index('id="history"') :]
    assert "precision" not in history.lower()
    assert "Capacities" not in history
    assert "Arbeid</dt>" not in history


def test_the_page_writes_from_and_to_for_those_who_hear_it(signed_in):
    item = factories.assignment(title="Gammelt navn")
    change(item, title="Nytt navn")
    page = signed_in(factories.staff()).get(f"/oppdrag/{item.reference}/historikk/").content.decode()
    assert "<del>Gammelt navn</del>" in page
    assert "<ins>Nytt navn</ins>" in page
    assert 'ds-sr-only">fra' in page
