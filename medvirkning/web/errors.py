"""Error pages. Those for a broken server or database need neither database nor session."""

import sys

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from medvirkning.web.refusals import ToldDenied

RETRY_AFTER_SECONDS = 30
# SQLSTATE classes and codes of a server that is going down, starting up or gone.
_GONE_CLASS = "08"
_GONE_CODES = {"57P01", "57P02", "57P03", "53300"}


def is_database_down(error: BaseException | None) -> bool:
    """Whether the database could not be reached, as opposed to a statement that failed."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    if state is not None:
        return state[:2] == _GONE_CLASS or state in _GONE_CODES
    return isinstance(error, OperationalError | InterfaceError)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    """The plain 503 page, which asks nothing of the database."""
    response = HttpResponse(render_to_string("errors/503.html"), status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    context = {"title": title, "text": text, "status": status}
    return render(request, "errors/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, _("Vi forstår ikke forespørselen"), _("Gå tilbake og prøv på nytt."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    told = str(exception) if isinstance(exception, ToldDenied) else ""
    return _page(
        request,
        403,
        _("Du har ikke tilgang til å gjøre dette"),
        told or _("Mener du at du skulle hatt tilgang, spør lederen din eller Senter for brukermedvirkning."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        404,
        _("Vi finner ikke siden"),
        _("Den kan være flyttet, eller du har ikke tilgang til den. Sjekk adressen, eller gå til forsiden."),
    )


def conflict(request: HttpRequest, text: str = "") -> HttpResponse:
    """For acts that came too late; a form with typed text answers with both versions instead."""
    return _page(
        request, 409, _("Noen var før deg"), text or _("Innholdet er endret siden du åpnet siden. Last den på nytt.")
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old, or came from elsewhere."""
    return _page(
        request,
        403,
        _("Vi kunne ikke ta imot skjemaet"),
        _("Siden kan ha stått åpen for lenge. Gå tilbake, last siden på nytt og send skjemaet igjen."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls this with the exception at hand; a lost database gets its own answer."""
    if is_database_down(sys.exc_info()[1]):
        return service_unavailable(request)
    return HttpResponse(render_to_string("errors/500.html"), status=500)
