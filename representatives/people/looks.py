"""What the pages are called in the list of who has looked, where the person reads it.

The access log keeps the key of a page; rooms say here what it is in plain words.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_pages: dict[str, str | Promise] = {}
# Where many are seen at once: to have been among them is less than to have been opened.
_searches: set[str] = set()
UNNAMED = gettext_lazy("en side i portalen")


def name_page(view: str, words: str | Promise, *, is_search: bool = False) -> None:
    """«siden om deg hos organisasjonen»: what stands behind «så» in a sentence. The same key again replaces it."""
    _pages[view] = words
    (_searches.add if is_search else _searches.discard)(view)


def page_in_words(view: str) -> str:
    return str(_pages.get(view, UNNAMED))


def kind_of_look(view: str) -> str:
    """The same for machines."""
    return "search" if view in _searches else "opened"


def kind_in_words(view: str) -> str:
    """Whether somebody opened what is about the person, or searched among many."""
    return _("Søk blant flere") if view in _searches else _("Åpnet noe om deg")
