"""What every address of the API has, and what the API answers where no room does."""

from types import SimpleNamespace
from typing import Any, ClassVar

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import MethodNotAllowed, NotFound
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from medvirkning.api.problems import problem_response
from medvirkning.api.queries import Query, one_of, read_query

# No name or code holds this sign: the database takes no text with it.
NUL = "\0"


class StrictView(APIView):
    """The base of every address: an unknown method, then an unknown caller, then an unknown parameter is refused.

    A method that an address lacks is refused before anybody is asked for a scope (RFC 9110, 15.5.6): no scope would
    help. What was asked for stands in `asked`.
    """

    query_class: ClassVar[type[Query]] = Query
    asked: dict[str, Any]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if request.method not in self.allowed_methods:
            raise MethodNotAllowed(str(request.method))
        super().initial(request, *args, **kwargs)
        if any(NUL in str(part) for part in kwargs.values()):
            raise NotFound
        self.asked = read_query(request, self.query_class, also=self._page_names())

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Who asks decides what is shown, so a cache between must tell callers apart."""
        answer: Response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(answer, ["Authorization"])
        return answer

    def _page_names(self) -> tuple[str, ...]:
        names: tuple[str, ...] = getattr(getattr(self, "paginator", None), "parameters", ())
        return names


class SchemaQuery(Query):
    format = one_of(("json", "yaml"), required=False)


class _ByParameter(DefaultContentNegotiation):
    """The schema alone is had in two formats by a parameter; elsewhere `format` is no parameter at all."""

    settings = SimpleNamespace(URL_FORMAT_OVERRIDE="format")


class SchemaView(StrictView, SpectacularAPIView):
    """The schema, for any token."""

    query_class = SchemaQuery
    content_negotiation_class = _ByParameter
    throttle_classes = APIView.throttle_classes


@login_not_required
@csrf_exempt
def unknown_address(request: HttpRequest) -> JsonResponse:
    """An address the API doesn't have."""
    return problem_response(request, code=404, detail=_("API-et har ingen slik adresse."))
