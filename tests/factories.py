"""Builders of rows for tests: a function a thing, sensible without arguments, keyword-only.

They write rows directly, past services and permissions, so that a test can also stand where no service would lead.
Each opens a history context of its own and appends a touch where a count may change: `drain()` counts what they made.
"""

import datetime
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import RoleGrant, User
from medvirkning.accounts.services import confirm_address
from projects.departments.enums import MemberRole
from projects.departments.models import Department, Deputy, Membership
from projects.involvement.enums import (
    Answer,
    Capacity,
    Confirmation,
    Degree,
    InvolvementState,
    OutcomeKind,
    Perspective,
    Phase,
)
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
from projects.work.enums import DecisionStatus, WorkKind, WorkStatus
from projects.work.models import (
    Contribution,
    Exemption,
    ExemptionReason,
    NotPerformed,
    Responsibility,
    Touch,
    WorkItem,
)
from representatives.organisations.enums import OrganisationKind
from representatives.organisations.models import Organisation
from representatives.people.models import Person

LONG_AGO = datetime.date(2000, 1, 1)
PASSWORD = "test-password-1"

_numbers = count(1)


def number() -> int:
    """A number not used before in this process: for codes, references and addresses."""
    return next(_numbers)


def day(text: str) -> datetime.date:
    """A date from its ISO form: `day("2024-05-17")`."""
    return datetime.date.fromisoformat(text)


def days_ago(days: int) -> datetime.datetime:
    """So many days before today, at this time of the day here: the rules count days, and one of them may have
    25 hours."""
    return timezone.localtime() - datetime.timedelta(days=days)


# Departments


@audit.context(command="factory")
def department(
    *,
    code: str | None = None,
    name: str | None = None,
    parent: Department | None = None,
    valid_from: datetime.date = LONG_AGO,
    valid_to: datetime.date | None = None,
    successors: Iterable[Department] = (),
    outside_tree: bool = False,
) -> Department:
    """A department; without a parent it is the directorate, of which there is one at a time."""
    code = code or f"E{number()}"
    made = Department.objects.create(
        code=code,
        name_nb=name or f"Enhet {code}",
        parent=parent,
        lineage=[*(parent.lineage if parent else []), code],
        valid_from=valid_from,
        valid_to=valid_to,
        outside_tree=outside_tree,
    )
    made.successors.set(successors)
    return made


def directorate() -> Department:
    """The root in force, made when there is none."""
    root = Department.objects.roots().open_on(timezone.localdate()).first()
    return root or department(code="DIR", name="Direktoratet")


def division(**values: Any) -> Department:
    """A department right under the directorate."""
    return department(**{"parent": values.pop("parent", None) or directorate(), **values})


# Accounts


@audit.context(command="factory")
def user(
    *,
    email: str | None = None,
    name: str | None = None,
    roles: Iterable[Role | str] = (),
    language: str = "nb",
    is_active: bool = True,
    valid_from: datetime.date = LONG_AGO,
    valid_to: datetime.date | None = None,
) -> User:
    """An account that can sign in with `PASSWORD`, holding the roles in the period."""
    key = number()
    account = User(
        email=email or f"konto{key}@example.org", name=name or f"Konto {key}", language=language, is_active=is_active
    )
    account.set_password(PASSWORD)
    account.save()
    confirm_address(user=account)
    for role in roles:
        RoleGrant.objects.create(user=account, role=role, valid_from=valid_from, valid_to=valid_to)
    return account


@audit.context(command="factory")
def member(
    *,
    of: Department | None = None,
    leads: bool = False,
    account: User | None = None,
    valid_from: datetime.date | None = None,
    valid_to: datetime.date | None = None,
    **values: Any,
) -> User:
    """A staff member of a department (a new division), or its leader."""
    account = account or user(roles=[Role.STAFF], **values)
    role = MemberRole.LEADER if leads else MemberRole.STAFF
    Membership.objects.create(
        user=account, department=of or division(), role=role, valid_from=valid_from, valid_to=valid_to
    )
    return account


def staff(*, of: Department | None = None, **values: Any) -> User:
    return member(of=of, **values)


def leader(*, of: Department | None = None, **values: Any) -> User:
    return member(of=of, leads=True, **values)


def centre(**values: Any) -> User:
    """Somebody at the Centre for user involvement, who is on the staff too."""
    return user(roles=[Role.STAFF, Role.CENTRE], **values)


def administrator(**values: Any) -> User:
    return user(roles=[Role.ADMINISTRATOR], **values)


@audit.context(command="factory")
def deputy(
    *, leader: User, account: User, valid_from: datetime.date | None = None, valid_to: datetime.date | None = None
) -> Deputy:
    """Names an account the leader's deputy, this month unless dates are given."""
    today = timezone.localdate()
    return Deputy.objects.create(
        leader=leader,
        deputy=account,
        valid_from=valid_from or today,
        valid_to=valid_to or today + datetime.timedelta(days=30),
    )


# Work


def touch(*work_items: WorkItem) -> None:
    """What every service does that may change a count."""
    Touch.objects.bulk_create([Touch(work_item=work_item) for work_item in work_items])


@audit.context(command="factory")
def work_item(
    *,
    kind: WorkKind | str = WorkKind.ASSIGNMENT,
    department: Department | None = None,
    moved: Sequence[tuple[datetime.date, Department]] = (),
    contributing: Iterable[Department] = (),
    team: Iterable[User] = (),
    completed_on: datetime.date | None = None,
    ended_on: datetime.date | None = None,
    status: WorkStatus | str | None = None,
    **fields: Any,
) -> WorkItem:
    """An assignment or a standing task, answered for by a department (a new division) from the beginning.

    An empty status follows from the dates: completed or ended work is completed, other work is ongoing.
    """
    key = number()
    if status is None:
        status = WorkStatus.COMPLETED if completed_on or ended_on else WorkStatus.ONGOING
    title = "Fast oppgave" if kind == WorkKind.STANDING_TASK else "Oppdrag"
    values = {"reference": f"A-{key}", "title": f"{title} {key}", **fields}
    made = WorkItem.objects.create(kind=kind, status=status, completed_on=completed_on, ended_on=ended_on, **values)
    Responsibility.objects.create(work_item=made, department=department or division())
    for from_date, answering in moved:
        Responsibility.objects.create(work_item=made, department=answering, from_date=from_date)
    for other in contributing:
        Contribution.objects.create(work_item=made, department=other)
    made.team.set(team)
    touch(made)
    return made


def assignment(**values: Any) -> WorkItem:
    return work_item(kind=WorkKind.ASSIGNMENT, **values)


def standing_task(**values: Any) -> WorkItem:
    return work_item(kind=WorkKind.STANDING_TASK, **values)


def exemption_reason(code: str = "not_relevant") -> ExemptionReason:
    return ExemptionReason.objects.get_or_create(code=code, defaults={"name_nb": code})[0]


@audit.context(command="factory")
def exemption(
    work_item: WorkItem, *, year: int, status: DecisionStatus | str = DecisionStatus.APPROVED, **fields: Any
) -> Exemption:
    """An exemption of the work item for the year, approved unless said otherwise."""
    return _decision(Exemption, work_item, year, status, fields)


@audit.context(command="factory")
def not_performed(
    work_item: WorkItem, *, year: int, status: DecisionStatus | str = DecisionStatus.APPROVED, **fields: Any
) -> NotPerformed:
    """The standing task was not performed in the year, approved unless said otherwise."""
    return _decision(NotPerformed, work_item, year, status, fields)


def _decision(model: type[Any], work_item: WorkItem, year: int, status: str, fields: dict[str, Any]) -> Any:
    today = timezone.localdate()
    values = {"requested_on": today, **fields}
    values.setdefault("reason", exemption_reason())
    if status != DecisionStatus.REQUESTED:
        values.setdefault("decided_on", today)
    made = model.objects.create(work_item=work_item, year=year, status=status, **values)
    touch(work_item)
    return made


# People and organisations


@audit.context(command="factory")
def organisation(
    *, name: str | None = None, kind: OrganisationKind | str = OrganisationKind.USER, **fields: Any
) -> Organisation:
    """An organisation with a valid number, or with a code of its own where its kind has no number."""
    key = number()
    if "organisation_number" not in fields and "external_id" not in fields:
        without = kind in {OrganisationKind.PUBLIC_BODY, OrganisationKind.INFORMAL}
        fields |= {"external_id": f"O-{key}"} if without else {"organisation_number": organisation_number(key)}
    return Organisation.objects.create(name=name or f"Organisasjon {key}", kind=kind, **fields)


def organisation_number(key: int) -> str:
    """A number that passes the check digit, different for each key below 200,000."""
    weights = (3, 2, 7, 6, 5, 4, 3, 2)
    # A tenth of all stems has no valid check digit: step on within the key's own hundred.
    for step in range(100):
        stem = f"{80_000_000 + key * 100 % 20_000_000 + step:08}"
        check = -sum(weight * int(digit) for weight, digit in zip(weights, stem, strict=True)) % 11
        if check < 10:
            break
    return f"{stem}{check}"


@audit.context(command="factory")
def person(*, name: str | None = None, user: User | None = None) -> Person:
    """Somebody whom the log names."""
    return Person.objects.create(name=name or f"Person {number()}", user=user, is_in_log=True)


_new_person = person  # where a parameter has the name


# The log


def involvement_form(code: str = "working_group") -> InvolvementForm:
    return InvolvementForm.objects.get_or_create(code=code, defaults={"name_nb": code})[0]


@audit.context(command="factory")
def event(
    *,
    started_on: datetime.date | None = None,
    ended_on: datetime.date | None = None,
    form: str = "working_group",
    people: Iterable[Person] = (),
    organisations: Iterable[Organisation] = (),
    capacity: Capacity | str = Capacity.REPRESENTATION,
    **fields: Any,
) -> Event:
    """One day (today) unless an end is given. All who took part did so in the one capacity, a counted group too."""
    started_on = started_on or timezone.localdate()
    people, organisations = list(people), list(organisations)
    if not people and not organisations and not fields.get("people_unknown"):
        fields.setdefault("users_count", 2)
    counted = fields.get("users_count") or fields.get("carers_count")
    fields.setdefault("group_capacity", capacity if counted else Capacity.UNKNOWN)
    fields.setdefault("capacities", [] if fields.get("people_unknown") else [capacity])
    made = Event.objects.create(
        started_on=started_on, ended_on=ended_on or started_on, form=involvement_form(form), **fields
    )
    for somebody in people:
        EventPerson.objects.create(event=made, person=somebody, capacity=capacity)
    for body in organisations:
        EventOrganisation.objects.create(event=made, organisation=body, capacity=capacity)
    return made


_new_event = event


@audit.context(command="factory")
def involvement(
    work_item: WorkItem,
    *,
    event: Event | None = None,
    started_on: datetime.date | None = None,
    ended_on: datetime.date | None = None,
    phases: Sequence[Phase | str] = (Phase.DRAFTING,),
    perspective: Perspective | str | None = Perspective.USER,
    degree: Degree | int | None = Degree.COLLABORATION,
    state: InvolvementState | str = InvolvementState.REGISTERED,
    confirmation: Confirmation | str = Confirmation.NOT_ASKED,
    event_fields: dict[str, Any] | None = None,
    **fields: Any,
) -> Involvement:
    """What an event (a new one, on the days given) meant for the work item: registered and counting as it stands."""
    event = event or _new_event(started_on=started_on, ended_on=ended_on, **(event_fields or {}))
    made = Involvement.objects.create(
        event=event,
        work_item=work_item,
        phases=[phase for phase in Phase.values if phase in set(phases)],
        perspective=perspective,
        degree=degree,
        state=state,
        confirmation=confirmation,
        **fields,
    )
    touch(work_item)
    return made


@audit.context(command="factory")
def answer(
    involvement: Involvement, *, person: Person | None = None, answer: Answer | str | None = Answer.YES, **fields: Any
) -> InvolvementConfirmation:
    """A person was asked about the involvement and answered (None: not yet). Sets no state of the involvement."""
    now = timezone.now()
    values = {"asked_at": now, "answered_at": now if answer else None, **fields}
    somebody = person or _new_person()
    made = InvolvementConfirmation.objects.create(involvement=involvement, person=somebody, answer=answer, **values)
    touch(involvement.work_item)
    return made


@audit.context(command="factory")
def said(
    involvement: Involvement,
    *,
    text: str = "Skriv kortere.",
    outcome: OutcomeKind | str | None = None,
    reason: str = "Vi er enige.",
    given_on: datetime.date | None = None,
    **fields: Any,
) -> Input:
    """An input given in the involvement, with an outcome where one is named."""
    given_on = given_on or involvement.event.started_on
    made = Input.objects.create(involvement=involvement, text=text, given_on=given_on, outcome=outcome, **fields)
    if outcome:
        Outcome.objects.create(input=made, outcome=outcome, reason=reason)
    touch(involvement.work_item)
    return made


# The rule


@audit.context(command="factory")
def rule_version(*, number: int = 1, from_year: int = 2010, **switches: Any) -> RuleVersion:
    """A version of the counting rule; number 1 is there already where reference data is loaded."""
    values = {"from_year": from_year, **switches}
    return RuleVersion.objects.update_or_create(number=number, defaults=values)[0]
