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
from django.db import connection, models, transaction
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
    """Delete in batches, so that a long list doesn't hold its locks for long. Their history forgets who they were."""
    done = 0
    while pks := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            rows.model._base_manager.filter(pk__in=pks).delete()
            # Also what was written of them just now: that they were deleted.
            empty_history(model=rows.model, pks=pks)
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
    """What one rule found and erased. Simulated, it is what the rule would have erased."""

    rule: RetentionRule
    found: int
    erased: int


class RetentionFailedError(RuntimeError):
    """Some rules could not be carried out; the others were. What is left is found by the next run."""

    def __init__(self, names: list[str], results: list[RetentionResult]) -> None:
        super().__init__(f"Retention failed: {', '.join(names)}")
        self.names = names
        self.results = results


_rules: dict[str, RetentionRule] = {}


def register(rule: RetentionRule) -> None:
    """Add a rule; the same name again replaces it."""
    _rules[rule.name] = rule


def rules() -> list[RetentionRule]:
    """All rules, by name."""
    return [_rules[name] for name in sorted(_rules)]


def erase_expired(*, simulate: bool = False, today: datetime.date | None = None) -> list[RetentionResult]:
    """Erase everything whose time has run out, rule by rule. Raises `RetentionFailedError` after the last rule.

    One rule may take rows that a later one would have found, so a simulated run isn't a count of each: all is done in
    one transaction and undone. Files are deleted after commit, and so not by it (docs/adr/0184).
    """
    if not simulate:
        return _erase(today)
    with transaction.atomic(), structlog.contextvars.bound_contextvars(simulated=True):
        results = _erase(today)
        transaction.set_rollback(True)
    return results


def _erase(today: datetime.date | None) -> list[RetentionResult]:
    results: list[RetentionResult] = []
    failed: list[str] = []
    for rule in rules():
        try:
            rows = rule.expired(today)
            found = rows.count()
            erased = rule.erase(rows) if found else 0
        except Exception:
            if connection.in_atomic_block:
                raise
            # What one rule can't do keeps no other from its work.
            logger.exception("retention_failed", rule=rule.name)
            failed.append(rule.name)
            continue
        results.append(RetentionResult(rule=rule, found=found, erased=erased))
        if erased:
            logger.info("retention", rule=rule.name, erased=erased)
    if failed:
        raise RetentionFailedError(failed, results)
    return results
