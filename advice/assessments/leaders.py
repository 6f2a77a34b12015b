"""Who leads what is assessed: whom the rules let act, and whom mails go to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils import timezone

from advice.units.models import ServiceUnit, UnitLeader
from advice.units.querysets import units_led
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from projects.departments.models import Department
from projects.departments.querysets import leaders_and_deputies
from projects.departments.reach import reach_of

if TYPE_CHECKING:
    from advice.assessments.models import Assessment


def leads(user: User, subject: ServiceUnit | Department) -> bool:
    """Whether the account leads the unit or department, or one above it."""
    if isinstance(subject, ServiceUnit):
        return not set(units_led(user)).isdisjoint(subject.lineage)
    return reach_of(user).leads_any_of(subject.lineage)


def leads_above(user: User, subject: ServiceUnit | Department) -> bool:
    """Whether the account leads a unit or department above."""
    if isinstance(subject, ServiceUnit):
        return not set(units_led(user)).isdisjoint(subject.lineage[:-1])
    return reach_of(user).leads_any_of(subject.lineage[:-1])


def leaders_of(subject: ServiceUnit | Department) -> list[User]:
    """Who leads it; where nobody does, who leads the nearest above."""
    return _nearest(subject.lineage, subject, shut_out=None)


def approvers_of(assessment: Assessment) -> list[User]:
    """Who is asked to approve: the nearest leaders above, else the Centre; never who sent it in."""
    found = leaders_above(assessment)
    return found or [
        one for one in User.objects.with_role(Role.CENTRE).order_by("pk") if one.pk != assessment.submitted_by_id
    ]


def leaders_above(assessment: Assessment) -> list[User]:
    """The nearest leaders above who may approve: anybody but who sent it in."""
    subject = assessment.subject
    return _nearest(subject.lineage[:-1], subject, shut_out=assessment.submitted_by_id)


def _nearest(lineage: Sequence[str | int], subject: ServiceUnit | Department, *, shut_out: int | None) -> list[User]:
    for key in reversed(lineage):
        found = [one for one in _of(key, subject) if one.pk != shut_out]
        if found:
            return found
    return []


def _of(key: str | int, subject: ServiceUnit | Department) -> list[User]:
    if isinstance(subject, ServiceUnit):
        led = UnitLeader.objects.in_force().filter(unit__pk=key)
        return list(User.objects.active().filter(pk__in=led.values("user")).order_by("pk"))
    return leaders_and_deputies(str(key), timezone.localdate())
