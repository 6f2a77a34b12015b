"""The language switch: back to the same page, with what was typed (docs/adr/0021).

A visitor's public page is kept by caches and so holds no token: a visitor's choice is taken without one. The worst
that another site can do with it is to set a cookie with one of three languages. An account's language takes a token,
and so does keeping what a visitor typed: nobody else fills in a visitor's form.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from medvirkning.web.language import keep_choice
from medvirkning.web.parking import park, park_for_visitor
from medvirkning.web.typed import LANGUAGE_BUTTON


@login_not_required
@csrf_exempt
@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """Remember the choice in a cookie and on the account, and keep what the page's form held."""
    return _switch_with_token(request) if request.user.is_authenticated else _switch(request)


def _switch(request: HttpRequest) -> HttpResponse:
    """The address to return to is in the query, since the button may send the page's own form."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    code = request.POST.get(LANGUAGE_BUTTON, "")
    if code not in dict(settings.LANGUAGES) or not check_for_language(code):
        return response
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 24 * 60 * 60,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    if request.user.is_authenticated:
        park(user_pk=request.user.pk, path=urlsplit(target).path, page=target, data=request.POST)
        request.keeps_typed = True  # type: ignore[attr-defined]
        keep_choice(request.user, code)
    elif _has_token(request):
        park_for_visitor(request, response, path=urlsplit(target).path)
    return response


def _has_token(request: HttpRequest) -> bool:
    """Whether the page that was left gave the form its token: pages that caches keep give none, and hold no form."""
    if "csrfmiddlewaretoken" not in request.POST:
        return False
    check = CsrfViewMiddleware(_switch)
    check.process_request(request)
    return check.process_view(request, _switch, (), {}) is None


_switch_with_token = csrf_protect(_switch)
