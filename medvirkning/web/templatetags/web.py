"""Dates, numbers and small furniture for templates: `{% load web %}`."""

import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse

from medvirkning.web import dates, numbers, saved_filters
from medvirkning.web.querysets import saved_filters_of

register = template.Library()

register.filter("date_text", dates.format_date)
register.filter("date_short", dates.format_short)
register.filter("moment", dates.format_moment)
register.filter("clock", dates.format_clock)


@register.filter
def percent(value: Decimal | float | None, decimals: int = 1) -> str:
    """«63,3 %»."""
    return numbers.format_percent(value, decimals)


@register.filter
def number(value: Decimal | float | None, decimals: int | None = None) -> str:
    """«1 234,5»."""
    return numbers.format_number(value, decimals)


@register.filter
def change(value: Decimal | float | None, decimals: int = 1) -> str:
    """«+3,2»."""
    return numbers.format_change(value, decimals)


@register.filter
def iso(value: datetime.date | dates.PartialDate | None) -> str:
    """For the `datetime` attribute of `<time>`."""
    return "" if value is None else value.isoformat()


@register.simple_tag
def partial_date(date: datetime.date | None, precision: str = "day") -> str:
    """`{% partial_date item.started_on item.started_on_precision %}`: a stored date as far as it is known."""
    return "" if date is None else str(dates.PartialDate.of(date, precision))


@register.simple_tag
def period(first: Any, last: Any = None) -> str:
    """`{% period first last %}`."""
    return "" if first is None else dates.format_period(first, last)


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: Any) -> str:
    """This page's query with some parameters changed; None drops one. Starts with «?»."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def query_link(context: template.Context, changes: dict[str, Any]) -> str:
    """`with_query` for changes that come as a dictionary."""
    return with_query(context, **changes)


@register.filter
def sort_state(column: Any, table: Any) -> str:
    """The value of `aria-sort` for a column."""
    return table.sort_state(column.name)


@register.simple_tag(takes_context=True)
def save_filter_url(context: template.Context) -> str:
    """Where the filters of the list shown are saved by name; empty for a visitor."""
    request: Any = context["request"]
    if not request.user.is_authenticated or saved_filters.find_list(request.path) is None:
        return ""
    return f"{reverse('save-filter', args=[request.path.lstrip('/')])}?{saved_filters.query_of(request.GET)}"


@register.inclusion_tag("components/saved_filters.html", takes_context=True)
def saved_filters_of_list(context: template.Context) -> dict[str, Any]:
    """The reader's own filters for the list shown."""
    request: Any = context["request"]
    if not request.user.is_authenticated:
        return {}
    saved = saved_filters_of(request.user).of_list(request.path)
    return {"saved": list(saved), "current": saved_filters.query_of(request.GET)}
