"""A machine: whoever holds an API token, where the code asks for a user."""

import datetime
from dataclasses import dataclass
from typing import Any, ClassVar

from medvirkning.accounts.enums import Language, Role, Scope
from medvirkning.accounts.models import ApiToken


@dataclass(frozen=True)
class Machine:
    """May what its scopes say. It is no account: nothing belongs to it, and no row is its own."""

    token: ApiToken

    pk: ClassVar[None] = None
    id: ClassVar[None] = None
    is_authenticated: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False
    is_active: ClassVar[bool] = True
    is_staff: ClassVar[bool] = False
    language: ClassVar[str] = Language.NB

    def __str__(self) -> str:
        return self.token.name

    def has_scope(self, *scopes: Scope | str) -> bool:
        """Whether the token holds one of the scopes."""
        return not set(self.token.scopes).isdisjoint(str(scope) for scope in scopes)

    def roles_on(self, on: datetime.date | None = None) -> frozenset[str]:
        """Reading the register is what staff may; no scope gives any other role."""
        return frozenset({Role.STAFF}) if self.has_scope(Scope.REGISTER_READ, Scope.REGISTER_WRITE) else frozenset()

    def has_role(self, *roles: str, on: datetime.date | None = None) -> bool:
        return not self.roles_on(on).isdisjoint(roles)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Rules speak of accounts; what a machine may do is decided by its scopes, before a rule is asked."""
        return False
