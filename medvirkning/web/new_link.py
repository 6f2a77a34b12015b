"""A new link to hand over by hand: carried across the redirect to the page that shows it for a short while.

The portal keeps the link's checksum and nothing more (docs/adr/0120): sessions lie in the database, so the link
travels in a signed cookie of the maker's own browser, for one page alone.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables

COOKIE = "mv_new_link"
# Long enough to copy it, load the page anew or change the language.
SHOWN_FOR = 5 * 60


class NewLink:
    """The link made last in one matter. `purpose` keeps the cookies of two rooms apart, `page` is what shows it."""

    def __init__(self, *, purpose: str, page: str) -> None:
        self.purpose, self.page = purpose, page

    @sensitive_variables("token")
    def hand_over(self, request: Any, response: HttpResponse, token: str) -> None:
        """Let the page that the response leads to show the link to this account."""
        response.set_signed_cookie(
            COOKIE,
            token,
            salt=self._salt(request),
            max_age=SHOWN_FOR,
            path=self.page,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )

    def token(self, request: HttpRequest) -> str:
        """What was handed over, while it is shown; else empty. Whether it still works is the room's to say."""
        return str(request.get_signed_cookie(COOKIE, default="", salt=self._salt(request), max_age=SHOWN_FOR))

    def _salt(self, request: Any) -> str:
        """Whoever signs in next in the same browser is shown nothing."""
        return f"{self.purpose}:{request.user.pk}"
