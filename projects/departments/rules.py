"""Who may change the tree: administrators and the Centre. A leader names deputies for the own place only."""

import rules

from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_administrator, is_centre, is_staff
from projects.departments.reach import reach_of


@rules.predicate
def leads_something(user: User) -> bool:
    return reach_of(user).is_leader


rules.add_perm("departments.view", is_staff | is_centre | is_administrator)
rules.add_perm("departments.change", is_administrator | is_centre)
rules.add_perm("departments.name_deputy", leads_something)
