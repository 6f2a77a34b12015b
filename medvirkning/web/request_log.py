"""What the logs say of an address: a tokened one is a secret, so its pattern stands in its place.

Both logs of requests ask here: django-structlog's, and the web server's own (docs/adr/0120).
"""

from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django_structlog.middlewares import RequestMiddleware

from medvirkning.audit.middleware import SECRET_KWARGS


def loggable(address: str) -> str:
    """The address without its secrets: those of its path, and of the page that a sign-in leads on to."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "?"
    path = _pattern(parts.path)
    given = parse_qsl(parts.query, keep_blank_values=True)
    shown = [(name, loggable(value) if name == "next" else value) for name, value in given]
    query = urlencode(shown, safe="/<>:") if shown != given else parts.query
    return parts._replace(path=path, query=query).geturl()


def _pattern(path: str) -> str:
    """The route of a path that carries a secret, also where its last slash is missing; else the path."""
    for candidate in (path, f"{path}/"):
        try:
            match = resolve(candidate)
        except Resolver404:
            continue
        return path if SECRET_KWARGS.isdisjoint(match.kwargs) else f"/{match.route}"
    return path


class RequestLogMiddleware(RequestMiddleware):
    """One line for each request, without the secrets of its address."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {loggable(request.get_full_path())}"
