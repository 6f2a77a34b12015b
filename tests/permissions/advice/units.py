from functools import cached_property
from typing import Any

from advice.units.models import ServiceUnit
from tests import advice_factories
from tests.permissions.rows import Row

ROWS: list[Row] = []


class Things:
    account: Any

    @cached_property
    def unit(self) -> ServiceUnit:
        """The unit that the account of the service leader leads."""
        return advice_factories.unit(name="Egen tjeneste")

    @cached_property
    def other_unit(self) -> ServiceUnit:
        return advice_factories.unit(name="Annen tjeneste")
