"""Who may do what with the implementation (docs/permissions.md).

The plan and the network are the Centre's. Staff tell of what they do themselves: they add activities and change those
they added.
"""

import rules

from advice.implementation.models import ImplementationActivity
from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_centre, is_staff


@rules.predicate
def added_it(user: User, activity: ImplementationActivity) -> bool:
    return activity.added_by_id == user.pk


rules.add_perm("implementation.add_activity", is_staff | is_centre)
rules.add_perm("implementation.change_activity", is_centre | (is_staff & added_it))
rules.add_perm("implementation.edit_plan", is_centre)
rules.add_perm("implementation.view_members", is_staff | is_centre)
rules.add_perm("implementation.edit_network", is_centre)
