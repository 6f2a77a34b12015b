"""What machines read about the glossary: each word with its meaning, in the reader's language."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from advice.catalogue.metadata import Metadata, absolute, known, of_page
from advice.glossary.models import Term


def of_words(title: str, terms: Iterable[Term]) -> Metadata:
    """The whole glossary, or the words that were searched for."""
    rows: list[tuple[Term, Any]] = [(term, term.current) for term in terms]
    return of_page(
        title=title,
        path=reverse("glossary:list"),
        kind="DefinedTermSet",
        texts=[text for _term, text in rows],
        parts={"hasDefinedTerm": [_word(term, text) for term, text in rows]},
    )


def _word(term: Term, text: Any) -> dict[str, Any]:
    return known(
        {
            "@type": "DefinedTerm",
            "@id": absolute(term.get_absolute_url()),
            "termCode": term.slug,
            "name": text.name,
            "description": text.definition,
        }
    )
