from typing import Any

from tests import advice_factories
from tests.permissions.rows import CENTRE, CENTRE_DECIDES, EVERYBODY, Row

# fmt: off
ROWS: list[Row] = [
    Row("catalogue:list", EVERYBODY),
    Row("catalogue:all", EVERYBODY),
    Row("catalogue:all-pdf", EVERYBODY),
    Row("catalogue:edition", EVERYBODY, on="other edition"),
    Row("catalogue:edition-all", EVERYBODY, on="other edition"),
    Row("catalogue:edition-all-pdf", EVERYBODY, on="other edition"),
    Row("catalogue:detail", EVERYBODY, on="piece"),
    Row("catalogue:versions", EVERYBODY, on="piece"),
    Row("catalogue:version", EVERYBODY, on="version of piece"),
    Row("catalogue:pdf", EVERYBODY, on="piece"),
    Row("catalogue:feedback", EVERYBODY, EVERYBODY, on="piece"),
    Row("catalogue:edition-detail", EVERYBODY, on="piece of other edition"),
    Row("catalogue:edition-versions", EVERYBODY, on="piece of other edition"),
    Row("catalogue:edition-version", EVERYBODY, on="version of piece of other edition"),
    Row("catalogue:edition-pdf", EVERYBODY, on="piece of other edition"),
    Row("catalogue:edition-feedback", EVERYBODY, EVERYBODY, on="piece of other edition"),
    Row("catalogue:feedback-list", CENTRE),
    Row("catalogue:handle-feedback", CENTRE_DECIDES, CENTRE_DECIDES, on="feedback"),
    Row("catalogue:new-edition", CENTRE, CENTRE),
    Row("catalogue:edit-edition", CENTRE, CENTRE, on="other edition"),
    Row("catalogue:new-piece", CENTRE, CENTRE, on="other edition"),
    Row("api-advice", EVERYBODY),
    Row("api-advice-piece", EVERYBODY, on="piece by its edition"),
]
# fmt: on


class Things:
    account: Any

    def _piece(self, role: str) -> tuple[Any, ...]:
        return (3,)

    def _version_of_piece(self, role: str) -> tuple[Any, ...]:
        return (3, 1)

    def _other_edition(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.other_edition().slug,)

    def _piece_of_other_edition(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.other_edition().slug, 1)

    def _version_of_piece_of_other_edition(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.other_edition().slug, 1, 1)

    def _piece_by_its_edition(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.edition().slug, 3)

    def _feedback(self, role: str) -> tuple[Any, ...]:
        return (advice_factories.feedback().pk,)
