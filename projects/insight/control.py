"""The nightly control of the count in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medvirkning.web.dates import format_date
from medvirkning.web.numbers import format_number
from projects.shares import rule
from projects.shares.export import measure_labels
from projects.shares.models import CountRun


def latest_in_words() -> str:
    """When the latest full count was set against the stored figures, and what it found."""
    latest = CountRun.objects.latest_day().first()
    if latest is None:
        return _("Den første kontrollen er ikke kjørt ennå. Den kjøres hver natt.")
    rows = format_number(latest.counted_rows)
    if not latest.differences:
        return _("Sist kontrollert %(day)s: %(rows)s linjer, ingen avvik.") % {
            "day": format_date(latest.day),
            "rows": rows,
        }
    return ngettext(
        "Sist kontrollert %(day)s: %(rows)s linjer, %(n)s avvik. Det er rettet.",
        "Sist kontrollert %(day)s: %(rows)s linjer, %(n)s avvik. De er rettet.",
        latest.differences,
    ) % {"day": format_date(latest.day), "rows": rows, "n": format_number(latest.differences)}


def differing(stored: dict[str, Any] | None, counted: dict[str, Any] | None) -> list[tuple[str, Any, Any]]:
    """What differs: its name, what was stored, what the full count gave."""
    before, after, labels = stored or {}, counted or {}, _labels()
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return [(labels.get(name, name), before.get(name), after.get(name)) for name in names]


def _labels() -> dict[str, str]:
    """Names of the stored sums, and of the dates on which the measures came to hold."""
    labels = measure_labels()
    dates = {measure.holds: labels[name] for name, measure in reversed(rule.MEASURES.items())}
    return labels | dates
