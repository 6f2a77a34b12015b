"""Retention: for how long what is kept, and the one function that erases what has expired.

Each room registers its rules when it is loaded. The days are the portal's defaults; an installation's privacy officer
sets others in `MEDVIRKNING_RETENTION_DAYS` (docs/privacy).
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise

from medvirkning.audit import erasers
from medvirkning.audit.services import empty_history

logger = structlog.get_logger(__name__)

# Gives the rows whose time ran out before a day.
Find = Callable[[datetime.date], models.QuerySet]
Erase = Callable[[models.QuerySet], int]
BATCH = 1000


def delete_rows(rows: models.QuerySet) -> int:
    """Delete in batches, so that a long list doesn't hold its locks for long."""
    done = 0
    while pks := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            rows.model._base_manager.filter(pk__in=pks).delete()
        done += len(pks)
    return done


def emptying(**values: Any) -> Erase:
    """For rows that stay: the named fields get these values, and the history of the rows forgets them."""
    act = erasers.blank(**values)

    @transaction.atomic
    def erase(rows: models.QuerySet) -> int:
        pks = list(act(rows))
        empty_history(model=rows.model, pks=pks)
        return len(pks)

    return erase


@dataclass(frozen=True)
class RetentionRule:
    """What is erased after how many days."""

    name: str
    what: str | Promise
    days: int
    find: Find
    erase: Erase = delete_rows

    @property
    def days_kept(self) -> int:
        """The installation's own number, else the default."""
        return int(settings.MEDVIRKNING_RETENTION_DAYS.get(self.name, self.days))

    def expired(self, today: datetime.date | None = None) -> models.QuerySet:
        """The rows this rule would erase today."""
        day = today or timezone.localdate()
        return self.find(day - datetime.timedelta(days=self.days_kept))


@dataclass(frozen=True)
class RetentionResult:
    """What one rule found, and erased unless simulated."""

    rule: RetentionRule
    found: int
    erased: int


_rules: dict[str, RetentionRule] = {}


def register(rule: RetentionRule) -> None:
    """Add a rule; the same name again replaces it."""
    _rules[rule.name] = rule


def rules() -> list[RetentionRule]:
    """All rules, by name."""
    return [_rules[name] for name in sorted(_rules)]


def erase_expired(*, simulate: bool = False, today: datetime.date | None = None) -> list[RetentionResult]:
    """Erase everything whose time has run out, rule by rule; or only count it."""
    results = []
    for rule in rules():
        rows = rule.expired(today)
        found = rows.count()
        erased = 0 if simulate or not found else rule.erase(rows)
        results.append(RetentionResult(rule=rule, found=found, erased=erased))
        if erased:
            logger.info("retention", rule=rule.name, erased=erased)
    return results
