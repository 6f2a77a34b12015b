from typing import Any

from advice.glossary.models import Term
from medvirkning import audit
from tests import advice_factories
from tests.permissions.rows import CENTRE, CENTRE_HIDDEN, EVERYBODY, NOBODY, NOT_FOUND, SENT_AWAY, Row

# The page of the preview leads to the form where there is no draft.
NO_DRAFT = "login   403   403    away   403     403   403     403   login"

# Without a file that waits, the preview leads to where one is uploaded.
NO_FILE = NO_DRAFT

ROWS: list[Row] = [
    Row("content:file", CENTRE, CENTRE),
    Row("content:file-download", CENTRE),
    Row("content:file-preview", NO_FILE, NO_FILE),
    Row("content:publish-many", CENTRE, CENTRE),
    Row("content:list", CENTRE),
    Row("content:edit", CENTRE, CENTRE, on="piece with a draft"),
    Row(
        "content:edit",
        CENTRE_HIDDEN.replace("403", "404"),
        CENTRE_HIDDEN.replace("403", "404"),
        on="piece that is only a draft",
    ),
    Row("content:edit", NOT_FOUND, NOT_FOUND, on="unknown kind of text"),
    Row("content:publish", CENTRE, CENTRE, on="piece with a draft"),
    Row("content:publish", NO_DRAFT, NO_DRAFT, on="piece without a draft"),
    Row("content:discard", CENTRE, "login 403 403 away 403 403 403 403 login", on="piece with a draft"),
    Row("content:discard", NO_DRAFT, NO_DRAFT, on="piece without a draft"),
    Row("content:versions", EVERYBODY, on="word of the glossary"),
    # The catalogue has a page of its own for them.
    Row("content:versions", SENT_AWAY, on="piece with a draft"),
    Row("content:versions", NOBODY, on="piece that is only a draft"),
]


class Things:
    account: Any

    def _piece_with_a_draft(self, role: str) -> tuple[Any, ...]:
        """As it is loaded: with the legal basis that waits to be checked."""
        return ("advice", advice_factories.advice(1).pk)

    def _piece_without_a_draft(self, role: str) -> tuple[Any, ...]:
        piece = advice_factories.advice(1)
        with audit.context(command="test"):
            piece.versions.drafts().delete()
        return ("advice", piece.pk)

    def _piece_that_is_only_a_draft(self, role: str) -> tuple[Any, ...]:
        return ("advice", advice_factories.unpublished().pk)

    def _word_of_the_glossary(self, role: str) -> tuple[Any, ...]:
        return ("term", Term.objects.order_by("pk")[0].pk)

    def _unknown_kind_of_text(self, role: str) -> tuple[Any, ...]:
        return ("ukjent", 1)
