"""What a figure's title may say. A finding is claimed only where the data bear it; else the title is neutral.

Each number in a finding leads to the records behind it.

Departments with fewer than five items are left out of every finding. Differences between departments are held
against chance; the running year, which is not over, is never held against whole years.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medvirkning.web.linked import Linked, Number, Words
from medvirkning.web.numbers import format_number, format_percent
from projects.shares import rule
from projects.shares.trend import TrendPoint

# Percentage points between the lowest and the highest from which departments are said to vary.
MUCH, SOME = 20, 10
# Percentage points below which a share is said to stand still.
STILL = Decimal(1)


@dataclass(frozen=True)
class Compared:
    """A department in a comparison; `url` leads to the records that its share counts."""

    counted: int
    carried_out: int
    url: str = ""

    @property
    def share(self) -> Decimal:
        return rule.per_cent(self.counted, self.carried_out) or Decimal(0)


def of_comparison(departments: Sequence[Compared]) -> Words:
    """«Fra 22 til 81 prosent: enhetene varierer mye»."""
    enough = [one for one in departments if one.carried_out >= rule.FEW]
    if len(enough) < 2:
        return _("Andel med medvirkning i hver enhet")
    low, high = min(enough, key=_share), max(enough, key=_share)
    numbers = {"low": _rounded(low), "high": _rounded(high)}
    apart = high.share - low.share
    if apart < SOME:
        return Linked(_("Fra %(low)s til %(high)s prosent: enhetene ligger jevnt"), numbers)
    if not beyond_chance(enough):
        return Linked(_("Fra %(low)s til %(high)s prosent: forskjellene kan være tilfeldige"), numbers)
    if apart >= MUCH:
        return Linked(_("Fra %(low)s til %(high)s prosent: enhetene varierer mye"), numbers)
    return Linked(_("Fra %(low)s til %(high)s prosent: enhetene varierer noe"), numbers)


def _share(department: Compared) -> Decimal:
    return department.share


def _rounded(department: Compared) -> Number:
    return Number(format_number(department.share, 0), department.url)


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


def of_trend(points: Sequence[TrendPoint], to: Callable[[TrendPoint], str]) -> Words:
    """«Andelen har økt tre år på rad»: whole years only, from the last break on. `to` gives a point's records."""
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
    before, after = [point for point in points if not point.preliminary and point.share is not None][-2:]
    years = {"before": Number(str(before.year)), "after": Number(str(after.year))}
    if row == 0:
        return Linked(_("Andelen er nesten den samme i %(after)s som i %(before)s"), years)
    shares = {
        "from": Number(format_percent(before.share), to(before)),
        "to": Number(format_percent(after.share), to(after)),
    }
    if direction:
        return Linked(_("Andelen økte fra %(from)s i %(before)s til %(to)s i %(after)s"), {**years, **shares})
    return Linked(_("Andelen falt fra %(from)s i %(before)s til %(to)s i %(after)s"), {**years, **shares})


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


@dataclass(frozen=True)
class Counted:
    """A number of records by its name, with the address of its list."""

    name: str
    count: int
    url: str = ""

    @property
    def number(self) -> Number:
        return Number(format_number(self.count), self.url)


def of_most(values: Sequence[Counted], whole: Counted) -> Words:
    """«Arbeidsgruppe er vanligst: 12 av 30», where one value stands out; else the name of the whole."""
    if whole.count < rule.FEW or len(values) < 2:
        return whole.name
    second, most = sorted(values, key=_count)[-2:]
    if second.count == most.count:
        return whole.name
    name = most.name[:1].upper() + most.name[1:]
    return Linked(
        _("%(name)s er vanligst: %(count)s av %(whole)s"),
        {"name": Number(name), "count": most.number, "whole": whole.number},
    )


def _count(value: Counted) -> int:
    return value.count


def of_early(early: Counted, whole: Counted) -> Words:
    """How many of the assignments began early, by the rule's own measure; «sjelden» is less than one in four."""
    if whole.count < rule.FEW:
        return whole.name
    numbers = {"early": early.number, "whole": whole.number}
    if early.count * 4 < whole.count:
        return Linked(_("Tidlig medvirkning er sjelden: %(early)s av %(whole)s oppdrag"), numbers)
    if early.count * 2 > whole.count:
        return Linked(_("De fleste begynte tidlig: %(early)s av %(whole)s oppdrag"), numbers)
    return Linked(_("%(early)s av %(whole)s oppdrag hadde tidlig medvirkning"), numbers)
