"""`ETag` and `If-Match`: the API's side of `web.concurrency`."""

import re

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.request import Request

from medvirkning.api.problems import PreconditionRequired
from medvirkning.web.concurrency import VersionedModel

_ETAG = re.compile(r'(?:W/)?"(\d{1,9})"')


def etag(record: VersionedModel) -> str:
    """The version as an entity tag."""
    return f'"{record.version}"'


def expected_version(request: Request) -> int:
    """The version a change starts from; hand it to the service."""
    value = request.headers.get("If-Match", "").strip()
    if not value:
        raise PreconditionRequired
    found = _ETAG.fullmatch(value)
    if found is None:
        raise ParseError(_("If-Match må ha én ETag."))
    return int(found.group(1))
