"""Which queue a message goes to: the one its task names, however it is sent."""

from typing import Any

from medvirkning.celery import app


def route(name: str, args: Any, kwargs: Any, options: dict[str, Any], task: Any = None, **_more: Any) -> Any:
    """Celery asks this for every message; a queue named by the sender goes before it."""
    known = task if task is not None else app.tasks.get(name)
    queue = getattr(known, "waits_in", None)
    return {"queue": str(queue)} if queue is not None else None
