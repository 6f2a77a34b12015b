from typing import Any

from tests import advice_factories
from tests.permissions.roles import STAFF as STAFF_ROLE
from tests.permissions.rows import CENTRE, CENTRE_HIDDEN, EVERYBODY, STAFF, Row

# Of those on the staff only who added the activity, and the Centre.
WHO_ADDED = "login 200 403 200 403 403 403 403 login"
STAFF_ONLY_SEE = "404 200 200 200 404 404 404 404 404"

ROWS: list[Row] = [
    Row("implementation:plan", EVERYBODY),
    Row("implementation:add-goal", CENTRE, CENTRE),
    Row("implementation:change-goal", CENTRE, CENTRE, on="part of the plan"),
    Row("implementation:activities", EVERYBODY),
    Row("implementation:activity", EVERYBODY, on="public activity"),
    Row("implementation:activity", STAFF_ONLY_SEE, on="internal activity"),
    Row("implementation:add-activity", STAFF, STAFF),
    Row("implementation:change-activity", WHO_ADDED, WHO_ADDED, on="activity that staff added"),
    Row("implementation:change-activity", CENTRE, CENTRE, on="public activity"),
    Row("implementation:change-activity", CENTRE_HIDDEN, CENTRE_HIDDEN, on="internal activity"),
    Row("implementation:state", WHO_ADDED, WHO_ADDED, on="activity that staff added"),
    Row("implementation:state", CENTRE, CENTRE, on="public activity"),
    Row("implementation:state", CENTRE_HIDDEN, CENTRE_HIDDEN, on="internal activity"),
    Row("implementation:calendar", EVERYBODY),
    Row("implementation:subscribe", EVERYBODY),
    # Names of members are for staff and the Centre: tests/advice/implementation.
    Row("implementation:network", EVERYBODY),
    Row("implementation:add-member", CENTRE, CENTRE),
    Row("implementation:change-member", CENTRE_HIDDEN, CENTRE_HIDDEN, on="member of the network"),
    Row("implementation:end-membership", CENTRE_HIDDEN, CENTRE_HIDDEN, on="member of the network"),
]


class Things:
    account: Any

    def _part_of_the_plan(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.goal().pk,)

    def _public_activity(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.activity().pk,)

    def _internal_activity(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.activity(is_public=False).pk,)

    def _activity_that_staff_added(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.activity(added_by=self.account(STAFF_ROLE)).pk,)

    def _member_of_the_network(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.member().pk,)
