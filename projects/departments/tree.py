"""The tree as people read it: each department under its parent, in Norwegian order."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from projects.departments.models import Department

# Indents the names of a select, where no markup can.
INDENT = "\u2003"


@dataclass(frozen=True)
class Place:
    """A department as one line of the tree."""

    department: Department
    level: int


def in_tree_order(departments: Iterable[Department]) -> list[Department]:
    """Parents before their children, siblings by name."""
    known = list(departments)
    keys = {one.code: one.sort_key for one in known}
    return sorted(known, key=lambda one: [(keys.get(code, ""), code) for code in one.lineage])


def tree_choices(departments: Iterable[Department]) -> list[tuple[str, str]]:
    """Codes and indented names for a select."""
    ordered = in_tree_order(departments)
    return [(one.code, f"{INDENT * level}{one.name}") for one, level in _levels(ordered)]


def places(departments: Sequence[Department]) -> list[Place]:
    """The lines of the tree."""
    return [Place(department=one, level=level) for one, level in _levels(in_tree_order(departments))]


def _levels(ordered: Sequence[Department]) -> list[tuple[Department, int]]:
    """How deep each stands under the shallowest one shown."""
    shallowest = min((one.depth for one in ordered), default=0)
    return [(one, one.depth - shallowest) for one in ordered]


def is_open(department: Department, day: datetime.date) -> bool:
    """Whether the department exists on that day."""
    return department.valid_from <= day and (department.valid_to is None or day <= department.valid_to)
