"""Lists are `{"next", "previous", "results"}`, 100 a page, addresses absolute."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination, PageNumberPagination
from rest_framework.response import Response

PAGE_SIZE = 100
ADDRESS = {"type": ["string", "null"], "format": "uri"}


def _list_schema(rows: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["next", "previous", "results"],
        "properties": {"next": ADDRESS, "previous": ADDRESS, "results": rows},
    }


class CursorPages(CursorPagination):
    """For tables: as quick on the last page as on the first. The view may name its `ordering`."""

    page_size = PAGE_SIZE
    ordering = "pk"
    parameters: ClassVar[tuple[str, ...]] = (CursorPagination.cursor_query_param,)

    def get_ordering(self, request: Any, queryset: Any, view: Any) -> tuple[str, ...]:
        ordering = getattr(view, "ordering", None) or self.ordering
        return (ordering,) if isinstance(ordering, str) else tuple(ordering)

    def decode_cursor(self, request: Any) -> Any:
        try:
            return super().decode_cursor(request)
        except NotFound as error:
            why = _("Dette er ikke en side i lista. Bruk adressen i «next» eller «previous».")
            raise ValidationError({self.cursor_query_param: [why]}) from error

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return _list_schema(schema)


class NumberedPages(PageNumberPagination):
    """For rows that are computed and known whole, such as the shares of a year."""

    page_size = PAGE_SIZE
    last_page_strings = ()
    invalid_page_message: Any = gettext_lazy("Lista har ikke så mange sider.")
    parameters: ClassVar[tuple[str, ...]] = (PageNumberPagination.page_query_param,)

    def get_page_number(self, request: Any, paginator: Any) -> int:
        """A page that can't be is bad input; one past the last is not found."""
        asked = request.query_params.get(self.page_query_param, "1")
        number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 0
        if number < 1:
            raise ValidationError({self.page_query_param: [_("Skriv et helt tall fra 1.")]})
        return number

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.get_next_link(), "previous": self.get_previous_link(), "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return _list_schema(schema)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        (parameter,) = super().get_schema_operation_parameters(view)
        return [{**parameter, "schema": {"type": "integer", "minimum": 1, "default": 1}}]
