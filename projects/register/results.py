"""What an import came to."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from medvirkning.web.files.problems import Problems

OUTCOMES = {
    "created": _("opprettet"),
    "updated": _("oppdatert"),
    "unchanged": _("uendret"),
    "kept": _("beholdt som i portalen"),
}


@dataclass
class FileResult:
    """The rows of a file by what became of them, or would become."""

    file: str
    rows: int
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0

    @property
    def changes(self) -> int:
        return self.created + self.updated

    def __str__(self) -> str:
        return f"{self.file}: " + ", ".join(f"{getattr(self, name)} {text}" for name, text in OUTCOMES.items())


@dataclass
class ImportResult:
    """`written` is false for a dry run and for files that were refused."""

    files: list[FileResult] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    written: bool = False

    @property
    def refused(self) -> bool:
        return bool(self.problems.errors)

    @property
    def changes(self) -> int:
        return sum(file.changes for file in self.files)

    def as_dict(self) -> dict[str, Any]:
        """As a job keeps it, for its page."""
        return {
            "files": [asdict(file) for file in self.files],
            "errors": [problem.as_dict() for problem in self.problems.errors],
            "warnings": [problem.as_dict() for problem in self.problems.warnings],
            "more_errors": self.problems.more_errors,
            "more_warnings": self.problems.more_warnings,
        }


class RegisterRefusedError(Exception):
    """The files were refused and nothing was written; the result names every bad row."""

    def __init__(self, result: ImportResult) -> None:
        super().__init__(f"{len(result.problems.errors)} bad rows")
        self.result = result
