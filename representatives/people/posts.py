"""Whether a person has a post in the register, as each room with posts says; the role «Representant» follows it."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Q

from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import User
from medvirkning.accounts.services import grant_role, revoke_role
from representatives.people.models import Person

# Whether the person has a post of one kind, today or later.
HasPost = Callable[[Person], bool]

# Whom an organisation or an employer has entered, and who said yes, as a condition on `Person`.
WasEntered = Callable[[], Q]

_predicates: dict[str, HasPost] = {}
_conditions: dict[str, WasEntered] = {}


def register(predicate: HasPost) -> HasPost:
    """Add what one room knows; the same function again replaces itself."""
    _predicates[f"{predicate.__module__}.{predicate.__qualname__}"] = predicate
    return predicate


def register_entered(condition: WasEntered) -> WasEntered:
    """Add whom one room says was entered; the same function again replaces itself."""
    _conditions[f"{condition.__module__}.{condition.__qualname__}"] = condition
    return condition


def was_entered() -> Q:
    """People who came into the register by a mandate or an employment, over or not: a seat on a panel is none."""
    found = Q(pk__in=[])
    for condition in _conditions.values():
        found |= condition()
    return found


def holds_a_post(person: Person) -> bool:
    """A mandate, an employment or a seat, by any room."""
    return any(predicate(person) for predicate in _predicates.values())


@transaction.atomic
def settle_role(*, actor: User | None, person: Person) -> bool:
    """Give the role with the first post, end it with the last. Gives whether the person has a post.

    Every service that begins or ends a post calls it; two at once take turns on the account.
    """
    has_post = holds_a_post(person)
    account = User.objects.select_for_update(of=("self",)).filter(pk=person.user_id).first()
    if account is None:
        return has_post
    if has_post and not account.has_role(Role.REPRESENTATIVE):
        grant_role(actor=actor, user=account, role=Role.REPRESENTATIVE)
    elif not has_post:
        revoke_role(actor=actor, user=account, role=Role.REPRESENTATIVE)
    return has_post
