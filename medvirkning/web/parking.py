"""An expired session loses nothing: what was posted is parked and given back after signing in.

The browser keeps a signed cookie that says who was signed in last. A form posted without a session is kept for that
account alone, and shown again at the same address once the same person has signed in. The language switch, which
is posted with the page's form, uses the same way.

A visitor without an account who changes the language gets the text back too: it waits for a quarter of an hour at
most, under a key that only this browser has, and is given back once.
"""

import hashlib
import secrets
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.functional import SimpleLazyObject

from medvirkning.web.models import ParkedForm
from medvirkning.web.querysets import parked_for
from medvirkning.web.typed import Typed, typed_values

COOKIE = "mv_last_account"
SALT = "medvirkning.web.parking"
COOKIE_AGE = 24 * 60 * 60
VISITORS_COOKIE = "mv_typed"
VISITORS_AGE = 15 * 60
# Anybody may send it: what a long form holds, and no more.
MOST_OF_VISITOR = 40_000
MAX_ADDRESS = 500
# A form that was taken in answers with a redirect, or 204 to htmx.
SAVED = frozenset({204, 302, 303})


class KeepTypedMiddleware(LoginRequiredMiddleware):
    """Signing in is the default; what a visitor with an expired session posts is kept first."""

    def __call__(self, request: HttpRequest) -> Any:
        request.parked = SimpleLazyObject(lambda: parked_values(request))  # type: ignore[attr-defined]
        response: Any = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            self._remember(request, response)
            if (
                request.method == "POST"
                and response.status_code in SAVED
                and not getattr(request, "keeps_typed", False)
            ):
                forget_parked(user=user, path=request.path)
        return response

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        page = page_of(request)
        if request.method == "POST" and (account := last_account(request)):
            park(user_pk=account, path=request.path, page=page, data=request.POST)
        if not page:
            return super().handle_no_permission(request, view_func)
        login = redirect_to_login(page, self.get_login_url(view_func))
        if getattr(request, "htmx", None):
            # htmx would follow a redirect and put the sign-in page into the middle of this one.
            return HttpResponse(status=204, headers={"HX-Redirect": login.url})
        return login

    @staticmethod
    def _remember(request: HttpRequest, response: Any) -> None:
        """Keep who was signed in last, for the day the session is gone."""
        if last_account(request) == request.user.pk:
            return
        response.set_signed_cookie(
            COOKIE,
            str(request.user.pk),
            salt=SALT,
            max_age=COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def last_account(request: HttpRequest) -> int | None:
    """Who was signed in last in this browser, by the signed cookie."""
    value = request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=COOKIE_AGE)
    return int(value) if value and value.isdigit() else None


def park(*, user_pk: int, path: str, page: str, data: QueryDict) -> ParkedForm | None:
    """Keep what was posted to an address for one account; nothing where nothing was typed."""
    values = typed_values(data)
    known = get_user_model()._base_manager.filter(pk=user_pk, is_active=True).exists()
    if not values or not known or len(path) > MAX_ADDRESS:
        return None
    parked_for(user_pk, path).delete()
    return ParkedForm.objects.create(user_id=user_pk, path=path, page=urlsplit(page).path, values=values)


def parked_values(request: HttpRequest) -> Typed | None:
    """What this person typed at this address earlier. It stays until the form is saved, discarded or a day old."""
    if request.method != "GET":
        return None
    if not request.user.is_authenticated:
        return _visitors_values(request)
    parked = parked_for(request.user.pk, request.path).first()
    return parked.values if parked else None


def park_for_visitor(request: HttpRequest, response: HttpResponse, *, path: str) -> None:
    """Keep for a short while what somebody without an account typed; Redis forgets it by itself (docs/adr/0021)."""
    values = typed_values(request.POST)
    size = sum(len(name) + sum(map(len, entries)) for name, entries in values.items())
    if not size or size > MOST_OF_VISITOR:
        return
    key, path = secrets.token_urlsafe(24), unquote(path)
    caches["volatile"].set(_visitors_key(key, path), values, VISITORS_AGE)
    response.set_cookie(
        VISITORS_COOKIE,
        key,
        max_age=VISITORS_AGE,
        path=quote(path),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _visitors_values(request: HttpRequest) -> Typed | None:
    """What this browser typed here before the language was changed. Reading it ends it."""
    key = request.COOKIES.get(VISITORS_COOKIE, "")
    if not key:
        return None
    place = _visitors_key(key, request.path)
    values: Typed | None = caches["volatile"].get(place)
    caches["volatile"].delete(place)
    return values


def _visitors_key(key: str, path: str) -> str:
    """Neither the browser's key nor the address can be read from it: some addresses hold a token."""
    return f"typed:{hashlib.sha256(f'{key} {path}'.encode()).hexdigest()}"


def forget_parked(*, user: Any, path: str) -> None:
    """The form was saved, or what had been typed is not wanted."""
    parked_for(user.pk, path).delete()


def page_of(request: HttpRequest) -> str:
    """The page a form was posted from, on this site: where the person is sent after signing in."""
    htmx = getattr(request, "htmx", None)
    if htmx:
        address = htmx.current_url_abs_path or ""
    elif request.method == "POST":
        address = _own_address(request)
    else:
        address = ""
    return address if len(address) <= MAX_ADDRESS and address.startswith("/") else ""


def _own_address(request: HttpRequest) -> str:
    """The page before this one where it is of this site."""
    try:
        referrer = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    return referrer._replace(scheme="", netloc="").geturl() if referrer.netloc == request.get_host() else ""
