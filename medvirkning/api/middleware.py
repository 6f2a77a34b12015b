"""What machines get before anything is asked of session or database."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from medvirkning.api import health
from medvirkning.api.problems import CONTENT_TYPE, WORDS, problem_response

GetResponse = Callable[[HttpRequest], HttpResponse]
API = "/api/"


class MachinesMiddleware:
    """Place it before what reads sessions.

    `/healthz` tells of the process alone, whatever cookies it gets. What is refused or breaks on the way to the API's
    views is told as a problem, not as the page that people get.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/healthz":
            return health.healthz(request)
        response = self.get_response(request)
        refused = response.status_code >= HTTPStatus.BAD_REQUEST
        if refused and request.path_info.startswith(API) and response.get("Content-Type") != CONTENT_TYPE:
            return self._told(request, response)
        return response

    def _told(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        words = WORDS.get(response.status_code)
        told = problem_response(request, code=response.status_code, detail=str(words[1]) if words else "")
        if "Retry-After" in response:
            told["Retry-After"] = response["Retry-After"]
        return told
