"""Who may add people and organisations to the log: staff and the Centre, in the words of the policy."""

import rules

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User


@rules.predicate
def works_with_the_log(user: User) -> bool:
    return user.is_authenticated and user.has_role(Role.STAFF, Role.CENTRE)


rules.add_perm("people.add", works_with_the_log)
rules.add_perm("organisations.add", works_with_the_log)
