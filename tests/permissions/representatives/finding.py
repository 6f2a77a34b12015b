from functools import cached_property
from typing import Any

from representatives.organisations.models import Organisation
from representatives.people.models import Person
from tests import register_factories
from tests.permissions.roles import STAFF
from tests.permissions.rows import Row

# fmt: off
#                 visitor staff leader centre contact repr. service admin machine
FINDERS        = "login   200   200    200    403     403   403     403   login"
CENTRE_OPENS   = "login   404   404    200    404     404   404     404   login"
DISCLOSED      = "login   200   404    200    404     404   404     404   login"
NOBODY_OPENS   = "login   404   404    404    404     404   404     404   login"
# fmt: on

ROWS: list[Row] = [
    Row("finding:list", FINDERS),
    Row("finding:person", CENTRE_OPENS, on="person in the register"),
    Row("finding:person", DISCLOSED, on="person disclosed to staff"),
    Row("finding:person", NOBODY_OPENS, on="person disclosed to staff who has withdrawn"),
]


class Things:
    account: Any

    @cached_property
    def found_organisation(self) -> Organisation:
        return register_factories.registered(name="Foreningen for de funne")

    def _found(self, **values: Any) -> Person:
        who = register_factories.person(name="Funnet Navn", **values)
        register_factories.representative(of=self.found_organisation, who=who)
        return who

    def _person_in_the_register(self, role: str) -> tuple[Any, ...]:
        return (self._found().pk,)

    def _person_disclosed_to_staff(self, role: str) -> tuple[Any, ...]:
        who = self._found()
        register_factories.disclosure(of=who, to=self.account(STAFF))
        return (who.pk,)

    def _person_disclosed_to_staff_who_has_withdrawn(self, role: str) -> tuple[Any, ...]:
        who = self._found(purposes=[])
        register_factories.disclosure(of=who, to=self.account(STAFF))
        return (who.pk,)
