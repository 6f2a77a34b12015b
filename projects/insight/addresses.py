"""Addresses of figures, of the records behind them, and of the acts that change them."""

import datetime
from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse

from projects.insight.selection import Selection


def dashboard(code: str, selection: Selection | None = None, **changes: str) -> str:
    """The page of a department."""
    address = reverse("insight:department", kwargs={"code": code})
    if selection is None:
        return address
    return f"{address}?{urlencode({**selection.query, **changes})}"


def records(
    code: str,
    selection: Selection,
    measure: str,
    *,
    kind: str | None = None,
    year: int | None = None,
    dimension: str = "",
    value: str = "",
    to_date: datetime.date | None = None,
    succeeded: Sequence[str] = (),
    rule_version: int | None = None,
) -> str:
    """The list of exactly the records behind a figure."""
    query: dict[str, str | list[str]] = {**selection.query, "maal": measure}
    if kind is not None:
        query["slag"] = kind
    if year is not None:
        query["aar"] = str(year)
    if dimension:
        query |= {"dimensjon": dimension, "verdi": value}
    if to_date is not None:
        query |= {"aar": str(to_date.year), "dato": to_date.isoformat()}
    if succeeded:
        query["med"] = list(succeeded)
    if rule_version is not None:
        query["regel"] = str(rule_version)
    return f"{reverse('insight:records', kwargs={'code': code})}?{urlencode(query, doseq=True)}"


def lift(code: str, selection: Selection, reason: str) -> str:
    """All the work that could lift the share for one reason."""
    return f"{reverse('insight:lift', kwargs={'code': code, 'reason': reason})}?{urlencode(selection.query)}"


def target(code: str, year: int) -> str:
    """Where a leader sets the target."""
    return reverse("insight:target", kwargs={"code": code, "year": year})


def targets(code: str) -> str:
    """The department's targets year by year."""
    return reverse("insight:targets", kwargs={"code": code})


def measure_described(measure: str) -> str:
    """Where the measure is told in words."""
    return f"{reverse('insight:method')}#{measure}"


def work_item(reference: str) -> str:
    return reverse("work:detail", kwargs={"reference": reference})


def log_involvement(reference: str) -> str:
    return reverse("involvement:log", kwargs={"reference": reference})


def decisions() -> str:
    """Where a leader decides what was asked for."""
    return reverse("work:decisions")
