"""The rooms of advice in the demonstration set: called inside its transaction, when the directorate is there."""

from collections.abc import Sequence
from random import Random

from django.db.backends.utils import CursorWrapper

from advice.assessments.querysets import newest_template
from advice.demonstration import implementation, own_unit
from advice.demonstration.assessments import Assessments
from advice.demonstration.units import Units
from advice.units.enums import UnitKind
from advice.units.models import ServiceUnit
from medvirkning.accounts.models import User
from projects.demonstration.calendar import moment
from projects.demonstration.extras import Ground
from projects.demonstration.people import ADDRESS
from projects.demonstration.tree import CENTRE_DEPARTMENT, OWN_DEPARTMENT
from projects.departments.enums import MemberRole
from projects.departments.models import Department, Membership
from representatives.demonstration.tables import Table, flush_all

SERVICE_ACCOUNT = f"tjeneste@{ADDRESS}"
# Departments that have assessed themselves: five and more, so that their figures can be shown.
ASSESSED = (OWN_DEPARTMENT, CENTRE_DEPARTMENT, "SPE-PSV", "KOM-BUF", "KOM-OMS", "KVA-RET", "PER-LMS")
WAITING = (
    ("Dagtilbudet i Lerkedalen", "34", "Maren Lerkeeng"),
    ("Ungdomsteamet i Svalehaugen", "18", "Tarjei Svalemoen"),
)


def build(ground: Ground) -> None:
    """Write services, assessments and what is done with the advice. The same seed gives the same rows."""
    random = Random(f"{ground.seed}:advice")  # noqa: S311 - a set that can be drawn again, nothing secret
    calendar, accounts, cursor = ground.calendar, ground.accounts, ground.cursor
    service_leader = User.objects.by_email(SERVICE_ACCOUNT).get()
    units = Units(calendar, random)
    drawn = units.build(scale=ground.scale, own_leader=service_leader.pk)
    for name, county, applicant in WAITING:
        units.waiting(name=name, county=county, kind=str(UnitKind.MUNICIPAL_SERVICE), applicant=applicant)
    _copy(units.tables, cursor)
    template = newest_template()
    if template is None:
        raise LookupError("The first template is reference data, and it is not there.")
    # Taken into use before the first of the fictitious years, not on the day the set is loaded.
    template.adopted_at = moment(calendar.first_day, 0)
    template.save(update_fields=["adopted_at"])
    stored = ServiceUnit.objects.in_bulk([one.id for one in drawn])
    users = User.objects.in_bulk({one.leader for one in drawn if one.leader})
    writer = Assessments(calendar, random, template, users, accounts.centre)
    writer.of_units(drawn, stored, own=drawn[0].id)
    departments = Department.objects.filter(code__in=ASSESSED).order_by("code")
    leaders = Membership.objects.filter(role=MemberRole.LEADER, department__in=departments).select_related("user")
    writer.of_departments(departments, {one.department_id: one.user for one in leaders})
    _copy(writer.tables, cursor)
    own_unit.OwnUnits(
        leader=service_leader,
        top=stored[drawn[0].id],
        below=tuple(stored[one.id] for one in drawn[1:3]),
        today=calendar.today,
    ).build()
    own_unit.own_department(leader=accounts.leader, today=calendar.today)
    implementation.build(today=calendar.today, random=random, staff=accounts.staff, centre=accounts.centre)


def _copy(tables: Sequence[Table], cursor: CursorWrapper) -> None:
    flush_all(tables, cursor)
    for table in tables:
        table.finish(cursor)
