"""Setting targets, and counting by hand what the schedule counts by itself."""

import datetime
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.concurrency import StaleVersion, save_versioned
from medvirkning.web.refusals import NotAllowedError, RefusedError
from projects.departments.models import Department
from projects.shares import pipeline
from projects.shares.models import CountRun, Target
from projects.shares.rule import FIRST_YEAR


class TargetRefusedError(RefusedError):
    """The target breaks a rule."""


@transaction.atomic
def set_target(
    *, actor: User, department: Department, year: int, per_cent: Decimal, expected_version: int | None = None
) -> Target:
    """Set or change the share a department aims at in a year, by its leader or one above.

    `expected_version` is that of the target seen, None where there was none. Raises `StaleVersion`,
    `NotAllowedError` and `TargetRefusedError`.
    """
    if not actor.has_perm("shares.set_target", department):
        raise NotAllowedError(_("Bare lederen setter måltall for enheten."))
    if not FIRST_YEAR <= year <= timezone.localdate().year + 1:
        raise TargetRefusedError(_("Måltall settes for år som telles, og for neste år."), field="year")
    if not 0 <= per_cent <= 100:
        raise TargetRefusedError(_("Måltallet må være mellom 0 og 100 prosent."), field="per_cent")
    target = Target.objects.filter(department=department, year=year).first()
    if target is None:
        return Target.objects.create(department=department, year=year, per_cent=per_cent, set_by=actor)
    if expected_version is None:
        raise StaleVersion(target)
    target.per_cent, target.set_by = per_cent, actor
    save_versioned(target, expected_version=expected_version, fields=["per_cent", "set_by"])
    return target


def recompute(*, years: Sequence[int] | None = None, department: str | None = None) -> pipeline.Comparison:
    """Count what waits, then compare with a full count and mend: the same code as the scheduled tasks.

    Items whose dates were passed since the last night's count are touched first, so that a night that was missed
    shows as work done and not as a difference.
    """
    today = timezone.localdate()
    last = CountRun.objects.order_by("-day").values_list("day", flat=True).first()
    if last is None or last < today:
        pipeline.touch_passed_dates(after=last or today - datetime.timedelta(days=1), today=today)
    pipeline.drain()
    return pipeline.compare(years=years, department=department)
