"""The fictitious set: what a directorate looks like, the same each time, and never beside real work."""

import datetime
import io

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone
from stdnum.no import orgnr

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.web import fictitious
from projects.activities.services import load_activities
from projects.demonstration.models import DemonstrationSet
from projects.demonstration.querysets import loaded_set
from projects.demonstration.services import DemonstrationRefusedError, Loaded, load
from projects.demonstration.tree import OWN_DEPARTMENT, build
from projects.departments.models import Department
from projects.departments.reach import reach_of
from projects.involvement.models import Event, EventPerson, Input, Involvement
from projects.shares import pipeline
from projects.shares.models import DepartmentShare
from projects.work.models import Exemption, NotPerformed, WorkItem
from representatives.organisations.models import Organisation
from representatives.people.models import Affiliation, Person
from tests import factories, guards

PASSWORD = "a-password-for-the-demonstration"


def told(_text: str) -> None:
    pass


def the_size_of_a_directorate(loaded: Loaded, today: datetime.date) -> None:
    tree = Department.objects.in_tree()
    assert tree.filter(lineage__len=2).count() == 9
    assert tree.filter(lineage__len=3).open_on(today).count() == 40
    assert 1_900 <= loaded.work_items <= 2_100
    assert Organisation.objects.count() == pytest.approx(60, abs=5)
    assert Person.objects.count() == pytest.approx(400, abs=10)
    years = set(DepartmentShare.objects.values_list("year", flat=True))
    assert years == set(range(today.year - 3, today.year + 1))


def shares_differ_between_departments_and_rise(loaded: Loaded, today: datetime.date) -> None:
    rows = DepartmentShare.objects.values_list("department__code", "year", "with_any", "carried_out")
    years: dict[int, list[int]] = {}
    departments: dict[str, list[int]] = {}
    for code, year, with_any, carried_out in rows:
        for key, sums in ((year, years), (code, departments)):
            total = sums.setdefault(key, [0, 0])
            total[0] += with_any
            total[1] += carried_out
    by_year = [years[year][0] / years[year][1] for year in sorted(years)]
    assert by_year == sorted(by_year)
    shares = sorted(with_any / carried_out for with_any, carried_out in departments.values())
    assert shares[0] < 0.3
    assert shares[-1] > 0.7


def the_stored_figures_are_the_full_count(loaded: Loaded, today: datetime.date) -> None:
    assert pipeline.compare().differences == 0


def it_holds_the_rules_of_the_log(loaded: Loaded, today: datetime.date) -> None:
    """COPY passes by the services, so what they refuse is looked for here."""
    assert not Involvement.objects.filter(event__started_on__gt=today).exists()
    assert not WorkItem.objects.filter(completed_on__gt=today).exists()
    assert not WorkItem.objects.filter(status="cancelled", cancel_reason="").exists()
    nobody = (
        Event.objects.annotate(named=Count("people") + Count("organisations"))
        .filter(named=0, users_count=None, carers_count=None, organisations_count=None, people_unknown=False)
        .exclude(involvements__state="draft")
    )
    assert not nobody.exists()
    for model in (Exemption, NotPerformed):
        decided = model.objects.exclude(status="requested")
        assert decided.exists()
        assert not decided.filter(Q(decided_by=None) | Q(decided_by=F("requested_by"))).exists()
        assert not decided.filter(decided_by=F("work_item__responsible")).exists()
    strangers = EventPerson.objects.exclude(organisation=None).exclude(
        person__in=Affiliation.objects.filter(
            organisation=F("person__events__organisation"), valid_from__lte=F("person__events__event__started_on")
        ).values("person")
    )
    assert not strangers.exists()


def responsibility_lies_within_the_validity_of_its_department(loaded: Loaded, today: datetime.date) -> None:
    """A closed department answers for nothing after its last day, a new one for nothing before its first."""
    closed = Department.objects.filter(valid_to__isnull=False)
    assert closed.count() == 3
    for department in closed:
        assert department.successors.exists()
        items = WorkItem.objects.filter(responsibilities__department=department)
        assert items.exists()
        for item in items:
            answers = list(item.responsibilities.order_by(F("from_date").asc(nulls_first=True)))
            last = item.completed_on or item.ended_on or item.cancelled_on
            if answers[-1].department_id == department.pk:
                assert last is not None
                assert last <= department.valid_to
    for opened in Department.objects.filter(predecessors__isnull=False).distinct():
        for item in WorkItem.objects.filter(responsibilities__department=opened, responsibilities__from_date=None):
            assert item.started_on >= opened.valid_from


def organisation_numbers_are_valid_and_nobodys(loaded: Loaded, today: datetime.date) -> None:
    numbers = Organisation.objects.exclude(organisation_number=None).values_list("organisation_number", flat=True)
    assert all(orgnr.is_valid(number) and number.startswith("1") for number in numbers)


def demonstration_accounts(loaded: Loaded, today: datetime.date) -> None:
    roles = {
        "ansatt": {Role.STAFF}, "leder": {Role.STAFF}, "senter": {Role.STAFF, Role.CENTRE},
        "admin": {Role.ADMINISTRATOR}, "organisasjon": {Role.ORGANISATION_CONTACT},
        "representant": {Role.REPRESENTATIVE}, "tjeneste": {Role.SERVICE_LEADER},
    }  # fmt: skip
    for mailbox, held in roles.items():
        account = User.objects.by_email(f"{mailbox}@demo.example").get()
        assert account.check_password(PASSWORD)
        assert account.roles_on() == held
    # Of these the representative alone takes part in anything.
    people = Person.objects.filter(user__email__in=[f"{mailbox}@demo.example" for mailbox in roles])
    assert [one.user.email for one in people] == ["representant@demo.example"]
    assert authenticate(None, email="ansatt@demo.example", password=PASSWORD) is not None
    # Nobody else can sign in.
    others = User.objects.exclude(email__in=[f"{mailbox}@demo.example" for mailbox in roles])
    assert others.count() > 200
    assert not any(account.has_usable_password() for account in others)


def staff_and_leader_have_something_to_do(loaded: Loaded, today: datetime.date) -> None:
    staff, leader = (User.objects.get(email=f"{mailbox}@demo.example") for mailbox in ("ansatt", "leder"))
    assert reach_of(staff).member_of == {OWN_DEPARTMENT}
    assert reach_of(leader).leads == {OWN_DEPARTMENT}
    mine = WorkItem.objects.filter(responsible=staff)
    soon = mine.filter(due_on__range=(today, today + datetime.timedelta(days=60)), involvements=None)
    assert soon.count() >= 2
    assert Involvement.objects.drafts_of(staff).count() == 1
    assert Input.objects.filter(involvement__work_item__in=mine, outcome=None).count() == 2
    waiting = Exemption.objects.filter(requested_by=staff, status="requested", year=today.year)
    assert waiting.count() == 2
    for decision in waiting:
        assert leader.has_perm("work.decide", decision)
        assert not staff.has_perm("work.decide", decision)
        assert decision.work_item.completed_on.year == today.year
    untouched = mine.standing_tasks().exclude(involvements__event__ended_on__year=today.year)
    assert untouched.count() == 1


def every_page_is_marked(loaded: Loaded, today: datetime.date) -> None:
    fictitious.forget()
    assert fictitious.is_fictitious()
    assert "Oppdiktede data" in guards.GuardedClient().get("/accounts/login/").content.decode()


def a_second_run_says_so_and_does_nothing(loaded: Loaded, today: datetime.date) -> None:
    before = WorkItem.objects.count()
    said = io.StringIO()
    call_command("load_demo", "--scale", "3", stderr=said)
    assert WorkItem.objects.count() == before
    assert loaded_set().scale == 1
    assert "lastet fra før" in said.getvalue()


CHECKS = (
    the_size_of_a_directorate,
    shares_differ_between_departments_and_rise,
    the_stored_figures_are_the_full_count,
    it_holds_the_rules_of_the_log,
    responsibility_lies_within_the_validity_of_its_department,
    organisation_numbers_are_valid_and_nobodys,
    demonstration_accounts,
    staff_and_leader_have_something_to_do,
    every_page_is_marked,
    a_second_run_says_so_and_does_nothing,
)


def test_the_set_of_scale_1(db, subtests):
    """Loaded once; each check reads it."""
    loaded = load(scale=1, seed=1, password=PASSWORD, tell=told)
    for check in CHECKS:
        with subtests.test(check.__name__):
            check(loaded, timezone.localdate())
    fictitious.forget()


def test_the_same_seed_gives_the_same_set(db):
    def drawn(seed: int) -> list[tuple[object, ...]]:
        with transaction.atomic():
            load(scale=1, seed=seed, password=PASSWORD, tell=told)
            work = WorkItem.objects.order_by("reference").values_list("reference", "title", "due_on", "completed_on")
            people = Person.objects.order_by("id").values_list("name")
            log = Involvement.objects.order_by("id").values_list(
                "event__started_on", "phases", "degree", "confirmation"
            )
            found = [tuple(map(str, row)) for rows in (work, people, log) for row in rows]
            transaction.set_rollback(True)
        fictitious.forget()
        return found

    first = drawn(7)
    assert drawn(7) == first
    assert drawn(8) != first


def test_scale_multiplies_work_but_not_departments(db, monkeypatch):
    monkeypatch.setattr("projects.demonstration.services.MOST_PEOPLE", 500)
    load(scale=2, seed=1, password=PASSWORD, tell=told)
    fictitious.forget()
    assert Department.objects.in_tree().count() == len(build(2020))
    assert WorkItem.objects.count() == pytest.approx(4_000, rel=0.05)
    assert Organisation.objects.count() == pytest.approx(120, abs=5)
    # People only up to the most that there are to be.
    assert Person.objects.count() == pytest.approx(500, abs=5)


def test_real_activities_of_2023_may_lie_there(db):
    load_activities()
    assert load(scale=1, seed=1, password=PASSWORD, tell=told) is not None
    fictitious.forget()


def test_it_is_refused_beside_real_work(db):
    factories.directorate()
    with pytest.raises(DemonstrationRefusedError):
        load(scale=1, seed=1, password=PASSWORD, tell=told)
    with pytest.raises(CommandError):
        call_command("load_demo")
    assert not DemonstrationSet.objects.exists()


@pytest.mark.parametrize("scale", ["0", "-1", "many"])
def test_a_senseless_scale_is_wrong_usage(db, scale):
    with pytest.raises(CommandError, match="scale"):
        call_command("load_demo", f"--scale={scale}")
