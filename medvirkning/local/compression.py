"""Style sheets and scripts go out compressed on one's own machine too, as in production.

There they are collected and compressed beforehand; here they come straight from their folders (no minute is spent on
collecting), and are packed as they are sent.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# Pictures and fonts are packed already.
PACKED = ("text/", "image/svg+xml", "application/javascript", "application/json")


class CompressFilesMiddleware(GZipMiddleware):
    """Place it before WhiteNoise. Pages are not its business: theirs hold secrets (medvirkning.web.caching)."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_file = request.path_info.startswith(settings.STATIC_URL)
        kind = response.headers.get("Content-Type", "")
        if is_file and response.status_code == 200 and kind.startswith(PACKED):
            return super().process_response(request, response)
        return response
