"""Errors as problem details (RFC 9457)."""

from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as ModelValidationError
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, status
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import set_rollback

from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.errors import RETRY_AFTER_SECONDS, is_database_down

logger = structlog.get_logger(__name__)

CONTENT_TYPE = "application/problem+json"
# The title of each refusal, and what it says where the view has said nothing more.
WORDS: dict[int, tuple[Any, Any]] = {
    400: (gettext_lazy("Ugyldig forespørsel"), gettext_lazy("Forespørselen kan ikke leses.")),
    401: (gettext_lazy("Mangler gyldig nøkkel"), gettext_lazy("Send en nøkkel i Authorization: Bearer.")),
    403: (gettext_lazy("Ingen tilgang"), gettext_lazy("Nøkkelen gir ikke tilgang til dette.")),
    404: (gettext_lazy("Finnes ikke"), gettext_lazy("Det som er etterspurt, finnes ikke.")),
    405: (gettext_lazy("Metoden er ikke tillatt"), gettext_lazy("Adressen tar bare metodene i Allow.")),
    406: (gettext_lazy("Formatet finnes ikke"), gettext_lazy("Adressen kan ikke svare i et format fra Accept.")),
    409: (gettext_lazy("Konflikt"), gettext_lazy("Oppføringens tilstand tillater ikke dette.")),
    412: (gettext_lazy("Utdatert versjon"), gettext_lazy("Oppføringen er endret siden du leste den.")),
    415: (gettext_lazy("Ukjent innholdstype"), gettext_lazy("Send innholdet som application/json.")),
    428: (gettext_lazy("If-Match mangler"), gettext_lazy("Send If-Match med ETag fra versjonen du leste.")),
    429: (gettext_lazy("For mange forespørsler"), gettext_lazy("Vent så mange sekunder som Retry-After sier.")),
    500: (gettext_lazy("Feil hos oss"), gettext_lazy("Noe gikk galt hos oss.")),
    503: (gettext_lazy("Nede nå"), gettext_lazy("Databasen svarer ikke. Prøv igjen om litt.")),
}
# The framework's own words for these are never better than ours.
OURS_ALWAYS = {405, 406, 415, 429}


class PreconditionFailed(exceptions.APIException):
    """`If-Match` names a version that is no longer the stored one."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_detail = WORDS[412][1]
    default_code = "stale"


class PreconditionRequired(exceptions.APIException):
    """A change must say which version it starts from."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_detail = WORDS[428][1]
    default_code = "if_match_required"


class Conflict(exceptions.APIException):
    """The state of the record doesn't allow this."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = WORDS[409][1]
    default_code = "conflict"


class Unavailable(exceptions.APIException):
    """The database cannot be reached."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_detail = WORDS[503][1]
    default_code = "unavailable"
    wait = RETRY_AFTER_SECONDS


def problem(request: HttpRequest, *, code: int, detail: str = "", **more: Any) -> dict[str, Any]:
    """The members of a problem document."""
    members = {
        "type": "about:blank",
        "title": str(WORDS[code][0]) if code in WORDS else HTTPStatus(code).phrase,
        "status": code,
        "detail": detail,
        "instance": escape_uri_path(request.path),
    }
    return {name: value for name, value in members.items() if value != ""} | more


def problem_response(request: HttpRequest, *, code: int, detail: str = "") -> JsonResponse:
    """A problem outside of Django REST framework, such as an unknown address."""
    return JsonResponse(problem(request, code=code, detail=detail), status=code, content_type=CONTENT_TYPE)


def handle(error: Exception, context: dict[str, Any]) -> Response:
    """Turn whatever a view raised into a problem document, in JSON whatever else the address gives."""
    request = context["request"]
    request.accepted_renderer, request.accepted_media_type = JSONRenderer(), CONTENT_TYPE
    known = _as_api_error(error)
    if not isinstance(known, Unavailable):
        set_rollback()
    if known is None:
        logger.error("api_error", exc_info=error)
        got_request_exception.send(sender=handle, request=request)
        data = problem(request, code=500, detail=str(WORDS[500][1]))
        return Response(data, status=500, content_type=CONTENT_TYPE)
    headers = {}
    if challenge := getattr(known, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if (wait := getattr(known, "wait", None)) is not None:
        headers["Retry-After"] = str(max(1, round(wait)))
    detail, errors = _told(known)
    data = problem(request, code=known.status_code, detail=detail, **({"errors": errors} if errors else {}))
    return Response(data, status=known.status_code, headers=headers, content_type=CONTENT_TYPE)


def _as_api_error(error: Exception) -> exceptions.APIException | None:
    if isinstance(error, exceptions.APIException):
        return error
    if is_database_down(error):
        return Unavailable()
    if isinstance(error, Http404):
        return exceptions.NotFound()
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(error, StaleVersion):
        return PreconditionFailed()
    if isinstance(error, ModelValidationError):
        return exceptions.ValidationError(error.message_dict if hasattr(error, "error_dict") else error.messages)
    return None


def _told(error: exceptions.APIException) -> tuple[str, list[dict[str, str]]]:
    """What went wrong in one sentence, and field by field where fields are at fault."""
    if isinstance(error, exceptions.ValidationError):
        return _("Noe i forespørselen er feil. Se «errors»."), list(_flatten(error.detail))
    said = str(error.detail)
    unsaid = error.status_code in OURS_ALWAYS or said == str(type(error).default_detail)
    return str(WORDS[error.status_code][1]) if unsaid and error.status_code in WORDS else said, []


def _flatten(detail: Any, pointer: str = "") -> list[dict[str, str]]:
    if isinstance(detail, dict):
        return [row for name, inner in detail.items() for row in _flatten(inner, f"{pointer}/{name}")]
    if isinstance(detail, list):
        return [
            row
            for number, inner in enumerate(detail)
            for row in _flatten(inner, f"{pointer}/{number}" if isinstance(inner, dict) else pointer)
        ]
    return [{"pointer": pointer or "/", "detail": str(detail)}]
