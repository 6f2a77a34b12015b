"""How far an account reaches into the tree: where it is a member, and what it leads or deputises for."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from medvirkning.accounts.enums import Role
from medvirkning.accounts.remembered import remembered
from projects.departments.enums import MemberRole
from projects.departments.models import Deputy, Membership

if TYPE_CHECKING:
    from medvirkning.accounts.models import User


@dataclass(frozen=True)
class Reach:
    """Codes of departments. A leader leads the department and all below it."""

    is_staff: bool
    is_centre: bool
    member_of: frozenset[str]
    leads: frozenset[str]

    @property
    def is_leader(self) -> bool:
        return bool(self.leads)

    def leads_any_of(self, lineage: list[str]) -> bool:
        """Whether the account leads the department with this lineage, or one above it."""
        return not self.leads.isdisjoint(lineage)


def reach_of(user: "User", on: datetime.date | None = None) -> Reach:
    """The reach of an account on a day (today). Read once for each loaded account and day: two queries."""
    day = on or timezone.localdate()
    cache: dict[datetime.date, Reach] = remembered(user, "reach")
    if day not in cache:
        cache[day] = _read(user, day)
    return cache[day]


def _read(user: "User", day: datetime.date) -> Reach:
    if not user.is_authenticated or not user.is_active:
        return Reach(is_staff=False, is_centre=False, member_of=frozenset(), leads=frozenset())
    leaders = Deputy.objects.filter(deputy=user, valid_from__lte=day, valid_to__gte=day).values("leader")
    rows = (
        Membership.objects.in_force(day)
        .held_by(user.pk, deputising_for=leaders)
        .values_list("user_id", "role", "department__code")
    )
    member_of = {code for user_id, _role, code in rows if user_id == user.pk}
    leads = {code for _user_id, role, code in rows if role == MemberRole.LEADER}
    return Reach(
        is_staff=user.has_role(Role.STAFF, on=day),
        is_centre=user.has_role(Role.CENTRE, on=day),
        member_of=frozenset(member_of),
        leads=frozenset(leads),
    )
