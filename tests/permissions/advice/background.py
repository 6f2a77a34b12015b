from typing import Any

from advice.background.models import Article
from medvirkning import audit
from tests import advice_factories
from tests.permissions.rows import CENTRE, CENTRE_DECIDES, EVERYBODY, Row

ROWS: list[Row] = [
    Row("background:purpose", EVERYBODY),
    Row("background:knowledge", EVERYBODY),
    Row("background:publication", EVERYBODY),
    Row("background:process", EVERYBODY),
    Row("background:law", EVERYBODY),
    Row("background:new", CENTRE, CENTRE),
    Row("background:arrange", CENTRE, CENTRE, "background text"),
    Row("background:arrange", CENTRE_DECIDES, CENTRE_DECIDES, "background draft"),
]


class Things:
    account: Any

    def _background_text(self, role: str) -> tuple[Any, ...]:
        return (Article.objects.published().order_by("position").values_list("pk", flat=True)[0],)

    def _background_draft(self, role: str) -> tuple[Any, ...]:
        edition = advice_factories.edition()
        with audit.context(command="test"):
            return (Article.objects.get_or_create(edition=edition, section="law", slug="uten-tekst")[0].pk,)
