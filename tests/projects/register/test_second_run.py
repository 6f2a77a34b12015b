"""A second run: nothing anew, changes update and stand in the history, what was edited in the portal is kept."""

from pathlib import Path

import pytest

from medvirkning import audit
from medvirkning.web.concurrency import save_versioned
from projects.departments.models import Membership
from projects.involvement.models import Event, Involvement
from projects.involvement.services.states import set_planned_end
from projects.work.models import Exemption, Responsibility, Touch, WorkItem
from representatives.organisations.models import Organisation
from tests import factories
from tests.projects.register.registers import Register, counts, load, small, with_row

pytestmark = pytest.mark.django_db


def test_the_same_files_change_nothing(tmp_path: Path) -> None:
    load(tmp_path, small(), actor=factories.centre())
    Touch.objects.all().delete()
    before = {
        model: list(model.objects.order_by("pk").values()) for model in (WorkItem, Involvement, Event, Exemption)
    }

    again = load(tmp_path, small(), actor=factories.centre())

    assert {file: count[:2] + count[3:] for file, count in counts(again).items()} == dict.fromkeys(small(), (0, 0, 0))
    assert counts(again)["work_items"] == (0, 0, 3, 0)
    assert not Touch.objects.exists()
    for model, rows in before.items():
        assert list(model.objects.order_by("pk").values()) == rows


def test_a_changed_row_updates_and_is_in_the_history(tmp_path: Path) -> None:
    load(tmp_path, small())
    Touch.objects.all().delete()

    result = load(tmp_path, with_row("work_items", 0, title="Nytt navn", subject_areas="Rus", completed_on="2023-01"))

    item = WorkItem.objects.get(reference="W1")
    assert counts(result)["work_items"] == (0, 1, 2, 0)
    assert (item.title, item.completed_on.isoformat(), item.version, item.imported_version) == (
        "Nytt navn", "2023-01-31", 2, 2,
    )  # fmt: skip
    assert list(item.subject_areas.values_list("pk", flat=True)) == ["rus"]
    assert [row.title for row in item.history.order_by("pgh_id")] == ["Retningslinje", "Nytt navn"]
    assert item.history.latest("pgh_id").pgh_context.metadata["command"] == "import_register"
    assert list(Touch.objects.values_list("work_item_id", flat=True)) == [item.pk]


def test_a_missing_column_leaves_the_value_and_an_empty_cell_makes_it_unknown(tmp_path: Path) -> None:
    load(tmp_path, small())
    register = small()
    for row in register["work_items"]:
        row.pop("source", None)
    register["work_items"][0]["product_type"] = ""
    for row in register["involvements"]:
        row.pop("organisation_numbers", None)
        row.pop("capacity", None)
        row.pop("users_count", None)
    register["involvements"][0]["degree"] = ""

    load(tmp_path, register)

    item = WorkItem.objects.get(reference="W1")
    involvement = Involvement.objects.get(external_id="X1")
    assert (item.source_id, item.product_type_id) == ("ministry", None)
    assert involvement.degree is None
    assert (involvement.event.users_count, involvement.event.group_capacity) == (2, "representation")
    assert involvement.event.organisations.count() == 2


EDITS = {
    "work_items": (WorkItem, {"reference": "W1"}, "title"),
    "organisations": (Organisation, {"external_id": "UNGE"}, "name"),
    "involvements": (Involvement, {"external_id": "X1"}, "summary"),
}


@pytest.mark.parametrize("file", EDITS)
def test_what_was_edited_in_the_portal_is_kept_and_named_unless_overwritten(
    tmp_path: Path, file: str, history_context: None
) -> None:
    load(tmp_path, small())
    model, key, field = EDITS[file]
    row = model.objects.get(**key)
    setattr(row, field, "Skrevet i portalen")
    save_versioned(row, expected_version=1, fields=[field])
    index = next(n for n, cells in enumerate(small()[file]) if key.items() <= cells.items())

    assert counts(load(tmp_path, small()))[file][3] == 1
    kept = load(tmp_path, with_row(file, index, **{field: "Fra fila"}))
    row.refresh_from_db()
    assert getattr(row, field) == "Skrevet i portalen"
    assert (f"{file}.csv", index + 2) in [(one.file, one.line) for one in kept.problems.warnings]

    load(tmp_path, with_row(file, index, **{field: "Fra fila"}), overwrite=True)
    row.refresh_from_db()
    assert (getattr(row, field), row.imported_version) == ("Fra fila", row.version)


def test_an_event_edited_in_the_portal_is_kept(tmp_path: Path, history_context: None) -> None:
    load(tmp_path, small())
    involvement = Involvement.objects.get(external_id="X1")
    set_planned_end(actor=factories.staff(), involvement=involvement, ended_on=factories.day("2022-05-01"))

    assert counts(load(tmp_path, small()))["involvements"] == (0, 0, 1, 1)
    involvement.event.refresh_from_db()
    assert involvement.event.ended_on == factories.day("2022-05-01")


def test_rows_without_a_version_are_kept_by_their_history(tmp_path: Path) -> None:
    load(tmp_path, small())
    moved = Responsibility.objects.get(from_date="2024-05-01")
    member = Membership.objects.get(user__email="kari@example.org")
    with audit.context(command="portal"):
        moved.department = Membership.objects.get(user__email="ola@example.org").department
        moved.save()
        member.role = "staff"
        member.save()
        member.user.name = "Kari Hansen"
        member.user.save()

    result = load(tmp_path, small())

    assert counts(result)["responsibilities"] == (0, 0, 0, 1)
    assert counts(result)["users"] == (0, 0, 1, 1)
    member.user.refresh_from_db()
    assert member.user.name == "Kari Hansen"
    load(tmp_path, small(), overwrite=True)
    moved.refresh_from_db()
    member.refresh_from_db()
    assert (moved.department.code, member.role, member.user.name) == ("A", "leader", "Kari Nordmann")


def test_a_row_made_in_the_portal_is_found_by_its_key(tmp_path: Path) -> None:
    task = factories.standing_task(reference="W2")
    event = factories.event(started_on=factories.day("2024-03-01"), form="workshop", users_count=3)
    factories.involvement(task, event=event, phases=["drafting"], degree=2)
    register: Register = {
        "involvements": [
            {"reference": "W2", "started_on": "2024-03-01", "phases": "drafting", "form": "workshop", "degree": "2",
             "users_count": "3"},
        ]
    }  # fmt: skip

    assert counts(load(tmp_path, register))["involvements"][0] == 0
    assert Involvement.objects.count() == 1


def test_other_organisations_take_the_place_of_those_before(tmp_path: Path) -> None:
    load(tmp_path, small())

    load(tmp_path, with_row("involvements", 0, organisation_numbers="UNGE", capacity="experience", degree="4"))

    event = Involvement.objects.get(external_id="X1").event
    assert [(row.organisation.external_id, row.capacity) for row in event.organisations.all()] == [
        ("UNGE", "experience")
    ]
    assert event.capacities == ["experience"]


def test_an_involvement_that_moves_touches_both_work_items(tmp_path: Path) -> None:
    load(tmp_path, small())
    Touch.objects.all().delete()

    load(tmp_path, with_row("involvements", 0, reference="W2"))

    references = WorkItem.objects.filter(pk__in=Touch.objects.values("work_item_id")).values_list(
        "reference", flat=True
    )
    assert set(references) == {"W1", "W2"}
