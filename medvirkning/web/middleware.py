"""What can't be answered is said in plain words instead of by an error nobody understands."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from medvirkning.web.errors import is_database_down, service_unavailable

GetResponse = Callable[[HttpRequest], HttpResponse]


class DatabaseDownMiddleware:
    """Place it first: it sees what views raise, and `errors.server_error` what middleware raises."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return service_unavailable(request) if is_database_down(exception) else None


class ZeroByteMiddleware:
    """An address with a zero byte in it is nobody's: the database holds no such text. Place it after accounts."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            raise Http404
        return self.get_response(request)
