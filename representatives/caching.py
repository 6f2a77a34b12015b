"""Pages about people are kept by no cache: not by a proxy, and not by the browser of somebody who has signed out."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

GetResponse = Callable[[HttpRequest], HttpResponse]

# Rooms whose pages and downloads tell of people, by the first word of their addresses' names.
ABOUT_PEOPLE = frozenset({"consents", "enrolments", "finding", "my_page", "organisations", "panels", "people"})


class PeopleMiddleware:
    """What such a room answers to a session, and that says nothing of caches itself. A visitor's pages name nobody."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        # Asked by the cookie: to read the session would make public pages differ by it.
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        tells = match is not None and bool(ABOUT_PEOPLE.intersection(match.namespaces))
        if signed_in and tells and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response
