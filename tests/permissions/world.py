"""A small register for the matrix: one account of each role, and one of each thing that an address may be about."""

import datetime
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.utils import timezone

from medvirkning import audit
from medvirkning.accounts import services as accounts
from medvirkning.accounts.enums import Scope
from medvirkning.accounts.models import User
from medvirkning.jobs.enums import JobState
from medvirkning.jobs.models import Job
from medvirkning.notifications.enums import MessageState
from medvirkning.notifications.models import Message
from medvirkning.web.models import SavedFilter
from projects.departments.models import Membership
from projects.register.uploads import PREVIEW
from projects.work.enums import DecisionStatus
from projects.work.presenters import EXEMPTION
from tests import advice_factories, factories, register_factories
from tests.guards import GuardedClient
from tests.permissions import advice, representatives
from tests.permissions.marks import mark
from tests.permissions.roles import (
    ADMINISTRATOR,
    CENTRE,
    CONTACT,
    LEADER,
    MACHINE,
    REPRESENTATIVE,
    ROLES,
    SERVICE,
    STAFF,
    VISITOR,
)  # fmt: skip

NOBODYS_KEY = uuid.UUID(int=7)


@dataclass
class World(advice.Things, representatives.Things):
    """The department FAG with its staff and leader, another department, and the directorate above both.

    The service leader leads a unit of its own (`advice`). The contact acts for `organisation`, whose the
    representative is (`representatives`).
    """

    year: int = field(default_factory=lambda: timezone.localdate().year)

    def build(self) -> None:
        """Make what all rows share. What a row needs besides is made when it is asked for, and undone after it."""
        for role in ROLES:
            if role not in (VISITOR, MACHINE):
                self.account(role)
        mark(self.account(REPRESENTATIVE))
        shared = (self.colleague, self.work, self.work_elsewhere, self.restricted, self.task, self.token)
        self._cookies = {role: self._sign_in(account) for role, account in self._accounts.items()}
        assert all(shared)

    # Departments

    @cached_property
    def department(self) -> Any:
        return factories.division(code="FAG")

    @cached_property
    def elsewhere(self) -> Any:
        return factories.division(code="ANNEN")

    # Accounts

    def account(self, role: str) -> User:
        """The account of a role; the same one each time."""
        if role not in self._accounts:
            self._accounts[role] = self._make(role)
        return self._accounts[role]

    @cached_property
    def _accounts(self) -> dict[str, User]:
        return {}

    def _make(self, role: str) -> User:
        makers: dict[str, Callable[[], User]] = {
            STAFF: lambda: factories.staff(of=self.department),
            LEADER: lambda: factories.leader(of=self.department),
            CENTRE: lambda: _with_second_factor(factories.centre()),
            CONTACT: lambda: register_factories.contact(of=self.organisation),
            REPRESENTATIVE: lambda: register_factories.representative(of=self.organisation).person.user,
            SERVICE: lambda: advice_factories.service_leader(of=self.unit),
            ADMINISTRATOR: lambda: _with_second_factor(factories.administrator()),
        }
        return makers[role]()

    @cached_property
    def token(self) -> str:
        with audit.context(command="test"):
            return accounts.create_token(actor=None, name="Matrise", scopes=[Scope.SHARES_READ])[1]

    def _sign_in(self, account: User) -> str:
        client = Client()
        client.force_login(account)
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def client(self, role: str) -> Client:
        """A client that comes as somebody of the role: with a session, with a token, or with nothing."""
        if role == MACHINE:
            return GuardedClient(headers={"authorization": f"Bearer {self.token}"})
        client = GuardedClient()
        if role != VISITOR:
            client.cookies[settings.SESSION_COOKIE_NAME] = self._cookies[role]
        return client

    # What addresses are about

    def subject(self, name: str, role: str) -> tuple[Any, ...]:
        """The arguments of the address for what it is about: `own work`, `job of another`, …"""
        if name.startswith("value of "):
            return self._value(name.removeprefix("value of "))
        return getattr(self, f"_{name.replace(' ', '_').lower()}")(role)

    @cached_property
    def colleague(self) -> User:
        return factories.staff(of=self.department)

    @cached_property
    def work(self) -> Any:
        return factories.assignment(department=self.department, title="Veileder")

    @cached_property
    def work_elsewhere(self) -> Any:
        return factories.assignment(department=self.elsewhere, title="Annet arbeid")

    @cached_property
    def restricted(self) -> Any:
        return factories.assignment(department=self.elsewhere, title="Skjermet arbeid", restricted=True)

    @cached_property
    def task(self) -> Any:
        return factories.standing_task(department=self.department, title="Fast oppgave")

    def _part_of_the_style_guide(self, role: str) -> tuple[Any, ...]:
        return ("skjema",)

    def _own_work(self, role: str) -> tuple[Any, ...]:
        return (self.work.reference,)

    def _own_standing_task(self, role: str) -> tuple[Any, ...]:
        return (self.task.reference,)

    def _work_elsewhere(self, role: str) -> tuple[Any, ...]:
        return (self.work_elsewhere.reference,)

    def _restricted_work_elsewhere(self, role: str) -> tuple[Any, ...]:
        return (self.restricted.reference,)

    def _restricted_standing_task_elsewhere(self, role: str) -> tuple[Any, ...]:
        return (factories.standing_task(department=self.elsewhere, restricted=True).reference,)

    def _restricted_work_of_own_department(self, role: str) -> tuple[Any, ...]:
        return (factories.assignment(department=self.department, restricted=True).reference,)

    def _restricted_work_with_staff_on_its_team(self, role: str) -> tuple[Any, ...]:
        made = factories.assignment(department=self.department, restricted=True, team=[self.account(STAFF)])
        return (made.reference,)

    def _at_the_top(self, status: DecisionStatus) -> tuple[Any, Any]:
        """Restricted work that the directorate itself answers for, with an exemption asked for."""
        work_item = factories.assignment(department=factories.directorate(), restricted=True)
        made = factories.exemption(work_item, year=self.year, status=status, requested_by=self.colleague)
        return work_item, made

    def _restricted_work_that_waits_for_the_centre(self, role: str) -> tuple[Any, ...]:
        return (self._at_the_top(DecisionStatus.REQUESTED)[0].reference,)

    def _restricted_work_that_the_centre_has_decided_on(self, role: str) -> tuple[Any, ...]:
        return (self._at_the_top(DecisionStatus.APPROVED)[0].reference,)

    def _exemption_that_waits_for_the_centre(self, role: str) -> tuple[Any, ...]:
        return (EXEMPTION, self._at_the_top(DecisionStatus.REQUESTED)[1].pk)

    def _unknown_work(self, role: str) -> tuple[Any, ...]:
        return ("FINNES-IKKE",)

    def _own_department(self, role: str) -> tuple[Any, ...]:
        return (self.department.code,)

    def _other_department(self, role: str) -> tuple[Any, ...]:
        return (self.elsewhere.code,)

    def _unknown_department(self, role: str) -> tuple[Any, ...]:
        return ("FINNES-IKKE",)

    def _other_department_and_reason(self, role: str) -> tuple[Any, ...]:
        return (self.elsewhere.code, "faste-oppgaver")

    def _own_department_and_year(self, role: str) -> tuple[Any, ...]:
        return (self.department.code, self.year)

    def _other_department_and_year(self, role: str) -> tuple[Any, ...]:
        return (self.elsewhere.code, self.year)

    def _coming_rule_version(self, role: str) -> tuple[Any, ...]:
        coming = factories.rule_version(number=2, from_year=timezone.localdate().year + 1, least_degree=2)
        return (coming.number,)

    def _unknown_rule_version(self, role: str) -> tuple[Any, ...]:
        return (99,)

    def _year_and_department(self, role: str) -> tuple[Any, ...]:
        return (self.year, self.department.code)

    def _membership(self, role: str) -> tuple[Any, ...]:
        return (self.department.code, Membership.objects.get(user=self.colleague).pk)

    def _own_deputy(self, role: str) -> tuple[Any, ...]:
        """Somebody named by the leader."""
        return (factories.deputy(leader=self.account(LEADER), account=self.colleague).pk,)

    def _exemption(self, work_item: Any) -> tuple[Any, ...]:
        made = factories.exemption(
            work_item, year=self.year, status=DecisionStatus.REQUESTED, requested_by=self.colleague
        )
        return (EXEMPTION, made.pk)

    def _exemption_for_own_work(self, role: str) -> tuple[Any, ...]:
        return self._exemption(self.work)

    def _decided_exemption_for_own_work(self, role: str) -> tuple[Any, ...]:
        made = factories.exemption(
            self.work, year=self.year - 1, status=DecisionStatus.APPROVED, requested_by=self.colleague
        )
        return (EXEMPTION, made.pk)

    def _exemption_elsewhere(self, role: str) -> tuple[Any, ...]:
        return self._exemption(self.work_elsewhere)

    def _exemption_for_restricted_work(self, role: str) -> tuple[Any, ...]:
        return self._exemption(self.restricted)

    def _involvement(self, work_item: Any, **values: Any) -> tuple[Any, ...]:
        made = factories.involvement(work_item, **{"logged_by": self.colleague, **values})
        return (work_item.reference, made.pk)

    def _involvement_in_own_work(self, role: str) -> tuple[Any, ...]:
        return self._involvement(self.work)

    def _involvement_elsewhere(self, role: str) -> tuple[Any, ...]:
        return self._involvement(self.work_elsewhere)

    def _involvement_in_restricted_work(self, role: str) -> tuple[Any, ...]:
        return self._involvement(self.restricted)

    def _involvement_that_staff_logged_elsewhere(self, role: str) -> tuple[Any, ...]:
        return self._involvement(self.work_elsewhere, logged_by=self.account(STAFF))

    def _draft_of_another(self, role: str) -> tuple[Any, ...]:
        return self._involvement(self.work, state="draft")

    def _draft_of_staff(self, role: str) -> tuple[Any, ...]:
        return self._involvement(self.work, state="draft", logged_by=self.account(STAFF))

    def _group(self, work_item: Any) -> tuple[Any, ...]:
        """Of last year, and going on."""
        started, ended = datetime.date(self.year - 1, 3, 1), datetime.date(self.year, 6, 1)
        _reference, pk = self._involvement(work_item, started_on=started, ended_on=ended)
        return (pk,)

    def _group_that_goes_on(self, role: str) -> tuple[Any, ...]:
        return self._group(self.work)

    def _group_that_goes_on_elsewhere(self, role: str) -> tuple[Any, ...]:
        return self._group(self.work_elsewhere)

    def _group_of_restricted_work(self, role: str) -> tuple[Any, ...]:
        return self._group(self.restricted)

    def _input(self, work_item: Any) -> tuple[Any, ...]:
        involvement = factories.involvement(work_item, logged_by=self.colleague)
        return (work_item.reference, involvement.pk, factories.said(involvement).pk)

    def _input_in_own_work(self, role: str) -> tuple[Any, ...]:
        return self._input(self.work)

    def _input_elsewhere(self, role: str) -> tuple[Any, ...]:
        return self._input(self.work_elsewhere)

    def _input_in_restricted_work(self, role: str) -> tuple[Any, ...]:
        return self._input(self.restricted)

    def _job_of(self, owner: User) -> tuple[Any, ...]:
        return (Job.objects.create(kind="test", owner=owner, title="Jobb", state=JobState.QUEUED).key,)

    def _own_job(self, role: str) -> tuple[Any, ...]:
        """The visitor and the machine own nothing."""
        return (NOBODYS_KEY,) if role in (VISITOR, MACHINE) else self._job_of(self.account(role))

    def _job_of_another(self, role: str) -> tuple[Any, ...]:
        return self._job_of(self.colleague)

    def _import_of(self, owner: User) -> tuple[Any, ...]:
        job = Job.objects.create(kind=PREVIEW, owner=owner, title="Kontroll", state=JobState.QUEUED)
        return (job.key,)

    def _own_import(self, role: str) -> tuple[Any, ...]:
        return (NOBODYS_KEY,) if role in (VISITOR, MACHINE) else self._import_of(self.account(role))

    def _import_of_another(self, role: str) -> tuple[Any, ...]:
        return self._import_of(self.colleague)

    def _value(self, name: str) -> tuple[Any, ...]:
        """A value of a list, by the list's name in the admin."""
        label, model = name.split("_")
        with audit.context(command="test"):
            return (apps.get_model(label, model).objects.create(code=f"v{factories.number()}", name_nb="Verdi").pk,)

    def _app(self, role: str) -> tuple[Any, ...]:
        return ("projects",)

    def _nothing(self, role: str) -> tuple[Any, ...]:
        return (0, 0)

    def _mail(self, role: str) -> tuple[Any, ...]:
        message = Message.objects.create(
            kind="test",
            event=f"test:{factories.number()}",
            address="noen@example.org",
            subject="Emne",
            text="Tekst",
            html="<p>Tekst</p>",
            message_id=f"<{factories.number()}@example.org>",
            state=MessageState.UNSURE,
        )
        return (message.pk,)

    def _draft_form(self, role: str) -> tuple[Any, ...]:
        return ("test.form",)

    def _list_of_work(self, role: str) -> tuple[Any, ...]:
        return ("oppdrag/",)

    def _page_without_filters(self, role: str) -> tuple[Any, ...]:
        return ("enheter/",)

    def _filter_of(self, owner: User) -> tuple[Any, ...]:
        name = f"Filter {factories.number()}"
        return (SavedFilter.objects.create(user=owner, address="/oppdrag/", query="status=open", name=name).pk,)

    def _own_filter(self, role: str) -> tuple[Any, ...]:
        """The visitor and the machine own nothing."""
        return (0,) if role in (VISITOR, MACHINE) else self._filter_of(self.account(role))

    def _filter_of_another(self, role: str) -> tuple[Any, ...]:
        return self._filter_of(self.colleague)

    def _unknown_key(self, role: str) -> tuple[Any, ...]:
        return ("ukjent",)

    def _reset_link(self, role: str) -> tuple[Any, ...]:
        """A link from a mail to the colleague."""
        return (user_pk_to_url_str(self.colleague), default_token_generator.make_token(self.colleague))

    def _unknown_provider(self, role: str) -> tuple[Any, ...]:
        return ("ukjent",)


def _with_second_factor(account: User) -> User:
    TOTP.activate(account, generate_totp_secret())
    RecoveryCodes.activate(account)
    return account
