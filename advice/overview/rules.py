"""Who may see the overview (docs/permissions.md)."""

import rules

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.accounts.rules import is_centre, is_staff


@rules.predicate
def leads_a_service(user: User) -> bool:
    return bool(user.has_role(Role.SERVICE_LEADER))


# Sums alone. Which units are behind them only the Centre sees.
rules.add_perm("overview.view", is_staff | is_centre | leads_a_service)
rules.add_perm("overview.behind", is_centre)
