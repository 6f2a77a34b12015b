from functools import cached_property
from typing import Any

from django.utils import timezone

from advice.units.enums import UnitState
from advice.units.models import ServiceUnit
from tests import advice_factories
from tests.permissions.rows import CENTRE_DECIDES, EVERYBODY, Row

# fmt: off
#                 visitor staff leader centre contact repr. service admin machine
UNITS          = "login   403   403    200    403     403   200     403   login"
OWN_UNIT       = "login   404   404    200    404     404   200     404   login"
CENTRE_ON_OWN  = "login   404   404    200    404     404   403     404   login"
DECIDED        = "login   404   404    away   404     404   403     404   login"
PRESSES_ONLY   = "login   404   404    405    404     404   405     404   login"
CENTRE_PRESSES = "login   404   404    405    404     404   404     404   login"
PRESSED        = "login   404   404    away   404     404   away    404   login"
CENTRE_PRESSED = "login   404   404    away   404     404   404     404   login"
GONE           = "410     410   410    410    410     410   410     410   410"
NOT_INVITED    = "200     403   403    403    403     403   403     403   200"
# fmt: on

ROWS: list[Row] = [
    Row("units:register", EVERYBODY, EVERYBODY),
    Row("units:registered", EVERYBODY),
    # Only a visitor makes an account by it; who is signed in as somebody else is told so.
    Row("units:invitation", EVERYBODY, NOT_INVITED, on="open invitation"),
    Row("units:invitation", GONE, GONE, on="unknown invitation"),
    Row("units:invitation", GONE, GONE, on="withdrawn invitation"),
    Row("units:list", UNITS),
    Row("units:detail", OWN_UNIT, on="own unit"),
    Row("units:detail", OWN_UNIT, on="unit below own"),
    Row("units:detail", CENTRE_DECIDES, on="other unit"),
    Row("units:detail", CENTRE_DECIDES, on="unit that waits"),
    Row("units:decide", CENTRE_DECIDES, CENTRE_DECIDES, on="unit that waits"),
    Row("units:decide", DECIDED, CENTRE_ON_OWN, on="own unit"),
    Row("units:edit", OWN_UNIT, OWN_UNIT, on="own unit"),
    Row("units:edit", CENTRE_DECIDES, CENTRE_DECIDES, on="other unit"),
    Row("units:move", CENTRE_ON_OWN, CENTRE_ON_OWN, on="own unit"),
    Row("units:move", CENTRE_DECIDES, CENTRE_DECIDES, on="other unit"),
    Row("units:close", CENTRE_ON_OWN, CENTRE_ON_OWN, on="own unit"),
    Row("units:close", CENTRE_DECIDES, CENTRE_DECIDES, on="other unit"),
    Row("units:invite", OWN_UNIT, OWN_UNIT, on="own unit"),
    Row("units:invite", CENTRE_DECIDES, CENTRE_DECIDES, on="other unit"),
    Row("units:add-below", OWN_UNIT, OWN_UNIT, on="own unit"),
    Row("units:add-below", CENTRE_DECIDES, CENTRE_DECIDES, on="other unit"),
    Row("units:end-leadership", PRESSES_ONLY, PRESSED, on="leadership of unit below own"),
    Row("units:end-leadership", CENTRE_PRESSES, CENTRE_PRESSED, on="leadership of other unit"),
    Row("units:renew", PRESSES_ONLY, PRESSED, on="invitation to own unit"),
    Row("units:renew", CENTRE_PRESSES, CENTRE_PRESSED, on="invitation to other unit"),
    Row("units:withdraw", PRESSES_ONLY, PRESSED, on="invitation to own unit"),
    Row("units:withdraw", CENTRE_PRESSES, CENTRE_PRESSED, on="invitation to other unit"),
]


class Things:
    account: Any

    @cached_property
    def unit(self) -> ServiceUnit:
        """The unit that the account of the service leader leads."""
        return advice_factories.unit(name="Egen tjeneste")

    @cached_property
    def other_unit(self) -> ServiceUnit:
        return advice_factories.unit(name="Annen tjeneste")

    def _own_unit(self, role: str) -> tuple[Any, ...]:
        return (self.unit.pk,)

    def _other_unit(self, role: str) -> tuple[Any, ...]:
        # Asked for anew by each role: what a row makes is undone after it.
        return (advice_factories.unit(name="Fremmed tjeneste").pk,)

    def _unit_below_own(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.unit(parent=self.unit).pk,)

    def _unit_that_waits(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.unit(parent=self.unit, state=UnitState.APPLIED).pk,)

    def _leadership_of_unit_below_own(self, role: str) -> tuple[Any, ...]:
        return self._leadership_of(advice_factories.unit(parent=self.unit))

    def _leadership_of_other_unit(self, role: str) -> tuple[Any, ...]:
        return self._leadership_of(advice_factories.unit())

    def _leadership_of(self, unit: ServiceUnit) -> tuple[Any, ...]:
        advice_factories.service_leader(of=unit)
        return (unit.leaders.get().pk,)

    def _invitation_to_own_unit(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.invitation(to=self.unit).pk,)

    def _invitation_to_other_unit(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.invitation(to=advice_factories.unit()).pk,)

    def _open_invitation(self, role: str) -> tuple[Any, ...]:
        advice_factories.invitation(to=self.unit, token="apen")
        return ("apen",)

    def _withdrawn_invitation(self, role: str) -> tuple[Any, ...]:
        advice_factories.invitation(to=self.unit, token="trukket", withdrawn_at=timezone.now())
        return ("trukket",)

    def _unknown_invitation(self, role: str) -> tuple[Any, ...]:
        return ("finnes-ikke",)
