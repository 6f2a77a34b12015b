"""Who has a page of one's own: representatives, and whoever the register still holds something of."""

import rules

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from representatives.my_page.reading import is_known_to_the_register


@rules.predicate
def is_representative(user: User) -> bool:
    """By the role alone, which is read anyway."""
    return user.is_authenticated and user.has_role(Role.REPRESENTATIVE)


@rules.predicate
def stands_in_the_register(user: User) -> bool:
    return user.is_authenticated and is_known_to_the_register(user)


rules.add_perm("my_page.view", is_representative | stands_in_the_register)
