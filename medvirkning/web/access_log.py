"""The web server's log of requests, without the secrets of their addresses (docs/adr/0120)."""

from typing import Any
from urllib.parse import urlsplit

from gunicorn.glogging import Logger


class AccessLogger(Logger):
    """One line for each request; what is secret in its address, and in that of the page before it, is left out."""

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> dict[str, Any]:
        # gunicorn reads this file before Django is set up.
        from medvirkning.web.request_log import loggable  # noqa: PLC0415

        address = loggable(str(environ.get("RAW_URI", "")))
        parts = urlsplit(address)
        shown = {
            **environ,
            "RAW_URI": address,
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "HTTP_REFERER": loggable(str(environ.get("HTTP_REFERER", "-"))),
        }
        return dict(super().atoms(resp, req, shown, request_time))
