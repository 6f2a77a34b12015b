"""What the portal itself says beside a place in the source, in the reader's language.

The places are quoted (`data/background.toml`); these sentences are not.
"""

from django.utils.translation import gettext, gettext_noop

NOTES = (
    gettext_noop("Tittelen her er portalens."),
    gettext_noop("Tegnet foran «(lov)» kan ikke leses i skanningen og er utelatt."),
    gettext_noop(
        "De to siste avsnittene står etter punkt 3 uten eget nummer, så kilden sier ikke sikkert "
        "hvilket punkt de hører til."
    ),
)


def place_and_note(text: str) -> tuple[str, str]:
    """The place in the source as it is written there, and the portal's note in the reader's language, if any."""
    for note in NOTES:
        if text.endswith(note):
            return text.removesuffix(note).rstrip(), gettext(note)
    return text, ""
