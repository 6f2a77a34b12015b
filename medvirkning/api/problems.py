"""Errors as problem details (RFC 9457)."""

from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as ModelValidationError
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import set_rollback

from medvirkning.web.concurrency import StaleVersion

logger = structlog.get_logger(__name__)

CONTENT_TYPE = "application/problem+json"


class PreconditionFailed(exceptions.APIException):
    """`If-Match` names a version that is no longer the stored one."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_detail = "The record has been changed since you read it."
    default_code = "stale"


class PreconditionRequired(exceptions.APIException):
    """A change must say which version it starts from."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_detail = "Send If-Match with the ETag of the version you read."
    default_code = "if_match_required"


class Conflict(exceptions.APIException):
    """The state of the record doesn't allow this."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = "The state of the record doesn't allow this."
    default_code = "conflict"


def problem(request: HttpRequest, *, code: int, detail: str = "", **more: Any) -> dict[str, Any]:
    """The members of a problem document."""
    members = {
        "type": "about:blank",
        "title": HTTPStatus(code).phrase,
        "status": code,
        "detail": detail,
        "instance": request.path,
    }
    return {name: value for name, value in members.items() if value != ""} | more


def problem_response(request: HttpRequest, *, code: int, detail: str = "") -> JsonResponse:
    """A problem outside of Django REST framework, such as an unknown address."""
    return JsonResponse(problem(request, code=code, detail=detail), status=code, content_type=CONTENT_TYPE)


def handle(error: Exception, context: dict[str, Any]) -> Response:
    """Turn whatever a view raised into a problem document."""
    request = context["request"]
    known = _as_api_error(error)
    set_rollback()
    if known is None:
        logger.error("api_error", exc_info=error)
        got_request_exception.send(sender=handle, request=request)
        data = problem(request, code=500, detail="Something went wrong on our side.")
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
    if not isinstance(error, exceptions.ValidationError):
        return str(error.detail), []
    return "The input was refused.", list(_flatten(error.detail))


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
