"""What machines read about the pages of the background: each text with its language, version and source."""

from collections.abc import Iterable
from typing import Any

from advice.background.models import Article
from advice.catalogue.metadata import Metadata, absolute, known, of_page


def of_texts(title: str, path: str, articles: Iterable[Article]) -> Metadata:
    """A page of texts. Where they come from is told of each; of the page when all have the same source."""
    texts: list[tuple[Article, Any]] = [(one, one.current) for one in articles]
    sources = {text.source for _article, text in texts}
    return of_page(
        title=title,
        path=path,
        kind="WebPage",
        texts=[text for _article, text in texts],
        source=sources.pop() if len(sources) == 1 else "",
        parts={"hasPart": [_text(article, text) for article, text in texts]},
    )


def _text(article: Article, text: Any) -> dict[str, Any]:
    return known(
        {
            "@type": "CreativeWork",
            "@id": absolute(article.get_absolute_url()),
            "name": text.title,
            "inLanguage": text.language,
            "version": str(text.number),
            "dateModified": text.published_at.isoformat(),
            "temporalCoverage": text.when,
            "citation": text.references,
            "isBasedOn": text.url,
            "creditText": text.source,
        }
    )
