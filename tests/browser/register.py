"""The register that the journeys happen in."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from medvirkning.accounts.models import User
from projects.departments.models import Department
from projects.shares import pipeline
from projects.work.enums import DecisionStatus
from projects.work.models import WorkItem
from tests import factories


@dataclass(frozen=True)
class Register:
    """Three standing tasks and one completed assignment of this year; one task has involvement: 1 of 4."""

    department: Department
    staff: User
    leader: User
    colleague: User
    # Nobody has been involved in it yet, and `staff` answers for it.
    task: WorkItem
    # An exemption is asked for.
    assignment: WorkItem

    @classmethod
    def made(cls) -> "Register":
        today = timezone.localdate()
        first = datetime.date(today.year, 1, 1)
        department = factories.division(code="FAG", name="Psykisk helse og rus")
        staff = factories.staff(of=department, name="Kari Nordmann")
        leader = factories.leader(of=department, name="Liv Leder")
        colleague = factories.staff(of=department, name="Ola Hansen")
        task = factories.standing_task(
            department=department, title="Forvalte nettsidene om rus", started_on=first, responsible=staff
        )
        involved = factories.standing_task(
            department=department, title="Svare på henvendelser", started_on=first, responsible=colleague
        )
        factories.standing_task(department=department, title="Drifte brukerrådet", started_on=first)
        assignment = factories.assignment(
            department=department, title="Utrede lavterskeltilbud", started_on=first, completed_on=today
        )
        factories.involvement(involved, started_on=today, logged_by=colleague)
        factories.exemption(
            assignment,
            year=today.year,
            status=DecisionStatus.REQUESTED,
            requested_by=colleague,
            reason_text="Internt.",
        )
        pipeline.drain()
        return cls(department, staff, leader, colleague, task, assignment)
