from typing import Any

from advice.assessments.enums import AssessmentState
from advice.units.models import ServiceUnit
from tests import advice_factories
from tests.permissions.rows import CENTRE, Row

SEES_SUMS = "login   200   200    200    403     403   200     403   login"
OWN_UNIT = "login   404   404    200    404     404   200     404   login"
NEVER = "login   404   404    200    404     404   404     404   login"

ROWS: list[Row] = [
    Row("overview:national", SEES_SUMS),
    Row("overview:behind", CENTRE),
    Row("overview:like", OWN_UNIT, on="assessment of own unit"),
    Row("overview:like", NEVER, on="assessment of other unit"),
]


class Things:
    account: Any
    unit: ServiceUnit

    def _assessment_of_own_unit(self, role: str) -> tuple[Any, ...]:
        return (self._assessed(self.unit),)

    def _assessment_of_other_unit(self, role: str) -> tuple[Any, ...]:
        return (self._assessed(advice_factories.unit(name="En annen tjeneste")),)

    def _assessed(self, unit: ServiceUnit) -> int:
        made = advice_factories.assessment(unit=unit, state=AssessmentState.APPROVED, scores="partly")
        return int(made.pk)
