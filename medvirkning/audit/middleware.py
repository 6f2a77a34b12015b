"""Every request is a history context: who acted, in which request, at which address."""

from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from medvirkning.audit.contexts import amend, context

# A tokened address is a secret: its pattern is kept instead.
SECRET_KWARGS = frozenset({"token", "key", "uidb36", "uidb64"})


class ContextMiddleware:
    """Stands behind the middleware that knows the account and the one that numbers the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = structlog.contextvars.get_contextvars().get("request_id")
        with context(actor=request.user.pk, request=number, method=request.method):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: dict[str, object]) -> None:
        secret = not SECRET_KWARGS.isdisjoint(kwargs)
        match = request.resolver_match
        amend(url=f"/{match.route}" if secret and match else request.path)
