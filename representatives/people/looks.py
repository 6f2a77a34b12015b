"""What the pages are called in the list of who has looked, where the person reads it.

The access log keeps the key of a page; rooms say here what it is in plain words.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_pages: dict[str, str | Promise] = {}
UNNAMED = _("en side i portalen")


def name_page(view: str, words: str | Promise) -> None:
    """«siden om deg hos organisasjonen»: what stands behind «så» in a sentence. The same key again replaces it."""
    _pages[view] = words


def page_in_words(view: str) -> str:
    return str(_pages.get(view, UNNAMED))
