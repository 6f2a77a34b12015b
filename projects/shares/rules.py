"""Who may see figures and set targets, in the words of the policy (docs/permissions.md)."""

import rules

from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_administrator, is_centre, is_staff
from projects.departments.models import Department
from projects.departments.reach import reach_of


@rules.predicate
def leads_the_department(user: User, department: Department) -> bool:
    """Leader (or a leader's deputy) of the department or of one above it."""
    return reach_of(user).leads_any_of(department.lineage)


rules.add_perm("shares.view", is_staff | is_centre)
rules.add_perm("shares.set_target", is_staff & leads_the_department)
# The switches of the counting rule are the Centre's; who looks after the portal sees that the count can be trusted.
rules.add_perm("shares.decide_rule", is_centre)
rules.add_perm("shares.see_control", is_centre | is_administrator)
