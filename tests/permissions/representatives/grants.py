from typing import Any

from tests import register_factories
from tests.permissions.rows import CENTRE, CENTRE_HIDDEN, STAFF_HIDDEN, Row

# fmt: off
#                 visitor staff leader centre contact repr. service admin machine
GRANTS         = "login   200   200    200    200     403   403     403   login"
OVERVIEW       = "login   200   200    200    403     403   403     403   login"
OWN_GRANT      = "login   200   200    200    200     404   404     404   login"
ON_OWN_GRANT   = "login   403   403    200    403     404   404     404   login"
# fmt: on

ROWS: list[Row] = [
    # Staff and the Centre see all of them, a contact those of the own organisation: tests/representatives/grants.
    Row("grants:list", GRANTS),
    Row("grants:requirement", OVERVIEW),
    Row("grants:detail", OWN_GRANT, on="own grant"),
    Row("grants:detail", STAFF_HIDDEN, on="other grant"),
    Row("grants:detail", STAFF_HIDDEN, on="grant to municipality"),
    Row("grants:add", CENTRE, CENTRE),
    Row("grants:import", CENTRE, CENTRE),
    Row("grants:import-template", CENTRE),
    Row("grants:edit", ON_OWN_GRANT, ON_OWN_GRANT, on="own grant"),
    Row("grants:edit", CENTRE_HIDDEN, CENTRE_HIDDEN, on="other grant"),
    Row("grants:judge", ON_OWN_GRANT, ON_OWN_GRANT, on="own grant"),
    Row("grants:judge", CENTRE_HIDDEN, CENTRE_HIDDEN, on="other grant"),
    Row("grants:report", ON_OWN_GRANT, "login 403 403 200 403 404 404 404 login", on="own grant"),
    Row("grants:report", CENTRE_HIDDEN, CENTRE_HIDDEN, on="other grant"),
    Row("grants:schemes", GRANTS),
    Row("grants:scheme", OWN_GRANT, on="grant scheme"),
    Row("grants:add-scheme", CENTRE, CENTRE),
    Row("grants:edit-scheme", ON_OWN_GRANT, ON_OWN_GRANT, on="grant scheme"),
    Row("grants:add-rules", ON_OWN_GRANT, ON_OWN_GRANT, on="grant scheme"),
    Row("grants:edit-rules", ON_OWN_GRANT, ON_OWN_GRANT, on="rules of grants"),
]


class Things:
    organisation: Any

    def _own_grant(self, role: str) -> tuple[Any, ...]:
        # To the organisation that the contact's account acts for; made anew for each role.
        return (register_factories.grant(to=self.organisation).pk,)

    def _other_grant(self, role: str) -> tuple[Any, ...]:
        return (register_factories.grant().pk,)

    def _grant_to_municipality(self, role: str) -> tuple[Any, ...]:
        return (register_factories.municipal_grant().pk,)

    def _grant_scheme(self, role: str) -> tuple[Any, ...]:
        return (register_factories.scheme(rules_from=2020).code,)

    def _rules_of_grants(self, role: str) -> tuple[Any, ...]:
        return (register_factories.scheme(rules_from=2020).rules.get().pk,)
