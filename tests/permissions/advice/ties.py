from typing import Any

from tests import advice_factories
from tests.permissions.rows import CENTRE_HIDDEN, NOT_FOUND, ONLY_LEADER_SEES, STAFF, STAFF_HIDDEN, Row

# Whether there is such a piece is told to those who may read the list.
NO_SUCH_PIECE = "login 404 404 404 403 403 403 403 login"

ROWS: list[Row] = [
    Row("ties:edit", STAFF_HIDDEN, STAFF_HIDDEN, on="own work"),
    Row("ties:edit", CENTRE_HIDDEN, CENTRE_HIDDEN, on="work elsewhere"),
    Row("ties:edit", NOT_FOUND, NOT_FOUND, on="restricted work elsewhere"),
    Row("ties:edit", ONLY_LEADER_SEES, ONLY_LEADER_SEES, on="restricted work of own department"),
    Row("ties:work", STAFF, on="number of a piece"),
    Row("ties:work", NO_SUCH_PIECE, on="number of no piece"),
    Row("ties:edition-work", STAFF, on="piece of an edition"),
    Row("ties:edition-work", NO_SUCH_PIECE, on="piece of no edition"),
]


class Things:
    account: Any

    def _number_of_a_piece(self, role: str) -> tuple[Any, ...]:
        return (3,)

    def _number_of_no_piece(self, role: str) -> tuple[Any, ...]:
        return (99,)

    def _piece_of_an_edition(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.other_edition().slug, 1)

    def _piece_of_no_edition(self, role: str) -> tuple[Any, ...]:
        return ("finnes-ikke", 3)
