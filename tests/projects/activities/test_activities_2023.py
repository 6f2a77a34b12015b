"""The directorate's own list of 2023: loaded with what the source leaves out left out, shown as the chapter does."""

import csv
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from medvirkning import audit
from medvirkning.web import fictitious
from projects.activities import source
from projects.activities.presenters import NOTES
from projects.activities.services import load_activities
from projects.involvement.models import Involvement
from projects.shares import pipeline
from projects.shares.models import CountedWork
from projects.work.models import Touch, WorkItem
from tests import factories

ADDRESS = "/innsikt/aktiviteter-2023/"


def rows(name: str) -> list[dict[str, str]]:
    with (Path(settings.BASE_DIR) / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def loaded(db) -> None:
    load_activities()


@pytest.mark.usefixtures("loaded")
def test_all_activities_lie_outside_the_tree():
    items = WorkItem.objects.filter(reference__startswith="HDIR-2023-")
    assert items.count() == 21
    assert set(items.values_list("responsibilities__department__code", flat=True)) == {"IKKE-OPPGITT"}
    assert all(item.data_source == source.SOURCE for item in items)
    assert not any(item.started_on or item.due_on or item.completed_on or item.responsible_id for item in items)


@pytest.mark.usefixtures("loaded")
def test_their_state_is_unknown_and_shown_so(signed_in):
    assert set(WorkItem.objects.values_list("status", flat=True)) == {"not_stated"}
    client = signed_in(factories.staff())
    page = client.get("/oppdrag/HDIR-2023-A01/").content.decode()
    assert "Status ikke oppgitt" in page
    assert "Pågår" not in page
    facts = {fact.label: fact.value for fact in client.get("/oppdrag/HDIR-2023-A01/").context["facts_list"]}
    for label in ("Produkttype", "Bestilt gjennom", "Bestilt", "Startet", "Frist", "Fullført"):
        assert facts[label] == "Ikke oppgitt"
    assert len(client.get("/oppdrag/?status=not_stated").context["page"].rows) == 21
    assert not client.get("/oppdrag/?status=open").context["page"].rows


@pytest.mark.usefixtures("loaded")
def test_each_row_with_a_form_is_one_involvement_of_the_year():
    expected = [row for row in rows(source.ACTIVITIES_FILE) if row["form"]]
    involvements = Involvement.objects.select_related("event").order_by("external_id")
    assert len(involvements) == len(expected)
    for involvement in involvements:
        event = involvement.event
        assert (event.started_on.year, event.ended_on.year, event.started_on_precision) == (2023, 2023, "year")
        assert involvement.degree is None
        assert event.people_unknown == (event.users_count is None and event.organisations_count is None)


@pytest.mark.usefixtures("loaded")
def test_what_the_source_leaves_out_is_unknown():
    nothing_known = Involvement.objects.select_related("event").get(external_id="HDIR-2023-A01-2")
    assert nothing_known.phases == ["not_stated"]
    assert nothing_known.perspective is None
    assert nothing_known.whole_process is None
    assert nothing_known.event.capacities == []
    # «Fire bruker- og pårørenderepresentanter» does not tell how many of each.
    both = Involvement.objects.select_related("event").get(external_id="HDIR-2023-A04-1")
    assert (both.event.users_count, both.event.carers_count, both.event.people_unknown) == (None, None, True)
    panel = Involvement.objects.select_related("event").get(external_id="HDIR-2023-A03-2")
    assert (panel.event.organisations_count, panel.event.capacities) == (7, ["representation"])


@pytest.mark.usefixtures("loaded")
def test_a08_tells_of_content_and_has_no_involvement():
    item = WorkItem.objects.get(reference="HDIR-2023-A08")
    assert not item.involvements.exists()
    assert "skal-anbefaling" in item.note


@pytest.mark.usefixtures("loaded")
def test_they_count_in_no_share():
    Touch.objects.bulk_create(Touch(work_item=item) for item in WorkItem.objects.all())
    pipeline.drain()
    assert not CountedWork.objects.exists()


@pytest.mark.usefixtures("loaded")
def test_a_second_run_changes_nothing(capsys):
    with audit.context(command="test"):
        WorkItem.objects.filter(reference="HDIR-2023-A01").update(title="Rettet tittel")
    call_command("load_activities_2023")
    assert WorkItem.objects.get(reference="HDIR-2023-A01").title == "Rettet tittel"
    assert WorkItem.objects.count() == 21
    assert "0 aktiviteter" in capsys.readouterr().err


def test_every_note_of_the_figures_has_words():
    assert {row["note"] for row in rows(source.FIGURES_FILE)} == set(NOTES)


@pytest.mark.usefixtures("loaded")
def test_the_page_lists_them_in_the_order_of_the_source(signed_in):
    response = signed_in(factories.staff()).get(ADDRESS)
    page = response.content.decode()
    places = [page.index(activity.title) for activity in source.activities()]
    assert places == sorted(places)
    assert "Sentrale aktiviteter i direktoratet" in page
    assert "25. april 2024" in page
    assert "ikke oppgitt" in page
    assert "Derfor regner vi ingen andel ut av dette" in page
    figures = response.context["figures"]
    assert [figure.value for figure in figures[:2]] == ["45", "24"]
    assert "Måloppnåelse" in figures[1].note
    assert "/oppdrag/HDIR-2023-A01/" in page


def test_the_page_stands_without_the_records(db, signed_in):
    page = signed_in(factories.staff()).get(ADDRESS).content.decode()
    assert source.activities()[0].title in page
    assert "/oppdrag/HDIR-2023-A01/" not in page


@pytest.mark.usefixtures("db")
def test_who_may_read_it(client, signed_in, settings):
    settings.MEDVIRKNING_DEMO = True  # without it the Centre is asked for its second factor first
    assert client.get(ADDRESS).status_code == 302
    assert signed_in(factories.user(roles=["representative"])).get(ADDRESS).status_code == 403
    assert signed_in(factories.user(roles=["centre"])).get(ADDRESS).status_code == 200


@pytest.mark.usefixtures("loaded")
def test_beside_fictitious_data_the_page_says_that_it_is_real(signed_in, monkeypatch):
    monkeypatch.setattr(fictitious, "is_fictitious", lambda: True)
    page = signed_in(factories.staff()).get(ADDRESS).content.decode()
    assert "Aktivitetene på denne siden er virkelige" in page
    assert "Ingen personer eller oppdrag på siden" not in page


@pytest.mark.usefixtures("loaded")
def test_every_subject_has_a_name_in_english():
    items = WorkItem.objects.filter(reference__startswith="HDIR-2023-")
    named = dict(
        items.filter(subject_areas__isnull=False).values_list("subject_areas__code", "subject_areas__name_en")
    )
    assert len(named) == 16
    assert [code for code, name in named.items() if not name] == []
