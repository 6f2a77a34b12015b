"""What is done with grants and schemes. Only the Centre does it."""

from representatives.grants.services.changing import GrantFacts, change_grant, judge, make_grant, note_report
from representatives.grants.services.schemes import (
    SchemeFacts,
    add_rules,
    change_rules,
    change_scheme,
    make_scheme,
)
from representatives.grants.services.shared import GrantRefusedError

__all__ = [
    "GrantFacts",
    "GrantRefusedError",
    "SchemeFacts",
    "add_rules",
    "change_grant",
    "change_rules",
    "change_scheme",
    "judge",
    "make_grant",
    "make_scheme",
    "note_report",
]
