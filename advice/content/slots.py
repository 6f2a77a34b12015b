"""The way from the list of texts to the file with all of them, and to publishing many drafts."""

from typing import Any

from django.http import HttpRequest

from medvirkning.web import slots
from medvirkning.web.slots import Fragment


def ways_to_many(request: HttpRequest, subject: Any) -> Fragment:
    """Two links."""
    return Fragment("advice/content/exchange/_links.html")


slots.register("content.list", ways_to_many, order=10)
