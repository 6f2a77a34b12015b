"""What an account is, as predicates that the rooms' rules are put together from."""

import rules

from medvirkning.accounts.enums import DIRECTORATE_ROLES, Role
from medvirkning.accounts.models import User


@rules.predicate
def is_administrator(user: User) -> bool:
    return user.is_authenticated and user.has_role(Role.ADMINISTRATOR)


@rules.predicate
def is_centre(user: User) -> bool:
    return user.is_authenticated and user.has_role(Role.CENTRE)


@rules.predicate
def is_staff(user: User) -> bool:
    return user.is_authenticated and user.has_role(Role.STAFF)


@rules.predicate
def works_in_the_directorate(user: User) -> bool:
    return user.is_authenticated and user.has_role(*DIRECTORATE_ROLES)
