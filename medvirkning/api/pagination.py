"""Lists are `{"next", "previous", "results"}`, 100 a page, addresses absolute."""

from typing import Any

from rest_framework.pagination import CursorPagination, PageNumberPagination
from rest_framework.response import Response

PAGE_SIZE = 100


class CursorPages(CursorPagination):
    """For tables: as quick on the last page as on the first. The view may name its `ordering`."""

    page_size = PAGE_SIZE
    ordering = "pk"

    def get_ordering(self, request: Any, queryset: Any, view: Any) -> tuple[str, ...]:
        ordering = getattr(view, "ordering", None) or self.ordering
        return (ordering,) if isinstance(ordering, str) else tuple(ordering)


class NumberedPages(PageNumberPagination):
    """For rows that are computed and known whole, such as the shares of a year."""

    page_size = PAGE_SIZE

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.get_next_link(), "previous": self.get_previous_link(), "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["results"],
            "properties": {"next": address, "previous": address, "results": schema},
        }
