"""«Målebeskrivelse»: what the page that tells the counting rule reads of the rule itself."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from projects.shares import rule
from projects.shares.models import RuleVersion


@dataclass(frozen=True)
class Example:
    """The worked example, counted by the same functions as every figure."""

    assignments: int = 20
    assignments_with: int = 12
    standing: int = 10
    standing_with: int = 7
    exempt: int = 2

    @property
    def carried_out(self) -> int:
        return self.assignments + self.standing

    @property
    def with_any(self) -> int:
        return self.assignments_with + self.standing_with

    @property
    def without_exempt(self) -> int:
        return self.carried_out - self.exempt

    @property
    def share(self) -> Decimal | None:
        return rule.per_cent(self.with_any, self.carried_out)

    @property
    def share_less_exemptions(self) -> Decimal | None:
        return rule.share_less_exemptions(self.with_any, self.carried_out, self.exempt)

    @property
    def assignments_share(self) -> Decimal | None:
        return rule.per_cent(self.assignments_with, self.assignments)

    @property
    def standing_share(self) -> Decimal | None:
        return rule.per_cent(self.standing_with, self.standing)


@dataclass(frozen=True)
class Described:
    """What the page shows: the versions, the newest first, the example and the rule's own limits."""

    versions: tuple[RuleVersion, ...]
    year: int
    example: Example
    first_year: int
    few: int

    @property
    def newest(self) -> RuleVersion:
        return self.versions[0]

    @property
    def current(self) -> RuleVersion:
        """The version in force in the running year, which the words on the page tell."""
        return next((one for one in self.versions if one.from_year <= self.year), self.versions[-1])

    @property
    def coming(self) -> tuple[RuleVersion, ...]:
        """Decided, not yet in force."""
        return tuple(one for one in self.versions if one.number > self.current.number)


def described() -> Described:
    return Described(
        versions=tuple(RuleVersion.objects.select_related("decided_by").order_by("-number")),
        year=timezone.localdate().year,
        example=Example(),
        first_year=rule.FIRST_YEAR,
        few=rule.FEW,
    )
