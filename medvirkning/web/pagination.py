"""Pages of long lists: counted to 10 000, then «over 10 000»; by number to page 200, then by cursor.

A page far into a list costs the database every row before it, so past `LAST_NUMBERED_PAGE` the next page is asked for
by the values of the last row shown (a keyset) instead of by how many rows to skip.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, Model, OrderBy, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medvirkning.web.numbers import format_number

COUNT_LIMIT = 10_000
LAST_NUMBERED_PAGE = 200
_SALT = "medvirkning.web.pagination"


@dataclass(frozen=True)
class Count:
    """How many rows: exact up to the limit."""

    number: int
    exact: bool

    def __str__(self) -> str:
        if not self.exact:
            return _("over %(number)s") % {"number": format_number(self.number)}
        return format_number(self.number)

    def in_words(self) -> str:
        """«312 treff», «over 10 000 treff», «Ingen treff»."""
        if not self.exact:
            return _("Over %(number)s treff") % {"number": format_number(self.number)}
        if not self.number:
            return _("Ingen treff")
        text = ngettext("%(number)s treff", "%(number)s treff", self.number)
        return text % {"number": format_number(self.number)}


def count_rows(rows: QuerySet[Any], limit: int = COUNT_LIMIT) -> Count:
    """Count no further than one past the limit, so that a long list costs no more than a short one."""
    # By key alone: what the list shows of each row needs no reading here.
    number = rows.order_by().values("pk")[: limit + 1].count()
    return Count(number=min(number, limit), exact=number <= limit)


@dataclass(frozen=True)
class Page:
    """The rows shown, and the ways on. `next_query` and `previous_query` are query parameters, None where it ends."""

    rows: Sequence[Any]
    number: int | None
    pages: int | None
    first_index: int | None
    next_query: dict[str, Any] | None
    previous_query: dict[str, Any] | None

    @property
    def numbers(self) -> list[int | None]:
        """Page numbers to show: the first, the last and those around this one, None for a gap."""
        if self.number is None or self.pages is None:
            return []
        wanted = sorted({1, self.pages, *range(max(1, self.number - 1), min(self.pages, self.number + 1) + 1)})
        shown: list[int | None] = []
        for number in wanted:
            if shown and shown[-1] is not None and number - shown[-1] > 1:
                shown.append(None if number - shown[-1] > 2 else number - 1)
            shown.append(number)
        return shown


def paginate(rows: QuerySet[Any], *, count: Count, size: int, page: str | None, cursor: str | None) -> Page:
    """The page that the address asks for; an impossible number gives the nearest page, a broken cursor the first."""
    ordered = with_tie_breaker(rows)
    if cursor and (values := _read_cursor(cursor, ordered)) is not None:
        return _keyset_page(ordered.filter(_after(_ordering(ordered), values)), size=size)
    last = max(1, -(-count.number // size)) if count.exact else LAST_NUMBERED_PAGE
    last = min(last, LAST_NUMBERED_PAGE)
    number = min(max(1, int(page)), last) if page and page.isdecimal() and len(page) < 6 else 1
    start = (number - 1) * size
    shown = list(ordered[start : start + size + 1])
    more = len(shown) > size
    shown = shown[:size]
    following: dict[str, Any] | None = None
    if more:
        following = {"page": number + 1} if number < last else {"page": None, "cursor": _cursor(ordered, shown[-1])}
    return Page(
        rows=shown,
        number=number,
        pages=last,
        first_index=start + 1,
        next_query=following,
        previous_query={"page": number - 1, "cursor": None} if number > 1 else None,
    )


def with_tie_breaker(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same order with the primary key last, so that no row is shown twice or never."""
    ordering = list(rows.query.order_by or rows.model._meta.ordering or ())
    if any(key in {"pk", "-pk"} for key in ordering):
        return rows
    return rows.order_by(*ordering, "pk")


def _keyset_page(rows: QuerySet[Any], *, size: int) -> Page:
    shown = list(rows[: size + 1])
    more = len(shown) > size
    shown = shown[:size]
    return Page(
        rows=shown,
        number=None,
        pages=None,
        first_index=None,
        next_query={"page": None, "cursor": _cursor(rows, shown[-1])} if more else None,
        previous_query={"page": LAST_NUMBERED_PAGE, "cursor": None},
    )


def _ordering(rows: QuerySet[Any]) -> list[tuple[str, bool]]:
    """The order as (path, descending)."""
    keys = []
    for key in rows.query.order_by:
        if isinstance(key, OrderBy) and isinstance(key.expression, F) and not key.nulls_first and not key.nulls_last:
            keys.append((key.expression.name, bool(key.descending)))  # type: ignore[attr-defined]
        elif isinstance(key, str):
            keys.append((key.lstrip("-+"), key.startswith("-")))
        else:
            raise ValueError(f"A long list can only be ordered by plain columns, not by {key!r}")
    return keys


def _cursor(rows: QuerySet[Any], row: Model) -> str:
    return signing.dumps([_value(row, path) for path, _down in _ordering(rows)], salt=_SALT, serializer=_Serializer)


def _read_cursor(text: str, rows: QuerySet[Any]) -> list[Any] | None:
    try:
        values = signing.loads(text, salt=_SALT, serializer=_Serializer)
    except signing.BadSignature:
        return None
    return values if isinstance(values, list) and len(values) == len(_ordering(rows)) else None


class _Serializer(signing.JSONSerializer):
    """Dates and decimals as text; the database reads them back."""

    def dumps(self, obj: Any) -> bytes:
        return json.dumps(obj, cls=DjangoJSONEncoder, separators=(",", ":")).encode()


def _value(row: Any, path: str) -> Any:
    for part in path.split("__"):
        row = None if row is None else getattr(row, part)
    return row.pk if isinstance(row, Model) else row


def _after(ordering: list[tuple[str, bool]], values: list[Any]) -> Q:
    """Rows behind the given one. PostgreSQL sorts empty values last when ascending, first when descending."""
    wanted = Q(pk__in=[])
    same = Q()
    for (path, down), value in zip(ordering, values, strict=True):
        if value is None:
            beyond = Q(**{f"{path}__isnull": False}) if down else Q(pk__in=[])
            equal = Q(**{f"{path}__isnull": True})
        else:
            beyond = Q(**{f"{path}__lt" if down else f"{path}__gt": value})
            if not down and path != "pk":
                beyond |= Q(**{f"{path}__isnull": True})
            equal = Q(**{path: value})
        wanted |= same & beyond
        same &= equal
    return wanted
