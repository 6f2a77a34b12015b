"""Rows that hold from one day to another, both included; an empty end or start is open."""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone


def in_force(on: datetime.date, first: str = "valid_from", last: str = "valid_to") -> Q:
    """Dated rows that hold on that day."""
    return (Q(**{first: None}) | Q(**{f"{first}__lte": on})) & (Q(**{last: None}) | Q(**{f"{last}__gte": on}))


def days_overlap(
    start: datetime.date, end: datetime.date | None, first: str = "valid_from", last: str = "valid_to"
) -> Q:
    """Dated rows with a day in common with a period; no end is for ever."""
    found = Q(**{last: None}) | Q(**{f"{last}__gte": start})
    return found if end is None else found & (Q(**{first: None}) | Q(**{f"{first}__lte": end}))


def days(first: str = "valid_from", last: str = "valid_to") -> Func:
    """The days from one date to another, for a constraint that no two periods overlap."""
    return Func(first, last, Value("[]"), function="daterange")


def ends_after_start(name: str, message: Any, first: str = "valid_from", last: str = "valid_to") -> Any:
    """The constraint that a period doesn't end before it begins."""
    condition = Q(**{last: None}) | Q(**{f"{last}__gte": F(first)})
    return models.CheckConstraint(name=name, condition=condition, violation_error_message=message)


class DatedRows:
    """For querysets of rows with `valid_from` and `valid_to`."""

    filter: Any

    def in_force(self, on: datetime.date | None = None) -> Self:
        """Those that hold on a day (today)."""
        rows: Self = self.filter(in_force(on or timezone.localdate()))
        return rows

    def not_ended(self) -> Self:
        """Those that hold, and those that will."""
        rows: Self = self.filter(Q(valid_to=None) | Q(valid_to__gte=timezone.localdate()))
        return rows


class DatedQuerySet(DatedRows, models.QuerySet):
    """Such rows, with nothing else in common."""
