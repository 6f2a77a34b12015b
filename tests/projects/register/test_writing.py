"""What the rows of a register become."""

import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from projects.departments.models import Department
from projects.involvement.models import Involvement
from projects.register.results import RegisterRefusedError
from projects.shares.pipeline import compare, drain
from projects.work.models import Exemption, NotPerformed, WorkItem
from representatives.organisations.models import Organisation
from representatives.subjects.models import SubjectArea
from tests import factories
from tests.projects.register.registers import load, small, with_more, with_row

pytestmark = pytest.mark.django_db


def test_the_tree_gets_its_lineage_and_its_successors(tmp_path: Path) -> None:
    register = with_more("departments", {"code": "B1", "name_nb": "Seksjon", "parent_code": "B", "valid_from": "2016"})
    register["departments"].reverse()

    load(tmp_path, register)

    section = Department.objects.get(code="B1")
    assert section.lineage == ["D", "B", "B1"]
    closed = section.parent
    assert (closed.valid_from, closed.valid_to) == (datetime.date(2015, 1, 1), datetime.date(2024, 6, 30))
    assert list(closed.successors.values_list("code", flat=True)) == ["A"]


def test_accounts_are_made_without_a_password_and_with_the_role_that_follows_from_their_place(tmp_path: Path) -> None:
    register = with_more(
        "users", {"department_code": "B", "role": "staff", "from_date": "2018-01-01", "to_date": "2019"}
    )
    load(tmp_path, register)

    kari = User.objects.get(email="kari@example.org")
    assert (kari.name, kari.language, kari.has_usable_password()) == ("Kari Nordmann", "nn", False)
    assert {(m.department.code, m.role) for m in kari.memberships.all()} == {("A", "leader"), ("B", "staff")}
    assert kari.emailaddress_set.get().verified
    grant = kari.role_grants.get()
    assert (grant.role, grant.valid_from, grant.valid_to) == (Role.STAFF, datetime.date(2018, 1, 1), None)


def test_the_role_ends_with_the_last_membership(tmp_path: Path) -> None:
    load(tmp_path, small())

    load(tmp_path, with_row("users", 0, to_date="2024-03-31"))

    assert User.objects.get(email="kari@example.org").role_grants.get().valid_to == datetime.date(2024, 3, 31)


def test_a_role_given_in_the_portal_is_left_alone(tmp_path: Path) -> None:
    account = factories.user(email="ola@example.org", name="Ola Nordmann", roles=[Role.STAFF, Role.CENTRE])

    load(tmp_path, small())
    load(tmp_path, with_row("users", 1, to_date="2024"))

    assert {(grant.role, grant.valid_to) for grant in account.role_grants.all()} == {
        (Role.STAFF, None),
        (Role.CENTRE, None),
    }


def test_coarse_dates_begin_on_their_first_and_end_on_their_last_day(tmp_path: Path) -> None:
    load(tmp_path, small())

    item = WorkItem.objects.get(reference="W1")
    assert (item.commissioned_on, item.commissioned_on_precision) == (datetime.date(2021, 1, 1), "year")
    assert (item.completed_on, item.completed_on_precision) == (datetime.date(2022, 11, 30), "month")
    event = Involvement.objects.get(work_item__reference="W2").event
    assert (event.started_on, event.ended_on) == (datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))
    assert (event.started_on_precision, event.ended_on_precision) == ("year", "year")


def test_a_year_of_completion_is_in_the_future_only_when_its_first_day_is(tmp_path: Path) -> None:
    today = timezone.localdate()
    load(tmp_path, with_row("work_items", 0, completed_on=str(today.year)))

    with pytest.raises(RegisterRefusedError):
        load(tmp_path, with_row("work_items", 0, completed_on=str(today.year + 1)))


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"completed_on": "2022-11-01"}, "completed"),
        ({"completed_on": "", "started_on": "2021"}, "ongoing"),
        ({"completed_on": "", "started_on": ""}, "planned"),
        ({"completed_on": "", "started_on": "2190"}, "planned"),
        ({"completed_on": "", "started_on": "", "commissioned_on": "", "due_on": ""}, "not_stated"),
        ({"kind": "standing_task", "completed_on": "", "ended_on": "2023"}, "completed"),
        ({"kind": "standing_task", "completed_on": "", "ended_on": "2190"}, "ongoing"),
        ({"kind": "standing_task", "completed_on": "", "started_on": ""}, "ongoing"),
    ],
)
def test_an_empty_status_follows_from_the_dates(tmp_path: Path, cells: dict[str, str], status: str) -> None:
    register = with_row("work_items", 0, **cells)
    register["involvements"] = []
    del register["involvements"], register["exemptions"]
    load(tmp_path, register)

    assert WorkItem.objects.get(reference="W1").status == status


def test_a_state_nobody_has_stated_follows_from_the_dates_once_there_are_any(tmp_path: Path) -> None:
    undated = {"completed_on": "", "started_on": "", "commissioned_on": "", "due_on": ""}
    register = with_row("work_items", 0, **undated)
    del register["involvements"], register["exemptions"]
    load(tmp_path, register)

    register = with_row("work_items", 0, **undated | {"started_on": "2021"})
    del register["involvements"], register["exemptions"]
    load(tmp_path, register)

    assert WorkItem.objects.get(reference="W1").status == "ongoing"


@pytest.mark.parametrize(
    ("cells", "group", "capacities"),
    [
        ({}, "representation", ["representation"]),
        ({"capacity": ""}, "unknown", ["unknown"]),
        ({"users_count": "", "carers_count": ""}, "unknown", ["representation"]),
        ({"organisation_numbers": ""}, "representation", ["representation"]),
        (
            {"users_count": "", "carers_count": "", "organisation_numbers": "", "people_unknown": "yes"},
            "representation", ["representation"],
        ),
        (
            {"users_count": "", "carers_count": "", "organisation_numbers": "", "people_unknown": "yes",
             "capacity": ""},
            "unknown", [],
        ),
        (
            {"users_count": "", "carers_count": "", "organisation_numbers": "", "capacity": "", "status": "draft"},
            "unknown", [],
        ),
    ],
)  # fmt: skip
def test_capacities_are_those_of_the_organisations_and_the_counted_group(
    tmp_path: Path, cells: dict[str, str], group: str, capacities: list[str]
) -> None:
    load(tmp_path, with_row("involvements", 0, **cells))

    event = Involvement.objects.get(external_id="X1").event
    assert (event.group_capacity, event.capacities) == (group, capacities)


def test_phases_are_kept_in_the_order_of_the_work(tmp_path: Path) -> None:
    load(tmp_path, small())

    assert Involvement.objects.get(external_id="X1").phases == ["mandate", "planning"]


def test_subject_areas_are_made_as_met_and_once(tmp_path: Path) -> None:
    load(tmp_path, small())

    # «Psykisk helse» was there: the themes of the reference data are subjects too, and a file makes no theme.
    assert dict(SubjectArea.objects.filter(is_theme=False).values_list("code", "name_nb")) == {
        "kreft": "Kreft", "diabetes": "Diabetes",
    }  # fmt: skip
    subjects = Organisation.objects.get(organisation_number="974760673").subject_areas
    assert set(subjects.values_list("pk", flat=True)) == {"kreft", "psykisk helse"}


def test_approved_without_a_decider_names_the_importer(tmp_path: Path) -> None:
    importer = factories.centre()
    load(tmp_path, with_row("exemptions", 0, decided_by_email=""), actor=importer)

    assert Exemption.objects.get().decided_by == importer
    assert NotPerformed.objects.get().decided_by == importer
    assert NotPerformed.objects.get().status == "approved"


def test_without_an_account_behind_it_the_approval_says_that_a_file_gave_it(tmp_path: Path) -> None:
    load(tmp_path, small())

    assert (NotPerformed.objects.get().decided_by, NotPerformed.objects.get().decision_text) == (
        None, "Godkjent ved innlesing fra fil",
    )  # fmt: skip


def test_an_unknown_responsible_is_a_warning(tmp_path: Path) -> None:
    result = load(tmp_path, with_row("work_items", 0, responsible_email="borte@example.org"))

    assert [(one.line, one.column) for one in result.problems.warnings] == [(2, "responsible_email")]
    assert WorkItem.objects.get(reference="W1").responsible is None


def test_rows_without_effect_are_accepted(tmp_path: Path) -> None:
    register = with_more("responsibilities", {"reference": "W1", "department_code": "A", "from_date": "2025-01-01"})
    register["exemptions"].append({**register["exemptions"][0], "year": "2025", "status": "requested"})

    load(tmp_path, register)


def test_a_dry_run_counts_and_writes_nothing(tmp_path: Path) -> None:
    result = load(tmp_path, small(), dry_run=True)

    assert (result.written, result.changes) == (False, 15)
    assert not WorkItem.objects.exists()
    assert not SubjectArea.objects.filter(is_theme=False).exists()


def test_stored_figures_follow_the_import(tmp_path: Path) -> None:
    load(tmp_path, small())
    drain()

    work = WorkItem.objects.get(reference="W1").counted.get(year=2022)
    assert work.any_on == datetime.date(2022, 11, 30)
    assert (work.user_on, work.carer_on, work.representation_on) == (work.any_on,) * 3
    assert compare().differences == 0
