"""Writes a generated register into the database as the portal would have left it, a table at a time."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.utils import timezone

from medvirkning import audit
from projects.departments.models import Department
from projects.involvement.models import (
    Event,
    EventOrganisation,
    EventPerson,
    Input,
    Involvement,
    InvolvementConfirmation,
    InvolvementForm,
    Outcome,
)
from projects.shares.models import RuleVersion
from projects.work.models import (
    Contribution,
    Exemption,
    ExemptionReason,
    NotPerformed,
    Responsibility,
    Touch,
    WorkItem,
)
from representatives.organisations.models import Organisation
from representatives.people.models import Person
from tests.property import naive
from tests.property.registers import ORGANISATION_KINDS

OSLO = ZoneInfo("Europe/Oslo")


@audit.context(command="generated register")
def write(register: naive.Register) -> None:
    """Everything, into tables that hold nothing of it; every work item is touched."""
    _write_departments(register)
    write_versions(register)
    Person.objects.bulk_create(Person(pk=pk, name=f"Person {pk}", is_in_log=True) for pk in range(1, 5))
    _write_work(register, {work.key for work in register.work})


@audit.context(command="generated version")
def write_versions(register: naive.Register) -> None:
    """The versions of the rule; the first one is there already."""
    for version in register.versions:
        RuleVersion.objects.update_or_create(
            number=version.number,
            defaults={
                "from_year": version.from_year,
                "headline": version.headline,
                "least_degree": version.least_degree,
                "counts_unknown_degree": version.counts_unknown_degree,
            },
        )


@audit.context(command="generated change")
def rewrite(register: naive.Register, keys: set[int]) -> None:
    """The named work items as they stand now; they alone are touched."""
    old = Involvement.objects.filter(work_item__in=keys)
    Outcome.objects.filter(input__involvement__in=old).delete()
    Input.objects.filter(involvement__in=old).delete()
    InvolvementConfirmation.objects.filter(involvement__in=old).delete()
    old.delete()
    for model in (Responsibility, Contribution, Exemption, NotPerformed):
        model.objects.filter(work_item__in=keys).delete()
    _write_work(register, keys)


def _write_departments(register: naive.Register) -> None:
    rows: dict[str, Department] = {}
    for department in register.departments:
        if department.outside_tree:
            continue  # reference data
        rows[department.code] = Department(
            code=department.code,
            name_nb=department.code,
            parent=rows.get(department.parent or ""),
            lineage=register.lineage(department.code)[::-1],
            valid_from=department.valid_from,
            valid_to=department.valid_to,
        )
        rows[department.code].save(force_insert=True)


def _write_work(register: naive.Register, keys: set[int]) -> None:
    work = [each for each in register.work if each.key in keys]
    departments = dict(Department.objects.values_list("code", "pk"))
    WorkItem.objects.bulk_create(
        [_work_row(each) for each in work],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["status", "started_on", "due_on", "completed_on", "ended_on", "cancelled_on"],
    )
    Responsibility.objects.bulk_create(
        Responsibility(work_item_id=each.key, department_id=departments[code], from_date=from_date)
        for each in work
        for from_date, code in [(None, each.department), *each.moves]
    )
    Contribution.objects.bulk_create(
        Contribution(work_item_id=each.key, department_id=departments[code])
        for each in work
        for code in each.contributing
    )
    reason = ExemptionReason.objects.get(code="not_relevant")
    Exemption.objects.bulk_create(
        Exemption(work_item_id=each.key, year=year, status=status, reason=reason)
        for each in work
        for year, status in each.exemptions
    )
    NotPerformed.objects.bulk_create(
        NotPerformed(work_item_id=each.key, year=year, status=status, reason=reason)
        for each in work
        for year, status in each.not_performed
    )
    _write_events({involvement.event for each in work for involvement in each.involvements})
    _write_involvements(work)
    Touch.objects.bulk_create(Touch(work_item_id=key) for key in keys)


def _work_row(work: naive.Work) -> WorkItem:
    return WorkItem(
        pk=work.key,
        reference=f"G-{work.key}",
        title=f"Arbeid {work.key}",
        kind=work.kind,
        status=work.status,
        started_on=work.started_on,
        due_on=work.due_on,
        completed_on=work.completed_on,
        ended_on=work.ended_on,
        cancelled_on=work.cancelled_on,
    )


def _write_events(events: Iterable[naive.Event]) -> None:
    events = list(events)
    keys = [event.key for event in events]
    EventPerson.objects.filter(event__in=keys).delete()
    EventOrganisation.objects.filter(event__in=keys).delete()
    forms = {form.code: form for form in InvolvementForm.objects.all()}
    Event.objects.bulk_create(
        [
            Event(
                pk=event.key,
                started_on=event.started_on,
                ended_on=event.ended_on,
                form=forms[event.form],
                users_count=event.users_count,
                people_unknown=not (event.people or event.organisations or event.users_count),
                group_capacity=event.group_capacity,
                capacities=sorted(event.capacities),
            )
            for event in events
        ],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[
            "started_on",
            "ended_on",
            "form",
            "users_count",
            "people_unknown",
            "group_capacity",
            "capacities",
        ],
    )
    EventPerson.objects.bulk_create(
        EventPerson(event_id=event.key, person_id=pk, capacity=capacity)
        for event in events
        for pk, capacity in enumerate(event.people, start=1)
    )
    _write_organisations(events)


def _write_organisations(events: list[naive.Event]) -> None:
    """One organisation a place and kind, made as they are met."""
    wanted = {
        (place, kind) for event in events for place, (kind, _capacity) in enumerate(event.organisations, start=1)
    }
    known = dict(Organisation.objects.values_list("name", "pk"))
    for place, kind in sorted(wanted):
        if f"{kind} {place}" not in known:
            number = f"{place}{sorted(ORGANISATION_KINDS).index(kind)}0000000"
            made = Organisation.objects.create(name=f"{kind} {place}", kind=kind, organisation_number=number)
            known[made.name] = made.pk
    EventOrganisation.objects.bulk_create(
        EventOrganisation(event_id=event.key, organisation_id=known[f"{kind} {place}"], capacity=capacity)
        for event in events
        for place, (kind, capacity) in enumerate(event.organisations, start=1)
    )


def confirmation(involvement: naive.Involvement) -> str:
    """The state that follows from the people's answers."""
    said = set(involvement.valid_answers)
    if not said:
        return "asked" if involvement.answers else "not_asked"
    return {frozenset({"yes"}): "confirmed", frozenset({"no"}): "rejected"}.get(frozenset(said), "partly_confirmed")


def _write_involvements(work: list[naive.Work]) -> None:
    now = timezone.now()
    pairs = [(each, involvement) for each in work for involvement in each.involvements]
    rows = Involvement.objects.bulk_create(
        Involvement(
            event_id=involvement.event.key,
            work_item_id=each.key,
            phases=list(involvement.phases),
            perspective=involvement.perspective,
            degree=involvement.degree,
            state=involvement.state,
            confirmation=confirmation(involvement),
        )
        for each, involvement in pairs
    )
    logged = [(row, involvement) for row, (_each, involvement) in zip(rows, pairs, strict=True)]
    InvolvementConfirmation.objects.bulk_create(
        InvolvementConfirmation(
            involvement=row,
            person_id=pk,
            asked_at=now,
            answer=answer.said,
            answered_at=now if answer.said else None,
            set_aside_reason="Svarte for feil møte." if answer.set_aside else "",
        )
        for row, involvement in logged
        for pk, answer in enumerate(involvement.answers, start=1)
    )
    inputs = Input.objects.bulk_create(
        Input(involvement=row, text="Skriv kortere.", given_on=involvement.event.started_on, outcome=outcome)
        for row, involvement in logged
        for outcome in involvement.inputs
    )
    Outcome.objects.bulk_create(
        Outcome(input=row, outcome=row.outcome, reason="Vi er enige.") for row in inputs if row.outcome
    )
