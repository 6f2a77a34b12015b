"""Public pages that browsers and caches may keep (docs/adr/0101).

A visitor's page is the same for every visitor with the same language: no token of a form, no nonce, no cookie. It says
how long it may be kept, has an ETag by its content, and is answered by 304 where the reader has it. Whoever is signed
in gets a page of their own, which nobody else may keep.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

__all__ = ["MAX_AGE", "PublicPageMixin", "public_page"]

View = Callable[..., Any]

# What the Centre publishes is with every reader after this many seconds.
MAX_AGE = 60
READING = ("GET", "HEAD")
VARIES_BY = ("Accept-Language", "Cookie")

_gzip = GZipMiddleware(lambda request: None)  # type: ignore[arg-type]


def public_page(view: View) -> View:
    """A page for anyone: without signing in, kept by caches when a visitor reads it."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        shared = request.method in READING and not request.user.is_authenticated
        request.is_shared_page = shared  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        if not shared:
            patch_vary_headers(response, VARIES_BY)
            patch_cache_control(response, private=True)
            return response
        if hasattr(response, "render"):
            response = response.render()
        return _shared(request, response) if response.status_code == 200 else response

    return login_not_required(answer)


class PublicPageMixin:
    """For class based views: place it first. Forms that are sent in belong in other views: theirs have a token."""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> View:
        return public_page(super().as_view(**initkwargs))  # type: ignore[misc]


def _shared(request: HttpRequest, response: Any) -> HttpResponseBase:
    """What a visitor gets; a page that turned out to be for one reader alone is kept by nobody."""
    patch_vary_headers(response, VARIES_BY)
    if response.streaming or _is_personal(request, response):
        patch_cache_control(response, private=True, no_store=True)
        return response
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    # Weak, since the same page goes out compressed and plain.
    response["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    answer: Any = get_conditional_response(request, etag=response["ETag"], response=response)
    return _gzip.process_response(request, response) if answer is response else answer


def _is_personal(request: HttpRequest, response: Any) -> bool:
    """A message was shown, a form's token was made, or a cookie is set."""
    messages = getattr(request, "_messages", None)
    return bool(
        response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or (messages is not None and messages.used)
    )
