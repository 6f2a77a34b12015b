"""Rules of the house that no linter knows."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ("medvirkning", "representatives", "projects", "advice")
VIEWS = sorted(
    path
    for folder in CODE
    for path in (ROOT / folder).rglob("*.py")
    if path.stem.endswith("views") or path.parent.name == "views"
)


def managers_in(source: str) -> list[int]:
    """The lines that read from a model's manager."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_view_reads_through_readings_never_from_a_manager(path: Path):
    assert managers_in(path.read_text()) == []


def test_the_rule_finds_a_manager():
    assert managers_in("x = 1\nrows = Person.objects.all()\n") == [2]
    assert len(VIEWS) > 40
