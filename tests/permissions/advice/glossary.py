from typing import Any

from advice.glossary.models import Term
from medvirkning import audit
from tests.permissions.rows import CENTRE, CENTRE_DECIDES, EVERYBODY, Row

ROWS: list[Row] = [
    Row("glossary:list", EVERYBODY),
    Row("glossary:new", CENTRE, CENTRE),
    Row("glossary:arrange", CENTRE, CENTRE, "word"),
    Row("glossary:arrange", CENTRE_DECIDES, CENTRE_DECIDES, "word without text"),
]


class Things:
    account: Any

    def _word(self, role: str) -> tuple[Any, ...]:
        return ("grad",)

    def _word_without_text(self, role: str) -> tuple[Any, ...]:
        with audit.context(command="test"):
            return (Term.objects.get_or_create(slug="uten-tekst", group="log")[0].slug,)
