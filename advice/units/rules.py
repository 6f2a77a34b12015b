"""Who may do what with service units, in the words of the policy (docs/permissions.md).

A leader reaches the own units and those below them, whatever a role says; the Centre reaches all.
"""

import rules

from advice.units.enums import UnitState
from advice.units.models import ServiceUnit
from advice.units.querysets import units_led
from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_centre


@rules.predicate
def leads_a_unit(user: User) -> bool:
    return bool(units_led(user))


@rules.predicate
def leads_it(user: User, unit: ServiceUnit) -> bool:
    """The unit itself, or one above it, today."""
    return not set(unit.lineage).isdisjoint(units_led(user))


@rules.predicate
def is_approved(user: User, unit: ServiceUnit) -> bool:
    return unit.state == UnitState.APPROVED


@rules.predicate
def was_approved(user: User, unit: ServiceUnit) -> bool:
    """A closed unit can still be read."""
    return unit.state in (UnitState.APPROVED, UnitState.CLOSED)


@rules.predicate
def waits_or_is_approved(user: User, unit: ServiceUnit) -> bool:
    return unit.state in (UnitState.APPLIED, UnitState.APPROVED)


rules.add_perm("units.register", rules.always_allow)
rules.add_perm("units.list", is_centre | leads_a_unit)
rules.add_perm("units.view", is_centre | (was_approved & leads_it))
# A leader changes what the unit is called and how large it is, the Centre the rest too.
rules.add_perm("units.change", (is_centre & waits_or_is_approved) | (is_approved & leads_it))
rules.add_perm("units.invite", is_approved & (is_centre | leads_it))
rules.add_perm("units.add_below", is_approved & (is_centre | leads_it))
# Approving, refusing, moving and closing.
rules.add_perm("units.decide", is_centre)
