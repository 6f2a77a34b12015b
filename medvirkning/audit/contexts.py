"""Who or what is behind a change: demanded by every history trigger."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pghistory
from django.db import connections
from pghistory import config, runtime


class NoContextError(RuntimeError):
    """The act needs a context, and none is open."""


def _clean(actor: Any, values: dict[str, Any]) -> dict[str, Any]:
    known = {key: value for key, value in values.items() if value is not None}
    pk = getattr(actor, "pk", actor)
    if pk is not None:
        known["actor"] = pk
    return known


@contextmanager
def context(*, actor: Any = None, **values: Any) -> Iterator[None]:
    """Name what is behind the changes made inside: an actor, a command, a task, a reason.

    `actor` is a user or its primary key. Inside an open context, what that one says is inherited, and the rows
    written inside get a history context of their own. Works as a decorator too.
    """
    added = _clean(actor, values)
    tracker = getattr(runtime._tracker, "value", None)
    if tracker is None:
        with pghistory.context(**added):
            yield
        return
    runtime._tracker.value = runtime.Context(id=uuid.uuid4(), metadata={**tracker.metadata, **added})
    try:
        yield
    finally:
        runtime._tracker.value = tracker


def amend(*, actor: Any = None, **values: Any) -> None:
    """Add to the open context what came to be known later (who signed in, which token); none open: do nothing."""
    pghistory.context(**_clean(actor, values))


def current() -> dict[str, Any] | None:
    """What the open context says, or None."""
    tracker = getattr(runtime._tracker, "value", None)
    return dict(tracker.metadata) if tracker is not None else None


def apply_context(*, using: str = "default") -> None:
    """Set the open context in the running transaction, for what doesn't pass Django's cursor: COPY.

    Call it inside `transaction.atomic()`, before `cursor.copy()`.
    """
    tracker = getattr(runtime._tracker, "value", None)
    if tracker is None:
        raise NoContextError("COPY into a tracked table needs an open audit.context()")
    connection = connections[using]
    if not connection.in_atomic_block:
        raise NoContextError("apply_context() holds for a transaction: open transaction.atomic() first")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)",
            [str(tracker.id), json.dumps(tracker.metadata, cls=config.json_encoder())],
        )
