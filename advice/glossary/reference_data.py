"""The glossary loads itself after migrating; what the Centre has written since is left alone."""

from django.apps.registry import Apps

from advice.content.seeding import add_text, after_migrating
from advice.glossary.words import words

# Room between two words for those that the Centre adds.
STEP = 10


def load(apps: Apps, using: str) -> None:
    """Add the words that are missing."""
    for place, word in enumerate(words().values(), start=1):
        text = {
            "is_quoted": word.is_quoted,
            "source": word.source,
            "source_place": word.source_place,
            **{f"name_{language}": name for language, name in word.names.items()},
            **{f"definition_{language}": meaning for language, meaning in word.definitions.items()},
        }
        add_text(
            apps,
            using,
            "Term",
            key={"slug": word.slug},
            record={"group": word.group, "position": place * STEP},
            text=text,
        )


after_migrating("glossary", load)
