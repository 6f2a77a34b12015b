"""History, access log and retention.

`track` writes every change of a model to its history by database triggers, `context` names who or what is behind
the changes that follow. Without a context a write to a tracked table is refused by the database.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medvirkning.audit.contexts import amend, apply_context, context
    from medvirkning.audit.history import Part, history_of, history_of_part, register_part
    from medvirkning.audit.history_words import write_values
    from medvirkning.audit.services import log_access
    from medvirkning.audit.tracking import track

# Read when first used: this package is imported before Django's apps are ready, its models are not.
_WHERE = {
    "amend": "contexts",
    "apply_context": "contexts",
    "context": "contexts",
    "Part": "history",
    "history_of": "history",
    "history_of_part": "history",
    "register_part": "history",
    "log_access": "services",
    "track": "tracking",
    "write_values": "history_words",
}

__all__ = [
    "Part", "amend", "apply_context", "context", "history_of", "history_of_part", "log_access", "register_part",
    "track", "write_values",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    globals()[name] = value
    return value
