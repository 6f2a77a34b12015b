"""What a figure's title may say. A finding is claimed only where the data bear it; else the title is neutral.

Departments with fewer than five items are left out of every finding. Differences between departments are held
against chance; the running year, which is not over, is never held against whole years.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medvirkning.web.numbers import format_number, format_percent
from projects.shares import rule
from projects.shares.trend import TrendPoint

# Percentage points between the lowest and the highest from which departments are said to vary.
MUCH, SOME = 20, 10
# Percentage points below which a share is said to stand still.
STILL = Decimal(1)


@dataclass(frozen=True)
class Compared:
    """A department in a comparison."""

    counted: int
    carried_out: int

    @property
    def share(self) -> Decimal:
        return rule.per_cent(self.counted, self.carried_out) or Decimal(0)


def of_comparison(departments: Sequence[Compared]) -> str:
    """«Fra 22 til 81 prosent: enhetene varierer mye»."""
    enough = [one for one in departments if one.carried_out >= rule.FEW]
    if len(enough) < 2:
        return _("Andel med medvirkning i hver enhet")
    shares = [one.share for one in enough]
    low, high = min(shares), max(shares)
    numbers = {"low": format_number(low, 0), "high": format_number(high, 0)}
    if high - low < SOME:
        return _("Fra %(low)s til %(high)s prosent: enhetene ligger jevnt") % numbers
    if not beyond_chance(enough):
        return _("Fra %(low)s til %(high)s prosent: forskjellene kan være tilfeldige") % numbers
    if high - low >= MUCH:
        return _("Fra %(low)s til %(high)s prosent: enhetene varierer mye") % numbers
    return _("Fra %(low)s til %(high)s prosent: enhetene varierer noe") % numbers


def beyond_chance(departments: Sequence[Compared]) -> bool:
    """Whether departments with one common share would seldom differ as much as these do.

    The chi-square statistic against its mean and two standard deviations (about one in twenty to forty by chance).
    """
    whole = sum(one.carried_out for one in departments)
    common = sum(one.counted for one in departments) / whole
    if common in (0, 1):
        return False
    statistic = sum(
        (one.counted - one.carried_out * common) ** 2 / (one.carried_out * common * (1 - common))
        for one in departments
    )
    freedom = len(departments) - 1
    return bool(statistic > freedom + 2 * (2 * freedom) ** 0.5)


def of_trend(points: Sequence[TrendPoint]) -> str:
    """«Andelen har økt tre år på rad»: whole years only, from the last break on."""
    steps = _steps(points)
    if not steps:
        return _("Andelen år for år")
    direction = steps[-1] > 0
    row = 0
    for step in reversed(steps):
        if abs(step) < STILL or (step > 0) is not direction:
            break
        row += 1
    if row > 1:
        up = ngettext("Andelen har økt %(number)s år på rad", "Andelen har økt %(number)s år på rad", row)
        down = ngettext("Andelen har falt %(number)s år på rad", "Andelen har falt %(number)s år på rad", row)
        return (up if direction else down) % {"number": _in_words(row)}
    last = [point for point in points if not point.preliminary and point.share is not None][-2:]
    years = {
        "before": last[0].year,
        "after": last[1].year,
        "from": format_percent(last[0].share),
        "to": format_percent(last[1].share),
    }
    if row == 0:
        return _("Andelen er nesten den samme i %(after)s som i %(before)s") % years
    if direction:
        return _("Andelen økte fra %(from)s i %(before)s til %(to)s i %(after)s") % years
    return _("Andelen falt fra %(from)s i %(before)s til %(to)s i %(after)s") % years


def _steps(points: Sequence[TrendPoint]) -> list[Decimal]:
    """Changes from year to year at the end of the trend, as far back as years can be compared."""
    steps: list[Decimal] = []
    whole = [point for point in points if not point.preliminary]
    for before, after in zip(reversed(whole[:-1]), reversed(whole[1:]), strict=True):
        comparable = not (after.rule_break or before.broken or after.broken)
        if not comparable or before.share is None or after.share is None:
            break
        if min(before.carried_out, after.carried_out) < rule.FEW:
            break
        steps.insert(0, after.share - before.share)
    return steps


def _in_words(number: int) -> str:
    words = {2: _("to"), 3: _("tre"), 4: _("fire")}
    return words.get(number, str(number))


def of_most(names: Sequence[str], counts: Sequence[int], *, whole: int, neutral: str) -> str:
    """«Arbeidsgruppe er vanligst: 12 av 30», where one value stands out."""
    if whole < rule.FEW or len(counts) < 2:
        return neutral
    ordered = sorted(counts, reverse=True)
    if ordered[0] == ordered[1]:
        return neutral
    name = names[list(counts).index(ordered[0])]
    return _("%(name)s er vanligst: %(count)s av %(whole)s") % {
        "name": name[:1].upper() + name[1:],
        "count": format_number(ordered[0]),
        "whole": format_number(whole),
    }


def of_early(early: int, *, whole: int) -> str:
    """How often involvement begins early; «sjelden» is less than one in four."""
    if whole < rule.FEW:
        return _("Første medvirkning etter fase")
    numbers = {"early": format_number(early), "whole": format_number(whole)}
    if early * 4 < whole:
        return _("Tidlig medvirkning er sjelden: %(early)s av %(whole)s") % numbers
    if early * 2 > whole:
        return _("De fleste begynte tidlig: %(early)s av %(whole)s") % numbers
    return _("%(early)s av %(whole)s begynte i en tidlig fase") % numbers
