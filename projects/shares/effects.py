"""What a decision on an exemption, or on work not performed, does to the share: told before anybody decides."""

from dataclasses import dataclass
from decimal import Decimal

from projects.departments.models import Department
from projects.shares import figures, rule
from projects.shares.enums import Scope
from projects.shares.models import CountedWork
from projects.work.models import Decision, Exemption
from projects.work.performed import performed_in


@dataclass(frozen=True)
class Rate:
    """The share less exemptions (the counting rule): any / (carried out - exempt)."""

    with_any: int
    carried_out: int
    exempt: int

    @property
    def of(self) -> int:
        return self.carried_out - self.exempt

    @property
    def per_cent(self) -> Decimal | None:
        return rule.share_less_exemptions(self.with_any, self.carried_out, self.exempt)


@dataclass(frozen=True)
class Effect:
    """A department's second rate in a year, as it is and as it would become."""

    department: Department
    year: int
    before: Rate
    after: Rate

    @property
    def changes(self) -> bool:
        return self.before != self.after


def effect_of(decision: Decision, *, approve: bool) -> Effect | None:
    """What approving or refusing would do where the work counts in the year; None where it does not count.

    An exemption counts where no involvement does, and an approved «not performed» takes the task out of the work
    carried out (the counting rule).
    """
    version = figures.rule_version_of(decision.year).number
    counted = (
        CountedWork.objects.of_year(decision.year, version)
        .filter(work_item=decision.work_item_id)
        .select_related("department")
        .first()
    )
    if counted is None:
        return None
    (row,) = figures.shares(
        decision.year, department=counted.department.code, kinds=[figures.ALL_KINDS], scopes=[Scope.OWN.value]
    )
    before = Rate(row.with_any, row.carried_out, row.exempt)
    return Effect(counted.department, decision.year, before, _after(before, counted, decision, approve=approve))


def _after(before: Rate, counted: CountedWork, decision: Decision, *, approve: bool) -> Rate:
    if isinstance(decision, Exemption):
        stands = counted.exempted_on is not None
        if counted.carried_out_on is None or counted.any_on is not None or stands == approve:
            return before
        return Rate(before.with_any, before.carried_out, before.exempt + (1 if approve else -1))
    if (counted.not_performed_on is not None) == approve:
        return before
    if approve:
        exempt = counted.any_on is None and counted.exempted_on is not None
        return Rate(before.with_any - (counted.any_on is not None), before.carried_out - 1, before.exempt - exempt)
    involved = performed_in(decision.work_item, decision.year)
    exempt = not involved and decision.work_item.exemptions.approved().filter(year=decision.year).exists()
    return Rate(before.with_any + involved, before.carried_out + 1, before.exempt + exempt)
